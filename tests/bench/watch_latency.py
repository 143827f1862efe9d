"""From a write to its path in the consumer, beside a bare inotify loop. Run as a script."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.measure import BareInotify, median, row

from touchline.watch import Filters, Watcher


class Consumer:
    """An event loop that takes paths as the server's does, and notes the time of each."""

    def __init__(self, root: Path) -> None:
        self._loop = asyncio.new_event_loop()
        self.watcher = Watcher(root, Filters(root), self._wake)
        self.watcher.start()
        self.seen: dict[str, float] = {}
        if self.watcher.descriptor is not None:
            self._loop.add_reader(self.watcher.descriptor, self._pump)
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def _wake(self) -> None:
        self._loop.call_soon_threadsafe(self._take)

    def _pump(self) -> None:
        if self.watcher.pump():
            self._take()

    def _take(self) -> None:
        paths = self.watcher.drain().paths
        now = time.perf_counter()
        for path in paths:
            self.seen.setdefault(path, now)


WRITER = """
import json, sys, time
root, count = sys.argv[1], int(sys.argv[2])
times = {}
for number in range(count):
    name = f"f{number}"
    with open(f"{root}/{name}", "wb", buffering=0) as file:
        file.write(b"x" * 100)
        times[name] = time.perf_counter()
    time.sleep(0.003)
print(json.dumps(times))
"""


def latencies(root: Path, seen: dict[str, float], count: int) -> list[float]:
    """Let a process write files one by one; returns the seconds from each close to its path."""
    seen.clear()
    command = [sys.executable, "-c", WRITER, str(root), str(count)]
    done = subprocess.run(command, check=True, capture_output=True)
    time.sleep(0.1)
    return [seen[name] - at for name, at in json.loads(done.stdout).items()]


def main() -> None:
    """Print the row."""
    ratios: list[float] = []
    ours: list[float] = []
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        bare, consumer = BareInotify(Path(one)), Consumer(Path(other))
        for _ in range(7):
            floor = median(latencies(Path(one), bare.seen, 200))
            mine = median(latencies(Path(other), consumer.seen, 200))
            ratios.append(mine / floor)
            ours.append(mine)
    figure = f"{median(ours) * 1e6:.0f} µs, {median(ratios):.2f} times the bare loop"
    row("write → path in the consumer, p50", figure, "at most 1.5 times")


if __name__ == "__main__":
    main()

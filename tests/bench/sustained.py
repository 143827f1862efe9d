"""Files a second from the disk to the wire, written one after another. Run as a script."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.latency import module
from tests.bench.measure import median, row
from tests.bench.wire import Client, Message, floor, touchline
from tests.workspace import Workspace, git

LINES = 1000


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    calm = module(LINES)
    insecure = calm + b"get(url, verify=False)\n"
    weaker = calm.replace(b"assert result == 3", b"assert result")
    for kind, name, state, goal, times in (
        ("hunks only", "src/m{}.py", insecure, 4000, 10),
        ("with syntax", "tests/test_{}.py", weaker, 600, 25),
    ):
        names = [name.format(number) for number in range(chosen.files)]
        rounds = [_rates(names, calm, state) for _ in range(chosen.rounds)]
        ours, bare = (median(rates) for rates in zip(*rounds, strict=True))
        figure = f"{ours:,.0f} files a second, {bare / ours:.1f} times below a floor of {bare:,.0f}"
        limit = f"at least {goal:,}, or {times} times below the floor"
        row(f"sustained, {LINES:,}-line files, {kind}", figure, limit)


def _rates(names: list[str], calm: bytes, state: bytes) -> tuple[float, float]:
    """Write every file once and wait for the last one's diagnostic, then the same for the floor,
    which reads each file and sends a fixed message; returns files a second of both.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "ws"
        root.mkdir()
        git(root, "init", "-q")
        workspace = Workspace(root, Path(folder) / "state")
        workspace.commit({name: calm + b"# %d\n" % n for n, name in enumerate(names)})
        client = touchline(root, workspace.state)
        awaited = {(root / name).as_uri() for name in names}
        ours = _timed(root, names, state, lambda: _all_said(client, awaited))
        client.stop()
        bare = floor((root / names[0]).parent, reading=True)
        least = _timed(root, names, calm, lambda: [bare.wait(lambda _: True) for _ in names][-1][0])
        bare.stop()
    return len(names) / ours, len(names) / least


def _timed(root: Path, names: list[str], state: bytes, last: Callable[[], float]) -> float:
    """Write every file; returns the seconds until the moment of the last answer."""
    began = time.perf_counter()
    for number, name in enumerate(names):
        (root / name).write_bytes(state + b"# %d\n" % number)
    return last() - began


def _all_said(client: Client, awaited: set[str]) -> float:
    """Return when the last of some addresses got a diagnostic."""
    at = 0.0
    while awaited:
        at, message = client.wait(_publishes)
        awaited.discard(message["params"]["uri"])
    return at


def _publishes(message: Message) -> bool:
    published = message.get("method") == "textDocument/publishDiagnostics"
    return published and bool(message["params"]["diagnostics"])


if __name__ == "__main__":
    main()

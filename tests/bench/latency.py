"""From a write to the diagnostic on the wire, beside the floor. Run as a script.

The floor reads a bare inotify descriptor and writes a fixed message. Both processes watch while
the same file is written, so that a noisy machine is noisy for both.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.measure import median, row
from tests.bench.wire import Client, floor, publishes, touchline
from tests.workspace import Workspace, git

_ROUNDS = 30
_TASK = b"Fix `total` in src/total.py.\n"


_FUNCTION = b"""
def helper_%d(values, limit=%d):
    \"\"\"Add up what lies below a limit.\"\"\"
    total = 0
    for value in values:
        if value < limit:
            total += value
        else:
            total += limit
    return total

"""
_TEST = b"""
def test_total():
    result = total([1, 2], 3)
    assert result == 3
"""


def module(lines: int) -> bytes:
    """Return a test file of about so many lines, a test at its end."""
    size = _FUNCTION.count(b"\n")
    functions = b"".join(_FUNCTION % (number, number) for number in range(lines // size))
    return b"from src.total import total\n\n" + functions + _TEST


def prepare(folder: Path) -> Workspace:
    """Make a repository of fifty files of 1,000 lines with a task."""
    root = folder / "ws"
    root.mkdir()
    git(root, "init", "-q")
    workspace = Workspace(root, folder / "state")
    files = {f"src/m{i}.py": module(1000) for i in range(50)}
    files |= {"tests/test_total.py": module(1000), "src/total.py": b"def total():\n    return 3\n"}
    workspace.commit({**files, ".touchline/task.md": _TASK})
    return workspace


def measure(place: Path, client: Client, states: list[bytes]) -> tuple[list[float], list[float]]:
    """Write states of a file, and its first one between them; returns floor times and ours."""
    calm = place.read_bytes()
    bare = floor(place.parent)
    floors: list[float] = []
    ours: list[float] = []
    for state in states:
        for content, full in ((state, True), (calm, False)):
            with place.open("wb", buffering=0) as file:
                file.write(content)
                written = time.perf_counter()
            at = client.wait(publishes(place.as_uri(), full=full))[0]
            if full:
                ours.append(at - written)
                floors.append(bare.wait(lambda _: True)[0] - written)
            time.sleep(0.3)
            bare.forget()
    bare.stop()
    return floors, ours


def main() -> None:
    """Print the rows."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = prepare(Path(folder))
        client = touchline(workspace.root, workspace.state)
        start = module(1000)
        insecure = [start + b"get(url, verify=False)\n# %d\n" % n for n in range(_ROUNDS)]
        report(workspace.root / "src/m1.py", client, "hunk", insecure, 10)
        weaker = start.replace(b"assert result == 3", b"assert result")
        weakened = [weaker + b"# %d\n" % n * (n + 1) for n in range(_ROUNDS)]
        report(workspace.root / "tests/test_total.py", client, "syntax", weakened, 25)
        client.stop()


def report(place: Path, client: Client, kind: str, states: list[bytes], limit: int) -> None:
    """Measure one kind of diagnostic and print its row."""
    floors, ours = measure(place, client, states)
    bare, mine = median(floors), median(ours)
    figure = f"{mine * 1e3:.1f} ms, {mine / bare:.1f} times the floor of {bare * 1e6:.0f} µs"
    row(
        f"write → {kind} diagnostic on the wire, 1,000 lines, p50", figure, f"at most {limit} times"
    )


if __name__ == "__main__":
    main()

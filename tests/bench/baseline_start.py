"""Starting on a large clean repository, and copying a dirty one. Run as a script."""

from __future__ import annotations

import argparse
import gc
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.measure import median, row, side_by_side, timed
from tests.workspace import Workspace
from tests.workspace import git as run_git

from touchline.baseline import Baseline
from touchline.watch import Filters, Watcher


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=110_000)
    files = parser.parse_args().files
    with tempfile.TemporaryDirectory() as folder:
        workspace = large(Path(folder), files)
        status = ["git", "-C", str(workspace.root), "status", "-uall"]
        rounds = [
            (
                timed(lambda: subprocess.run(status, capture_output=True, check=True)),
                _start(workspace, Path(folder) / f"state{number}"),
            )
            for number in range(5)
        ]
        git, ours = (median(times) for times in zip(*rounds, strict=True))
        figure = f"{ours:.2f} s, {ours / git:.1f} times `git status -uall`"
        row(f"start on a clean repository of {files:,} files", figure, "at most 2.5 times")
    with tempfile.TemporaryDirectory() as folder:
        _dirty(Path(folder))


def _start(workspace: Workspace, state: Path) -> float:
    """Return the seconds until everything is watched and the baseline is taken."""
    began = time.perf_counter()
    gc.disable()  # as a session that opens does
    watcher = Watcher(workspace.root, Filters(workspace.root), lambda: None)
    listing = watcher.start()
    baseline = Baseline.open(workspace.root, state, listing)
    took = time.perf_counter() - began
    gc.enable()
    watcher.stop()
    baseline.close()
    return took


def _dirty(folder: Path) -> None:
    root = folder / "root"
    root.mkdir()
    workspace = Workspace(root, folder)
    content = b"def total(values):\n    return sum(values)\n" * 200
    workspace.write({f"d{n % 50}/f{n}.py": content + b"# %d\n" % n for n in range(5000)})
    listing = Filters(root).listing()
    numbers = count()
    found = side_by_side(
        5,
        reading=lambda: [(root / path).read_bytes() for path in listing.files],
        ours=lambda: Baseline.open(root, folder / f"state{next(numbers)}", listing).close(),
    )
    ratio = found["ours"] / found["reading"]
    figure = f"{found['ours'] * 1e3:.0f} ms, {ratio:.2f} times reading them"
    row("copying 5,000 files that git does not have", figure, "at most 2 times")


def large(folder: Path, files: int) -> Workspace:
    """Make a clean repository of so many small files, ten in each folder."""
    root = folder / "root"
    root.mkdir()
    run_git(root, "init", "-q")
    run_git(root, "config", "gc.auto", "0")
    workspace = Workspace(root, folder)
    for number in range(0, files, 10):
        place = root / f"p{number // 1000}/q{number // 10 % 100}"
        place.mkdir(parents=True, exist_ok=True)
        for file in range(number, number + 10):
            (place / f"f{file}.py").write_bytes(b"def f():\n    return %d\n" % file)
    workspace.commit({})
    run_git(root, "gc", "-q")
    return workspace


if __name__ == "__main__":
    main()

"""How long a revert takes beside ``git checkout -- .`` for the same files, in the same run.

Two shapes: one line of a 100,000-line file, taken back as one hunk, and 2,000 changed files,
taken back at once. Rounds alternate between the two programs; the medians are compared.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from touchline import diff
from touchline.model import Change, ChangeKind
from touchline.revert import Pick, Store, Workspace, apply, plan

LIMIT = 3.0


def main() -> None:
    """Run both shapes; exit 1 where a revert takes more than three times as long as git."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    ratios = [
        measured("1 line of 100,000 lines", long_file(), rounds, one_hunk=True),
        measured("2,000 files", many_files(), rounds, one_hunk=False),
    ]
    raise SystemExit(max(ratios) > LIMIT)


def long_file() -> dict[str, tuple[bytes, bytes]]:
    """Return a long file with a line changed in the middle."""
    lines = [b"line %d of a file that is long enough\n" % number for number in range(100_000)]
    changed = [*lines[:50_000], b"changed\n", *lines[50_001:]]
    return {"long.txt": (b"".join(lines), b"".join(changed))}


def many_files() -> dict[str, tuple[bytes, bytes]]:
    """Return files of 100 lines in 40 folders, each with two places changed."""
    lines = [b"    value_%d = compute(%d)\n" % (number, number) for number in range(100)]
    changed = [*lines[:20], b"    new = 1\n", *lines[20:70], *lines[72:]]
    pairs = {
        f"package_{number % 40}/module_{number}.py": (
            b"# %d\n" % number + b"".join(lines),
            b"# %d\n" % number + b"".join(changed),
        )
        for number in range(2_000)
    }
    return dict(sorted(pairs.items()))


def measured(
    what: str, files: dict[str, tuple[bytes, bytes]], rounds: int, *, one_hunk: bool
) -> float:
    """Time one shape and print it; returns the ratio."""
    changes = [
        Change(path=path, kind=ChangeKind.EDITED, before=before, after=after)
        for path, (before, after) in files.items()
    ]
    picks = [Pick(change, diff.hunks(change)[:1] if one_hunk else None) for change in changes]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        repository(root, files)
        ours: list[float] = []
        gits: list[float] = []
        for number in range(rounds):
            write_after(root, files)
            store = Store(Path(folder) / f"state-{number}")
            ours.append(timed(lambda store=store: revert(picks, store, root)))
            check(root, files)
            write_after(root, files)
            gits.append(timed(lambda: git(root, "checkout", "--", ".")))
            check(root, files)
    ratio = statistics.median(ours) / statistics.median(gits)
    print(
        f"{what}: revert {statistics.median(ours) * 1e3:.1f} ms, "
        f"git checkout {statistics.median(gits) * 1e3:.1f} ms, ratio {ratio:.2f} "
        f"(median of {rounds} rounds; at most {LIMIT:.0f})"
    )
    return ratio


def revert(picks: list[Pick], store: Store, root: Path) -> None:
    """Plan and apply, as a click does it on hunks that are on the screen."""
    with Workspace(root) as workspace:
        made = plan(picks, workspace.read)
    apply(made, store, root)


def repository(root: Path, files: dict[str, tuple[bytes, bytes]]) -> None:
    """Commit the contents before."""
    for path, (before, _) in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(before)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "-c", "user.name=a", "-c", "user.email=a@localhost", "commit", "-qm", "before")


def write_after(root: Path, files: dict[str, tuple[bytes, bytes]]) -> None:
    """Write the contents after."""
    for path, (_, after) in files.items():
        (root / path).write_bytes(after)


def check(root: Path, files: dict[str, tuple[bytes, bytes]]) -> None:
    """Check that every byte is back."""
    assert all((root / path).read_bytes() == before for path, (before, _) in files.items())


def git(root: Path, *arguments: str) -> None:
    """Run git."""
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)


def timed(action: Callable[[], None]) -> float:
    """Return how many seconds an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

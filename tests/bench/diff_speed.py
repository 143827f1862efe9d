"""Hunks of long files, beside difflib and libgit2 alone. Run as a script."""

from __future__ import annotations

import difflib
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import pygit2
from tests.bench.measure import row, side_by_side

from touchline import diff
from touchline.model import Change, ChangeKind


def main() -> None:
    """Print the rows."""
    lines = [b"    value_%d = compute(%d)\n" % (n, n) for n in range(1000)]
    before, after = b"".join(lines), b"".join([*lines[:500], b"    edited\n", *lines[501:]])
    found = side_by_side(
        25,
        difflib=lambda: list(
            difflib.unified_diff(before.decode().split("\n"), after.decode().split("\n"), n=0)
        ),
        ours=lambda: diff.hunks(_change(before, after)),
    )
    ratio = found["ours"] / found["difflib"]
    figure = f"{found['ours'] * 1e6:.0f} µs, {ratio:.2f} times difflib"
    row("one edit in 1,000 lines", figure, "at most 0.3 times")
    _worst()


def _worst() -> None:
    """Compare a file with its lines in another order."""
    lines = [b"line %d\n" % (number % 30_000) for number in range(100_000)]
    one = b"".join(lines)
    random.Random(1).shuffle(lines)
    other = b"".join(lines)
    found = side_by_side(
        5,
        libgit2=lambda: pygit2.Patch.create_from(one, other, context_lines=0),
        ours=lambda: diff.hunks(_change(one, other)),
    )
    ratio = found["ours"] / found["libgit2"]
    figure = f"{found['ours'] * 1e3:.0f} ms, {ratio:.1f} times libgit2 alone"
    row("worst case of 100,000 lines", figure, "at most 3 times")


def _change(before: bytes, after: bytes) -> Change:
    return Change(path="f.py", kind=ChangeKind.EDITED, before=before, after=after)


if __name__ == "__main__":
    main()

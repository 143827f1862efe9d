"""What a review does grows with the size of a file, not with its square."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from types import FrameType

import pytest
from tests.unit.syntax.sources import SOURCES, Source

from touchline.model import Change, ChangeKind, ChangeSet
from touchline.review import Reviewer
from touchline.spec import EMPTY
from touchline.syntax.facts import forget

_SIZES = (16, 32, 64, 128)
_FEW = 300
_MOST = 2.6
"""Times as many calls for twice the size; sorting is a little more than linear."""

Edit = Callable[[Source, int], tuple[bytes | None, bytes | None]]


def _every(source: Source, size: int) -> tuple[bytes | None, bytes | None]:
    """Change every entry: what is expected, what is called."""
    before = source.of(size)
    return before, before.replace(b"1)", b"9)").replace(b"total(", b"sum(")


def _gone(source: Source, size: int) -> tuple[bytes | None, bytes | None]:
    """Take half of the entries away."""
    return source.of(size), source.of(size // 2)


EDITS: dict[str, Edit] = {
    "created": lambda source, size: (None, source.of(size)),
    "deleted": lambda source, size: (source.of(size), None),
    "one entry": lambda source, size: (source.of(size), source.of(size).replace(b"7", b"77", 1)),
    "every entry": _every,
    "half of the entries": _gone,
}


def _change(path: str, sides: tuple[bytes | None, bytes | None]) -> Change:
    before, after = sides
    kind = ChangeKind.EDITED
    if before is None or after is None:
        kind = ChangeKind.CREATED if before is None else ChangeKind.DELETED
    return Change(path=path, kind=kind, before=before, after=after)


def calls(change: Change) -> Counter[str]:
    """Count the calls that each module makes in a review, those of built-in functions included."""
    count: Counter[str] = Counter()

    def profile(frame: FrameType, event: str, _argument: object) -> None:
        if event in {"call", "c_call"}:
            count[frame.f_code.co_filename.rpartition("/")[2]] += 1

    forget()
    reviewer = Reviewer(EMPTY)
    sys.setprofile(profile)
    try:
        reviewer.review(ChangeSet(changes=(change,)))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.path)
def test_work_grows_with_the_size(source: Source, edit: str) -> None:
    """Twice as many entries cost no rule, nor what it stands on, much more than twice the calls."""
    counts = [calls(_change(source.path, EDITS[edit](source, size))) for size in _SIZES]
    for before, after in pairwise(counts):
        steep = {name: (before[name], most) for name, most in after.items() if most > _FEW}
        steep = {name: each for name, each in steep.items() if each[1] > _MOST * each[0]}
        assert not steep

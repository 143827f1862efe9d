"""What a review does grows with the size of a file, not with its square."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from tests.unit.syntax.sources import SOURCES, Source

from touchline.model import Change, ChangeKind, ChangeSet
from touchline.review import Reviewer
from touchline.spec import EMPTY
from touchline.syntax.facts import forget

_SIZES = (24, 96)
_FEW = 1000
_MOST = 1.2
"""Times as much work for an entry when there are more; sorting is a little more than linear."""

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


def work(change: Change) -> Counter[str]:
    """Count the lines that each of our modules runs in a review, each round of a loop anew."""
    count: Counter[str] = Counter()

    def trace(frame: FrameType, _event: str, _argument: Any) -> Any:
        file = frame.f_code.co_filename
        return count_line if "touchline" in file else None

    def count_line(frame: FrameType, event: str, _argument: Any) -> Any:
        count[frame.f_code.co_filename.rpartition("/")[2]] += event == "line"
        return count_line

    forget()
    reviewer = Reviewer(EMPTY)
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        reviewer.review(ChangeSet(changes=(change,)))
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.path)
def test_work_grows_with_the_size(source: Source, edit: str) -> None:
    """More entries cost no rule, nor what it stands on, much more work an entry."""
    few, many = (work(_change(source.path, EDITS[edit](source, size))) for size in _SIZES)
    allowed = _MOST * _SIZES[1] / _SIZES[0]
    steep = {name: (few[name], most) for name, most in many.items() if most > _FEW}
    assert not {name: each for name, each in steep.items() if each[1] > allowed * each[0]}

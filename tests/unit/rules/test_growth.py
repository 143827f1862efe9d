"""What a review does grows with the size of a file, and of a change set, not with its square."""

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


def work(*changes: Change) -> Counter[str]:
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
        reviewer.review(ChangeSet(changes=changes))
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


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.path)
def test_one_entry_is_read_by_itself(source: Source) -> None:
    """No rule has the rest of a file read because one of its entries changed."""
    edit = EDITS["one entry"]
    few, many = (work(_change(source.path, edit(source, size))) for size in _SIZES)
    assert 0 < many["collect.py"] == few["collect.py"]


_FILES = (12, 48)
_FIRST = 100

MODULE = b"""RATES_%d = {%d: 17%d, 3: 29%d}


def total_%d(x):
    if x == 31%d:
        return 47%d
    return RATES_%d[x]


def legacy_%d(x):
    raise ValueError("no such rate %d")
"""
TEST = b"""from shop.mod_%d import total_%d, legacy_%d


def test_total_%d():
    assert total_%d(3) == 29%d
    assert total_%d(31%d) == 47%d


def test_legacy_%d():
    assert legacy_%d(1) == "no such rate, not even this %d"
"""
NOTES = b"""## Rates of %d

Total of %d is %d.
The other one, of %d, is none.
"""


def _many(files: int) -> list[Change]:
    """Change modules with their tests, delete tests and notes, create others, record output."""
    changes: list[Change] = []
    for number in range(_FIRST, _FIRST + files):

        def of(text: bytes, number: int = number) -> bytes:
            return text.replace(b"%d", b"%d" % number)

        module, test, notes = of(MODULE), of(TEST), of(NOTES)
        fewer = module[: module.index(b"\n\ndef legacy")]
        sides = {
            "shop/mod_%d.py": (fewer.replace(b"31", b"32"), fewer),
            "tests/test_mod_%d.py": (test, test.replace(b"== 29", b"== 30")),
            "shop/gone_%d.py": (module, None),
            "tests/test_gone_%d.py": (test.replace(b"mod_", b"gone_"), None),
            "shop/new_%d.py": (None, module.replace(b"RATES", b"OTHERS")),
            "notes/old_%d.md": (notes, None),
            "notes/new_%d.md": (None, notes.replace(b"Total", b"Sum")),
            "tests/__snapshots__/mod_%d.snap": (notes, notes.replace(b"none", b"one")),
            "rates_%d.yml": (b"rate: 1\n", b"rate: 2\n"),
        }
        changes += [_change(path % number, each) for path, each in sides.items()]
    return sorted(changes, key=lambda change: change.path)


def test_work_grows_with_the_change_set() -> None:
    """More files cost no rule, nor what all of them ask for, much more work a file."""
    few, many = (work(*_many(files)) for files in _FILES)
    allowed = _MOST * _FILES[1] / _FILES[0]
    steep = {name: (few[name], most) for name, most in many.items() if most > _FEW}
    assert not {name: each for name, each in steep.items() if each[1] > allowed * each[0]}

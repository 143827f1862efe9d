"""Facts that are read where two versions differ say the same of a change as those of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.syntax.sources import SOURCES, Source

from touchline.model import Change, ChangeKind
from touchline.rules.filechange import FileChange
from touchline.syntax import Facts, Test

_KINDS = ("special", "outcome", "table", "function", "swallow", "try", "branch", "import", "string")
_LINES = (
    "",
    "# noqa",
    "// why",
    "}",
    "    }",
    ")",
    "end",
    '"""',
    "/*",
    "#[ignore]",
    "    #[test]",
    "@pytest.mark.skip",
    "pytestmark = pytest.mark.skip",
    "    @Disabled",
    "    x = 1",
    "  x()",
    "class Other:",
    "def test_new(): assert 1 == 2",
    'describe.skip("x", () => {',
    "\xff",
)

edits = st.lists(
    st.tuples(
        st.integers(0, 200), st.integers(0, 3), st.lists(st.sampled_from(_LINES), max_size=2)
    ),
    min_size=1,
    max_size=4,
)


def edited(content: bytes, changes: list[tuple[int, int, list[str]]]) -> bytes:
    """Return a content with lines replaced: from a line on, so many, by some others."""
    lines = content.split(b"\n")
    for at, count, new in changes:
        place = at % len(lines)
        lines[place : place + count] = [line.encode("latin-1") for line in new]
    return b"\n".join(lines)


def told(test: Test) -> Hashable:
    """Return what counts of a test."""
    marks = frozenset((mark.kind, mark.text, mark.condition) for mark in test.marks)
    return test.path, test.text, marks, tuple(one.text for one in test.assertions)


def said(facts: Facts) -> Iterator[Hashable]:
    """Yield what facts say, without the places."""
    yield from (("test", told(test)) for test in facts.tests)
    yield from (("helper", one.path, each.text) for one in facts.helpers for each in one.assertions)
    yield from (("definition", one.name, one.is_product) for one in facts.definitions)
    yield from (("assertion", one.text) for one in facts.assertions)
    yield from (("comment", facts.content[one.start : one.end]) for one in facts.comments)
    for kind in _KINDS:
        yield from ((kind, fact.text, fact.parts) for fact in facts.of(kind))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.path)
@settings(max_examples=25, deadline=None)
@given(edits, edits)
def test_what_differs_differs_alike(
    source: Source,
    first: list[tuple[int, int, list[str]]],
    second: list[tuple[int, int, list[str]]],
) -> None:
    """Whatever the edits, what is not the same in all facts is not the same in the changed ones."""
    start = source.of(12)
    before, after = edited(start, first[:1]), edited(start, second)
    file = FileChange(Change(path=source.path, kind=ChangeKind.EDITED, before=before, after=after))
    part = Counter(said(file.before)), Counter(said(file.after))
    whole = Counter(said(file.before.whole)), Counter(said(file.after.whole))
    assert part[0] - part[1] == whole[0] - whole[1]
    assert part[1] - part[0] == whole[1] - whole[0]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.path)
def test_little_is_read_of_a_small_edit(source: Source) -> None:
    """An edit of one test in many reads that test and what it lies in."""
    before = source.of(40)
    after = before.replace(b"37", b"73")
    change = Change(path=source.path, kind=ChangeKind.EDITED, before=before, after=after)
    file = FileChange(change)
    assert 1 <= len(file.after.tests) <= 3
    assert len(file.after.whole.tests) >= 40

"""What holds for every suite of every language, whatever the rules think of single lines."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from suites import CASES, CHECKS, DIALECTS, Case, Check, Dialect, said, styled

from touchline.model import Change, ChangeKind, ChangeSet
from touchline.review import Reviewer
from touchline.spec import EMPTY

EVERY = pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
FEW = settings(max_examples=6, deadline=None)
# Two that are for one: whichever of them is taken for the one, the other is still there.
TWO_FOR_ONE = (
    (Case("Aaaa", (Check(0, 1, "a"),)),),
    (Case("Aaab", (Check(1, 1, "a"),)), Case("Aaaaa", (Check(0, 0, "a"),))),
)


@EVERY
@FEW
@given(data=st.data(), cases=CASES)
def test_another_format_says_nothing(
    dialect: Dialect, data: st.DataObject, cases: tuple[Case, ...]
) -> None:
    """Indentation, blank lines, line breaks, trailing commas and quotes are no change."""
    before, after = (dialect.write(cases, data.draw(styled(dialect))) for _ in range(2))
    assert said((dialect.path, before, after)) == []


@EVERY
@FEW
@given(data=st.data(), cases=CASES, more=CASES)
def test_what_is_added_is_no_weakening(
    dialect: Dialect, data: st.DataObject, cases: tuple[Case, ...], more: tuple[Case, ...]
) -> None:
    """New tests, and new assertions in tests that were there, weaken nothing."""
    names = {case.name for case in cases}
    grown = [
        Case(case.name, (*case.checks, *data.draw(st.lists(CHECKS, max_size=2)))) for case in cases
    ]
    added = [case for case in more if case.name not in names]
    after = dialect.write((*grown, *added), data.draw(styled(dialect)))
    assert said((dialect.path, dialect.write(cases), after)) == []


@EVERY
@FEW
@given(one=CASES, other=CASES)
def test_a_change_and_its_inverse_say_nothing(
    dialect: Dialect, one: tuple[Case, ...], other: tuple[Case, ...]
) -> None:
    """What is taken back is forgotten, whatever was said of it meanwhile."""
    first, second = dialect.write(one).encode(), dialect.write(other).encode()
    reviewer = Reviewer(EMPTY)
    for after in (second, first):
        edited = ChangeKind.EDITED
        change = Change(path=dialect.path, kind=edited, before=first, after=after)
        report = reviewer.review(ChangeSet(changes=(change,)))
    assert report.findings == ()


@EVERY
@FEW
@given(one=CASES, other=CASES)
@example(*TWO_FOR_ONE)
def test_two_files_that_swap_their_tests_say_nothing(
    dialect: Dialect, one: tuple[Case, ...], other: tuple[Case, ...]
) -> None:
    """Tests that moved to another file, and others that came for them, are all still there."""
    first, second = dialect.write(one), dialect.write(other)
    moved = dialect.path.replace("cart", "order").replace("Cart", "Order")
    assert said((dialect.path, first, second), (moved, second, first)) == []

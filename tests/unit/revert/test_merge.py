"""Where a person's edit meets the way back: what is merged and what is refused.

Texts are lines of one letter each; capitals are what was written since. ``found`` is what the
agent left of ``base``.
"""

from __future__ import annotations

import pytest

from touchline.model import Change, ChangeKind
from touchline.revert import FileState, Pick, plan

CASES = {
    # base, found, now, after the revert (None: refused)
    "an edit far away": ("abcd", "axcd", "axcD", "abcD"),
    "the line below was edited": ("abcd", "axcd", "axCd", "abCd"),
    "the line above was edited": ("abcd", "axcd", "Axcd", "Abcd"),
    "a line was added right below": ("abcd", "axcd", "axYcd", "abYcd"),
    "a line was added right above": ("abcd", "axcd", "aYxcd", "aYbcd"),
    "the line itself was edited": ("abcd", "axcd", "aXcd", None),
    "the line itself was deleted": ("abcd", "axcd", "acd", None),
    "a line was added inside": ("ad", "axyd", "axYyd", None),
    "a part was deleted": ("ad", "axyd", "axd", None),
    "all was deleted": ("ad", "axyd", "ad", "ad"),
    "the line is back already": ("abcd", "axcd", "abcd", "abcd"),
    "the line is back already, and another edited": ("abcd", "axcd", "abcD", "abcD"),
    "a deletion, and an edit of the line below": ("abcd", "acd", "aCd", "abCd"),
    "a deletion, and an edit of the line above": ("abcd", "acd", "Acd", "Abcd"),
    "a deletion, and a new line in the same gap": ("abcd", "acd", "aXcd", None),
    "a deletion, and the line below became two": ("abcd", "acd", "aXYd", None),
    "a deletion, and both neighbours gone": ("abcd", "ad", "", None),
    "a deletion, and the line below gone": ("abcd", "acd", "ad", "abd"),
    "two places, one of them edited again": ("abcde", "axcye", "aXcye", None),
    "everything was deleted": ("abc", "axc", "", None),
}


def lines(text: str) -> bytes:
    """Return one line for each letter."""
    return "".join(f"{letter}\n" for letter in text).encode()


@pytest.mark.parametrize(("base", "found", "now", "expected"), CASES.values(), ids=CASES)
def test_the_way_back_is_merged_or_refused(
    base: str, found: str, now: str, expected: str | None
) -> None:
    """What stands beside a change is kept; what stands in it is not guessed at."""
    change = Change(path="a", kind=ChangeKind.EDITED, before=lines(base), after=lines(found))
    made = plan([Pick(change)], lambda _: FileState(lines(now)))
    if expected is None:
        assert made.conflicts
        return
    assert not made.conflicts
    result = made.writes[0].new if made.writes else FileState(lines(now))
    assert result == FileState(lines(expected))


def test_lines_never_run_together() -> None:
    """A last line without an end is not joined with a line that was added after it."""
    change = Change(path="a", kind=ChangeKind.EDITED, before=b"a", after=b"a\nb\n")
    assert plan([Pick(change)], lambda _: FileState(b"a\nb\nC\n")).conflicts


def test_the_conflict_names_the_line_as_it_is_now() -> None:
    """Lines that were added above are counted."""
    change = Change(path="a", kind=ChangeKind.EDITED, before=lines("abcd"), after=lines("abxd"))
    (conflict,) = plan([Pick(change)], lambda _: FileState(lines("ZZabXd"))).conflicts
    assert (conflict.line, conflict.message) == (5, "these lines were changed again since")

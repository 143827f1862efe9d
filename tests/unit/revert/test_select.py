"""From a finding to the lines behind it, on changes small enough to read."""

from __future__ import annotations

import pytest

from touchline.model import Aspect, Change, ChangeKind, Finding, Severity
from touchline.revert import FileState, plan, select

PATH = "a.py"


def finding(
    line: int, end_line: int | None = None, old: tuple[int, int] | None = None, path: str = PATH
) -> Finding:
    """Make a finding on lines of the after text, and of the before text where given."""
    return Finding(
        rule="weakened-assertion",
        path=path,
        line=line,
        end_line=end_line or line,
        old_line=old[0] if old else None,
        old_end_line=old[1] if old else None,
        message="",
        severity=Severity.WARNING,
        aspect=Aspect.ASSERTIONS,
    )


def taken_back(before: str, after: str, *findings: Finding) -> str | None:
    """Return the text after the lines behind the findings are taken back."""
    change = Change(path=PATH, kind=ChangeKind.EDITED, before=before.encode(), after=after.encode())
    picks = select.of_findings(findings, {PATH: change})
    made = plan(picks, lambda _: FileState(after.encode()))
    assert not made.conflicts
    return made.writes[0].new.content.decode() if made.writes and made.writes[0].new else None


CASES = {
    "one added line of three": ("a\n", "a\n1\n2\n3\n", [finding(3)], "a\n1\n3\n"),
    "two findings on the same added line": ("a\n", "a\n1\n2\n", [finding(2), finding(2)], "a\n2\n"),
    "a removed line by its old line": (
        "a\nb\nc\nd\n",
        "a\nd\n",
        [finding(1, old=(2, 2))],
        "a\nb\nd\n",
    ),
    "removed lines by their neighbour": ("a\nb\nc\n", "a\nc\n", [finding(2)], "a\nb\nc\n"),
    "one of three lines changed in place": (
        "a\nb\nc\n",
        "x\ny\nz\n",
        [finding(2, old=(2, 2))],
        "x\nb\nz\n",
    ),
    "a hunk whose lines do not pair goes as one": (
        "a\nb\nc\nd\n",
        "x\ny\nd\n",
        [finding(1)],
        "a\nb\nc\nd\n",
    ),
    "a finding that spans two hunks": (
        "a\nb\nc\n",
        "A\nb\nC\n",
        [finding(1, 3, old=(1, 3))],
        "a\nb\nc\n",
    ),
    "lines that the finding does not reach": ("a\nb\nc\n", "A\nb\nC\n", [finding(3)], "A\nb\nc\n"),
}


@pytest.mark.parametrize(("before", "after", "found", "expected"), CASES.values(), ids=CASES)
def test_only_the_lines_behind_a_finding_go(
    before: str, after: str, found: list[Finding], expected: str
) -> None:
    """Each case names what the finding points at."""
    assert taken_back(before, after, *found) == expected


def test_a_finding_without_changed_lines_takes_nothing() -> None:
    """A place that nobody changed has nothing to take back."""
    assert taken_back("a\nb\n", "a\nB\n", finding(1)) is None


def test_a_finding_on_a_deleted_file_brings_it_back_whole() -> None:
    """A deleted file has no lines to choose from."""
    change = Change(path=PATH, kind=ChangeKind.DELETED, before=b"a\nb\n")
    made = plan(select.of_findings([finding(1)], {PATH: change}), lambda _: None)
    assert made.writes[0].new == FileState(b"a\nb\n")

"""Findings that say the same of one place are told once; a rule that fails leaves the others."""

from __future__ import annotations

import pytest

from touchline.judge import judge_findings
from touchline.model import Aspect, Change, ChangeKind, ChangeSet, Finding, Severity
from touchline.review import Reviewer
from touchline.rules.registry import RULES
from touchline.rules.rule import Group, Rule
from touchline.spec import EMPTY, Matcher

PATH = "tests/test_cart.py"
CHANGE = Change(
    path=PATH,
    kind=ChangeKind.EDITED,
    before=b"def test_total():\n    assert total([]) == 0\n    assert total([1]) == 1\n",
    after=b"def test_total():\n    assert total([]) == 0\n",
)


def said(rule: str, aspect: Aspect, lines: tuple[int, int], **fields: object) -> Finding:
    """Make a finding of a rule about lines of the text now."""
    base: dict[str, object] = {"severity": Severity.WARNING, "message": rule, "subject": "total"}
    first, last = lines
    place = {"path": PATH, "line": first, "end_line": last}
    return Finding.model_validate({**base, **place, "rule": rule, "aspect": aspect, **fields})


def told(*findings: Finding) -> list[str]:
    """Return the rules whose findings are left when all are judged together."""
    judged = judge_findings(findings, {PATH: CHANGE}, Matcher(EMPTY))
    return [one.finding.rule for one in judged]


WHOLE = said("removed-test", Aspect.TEST_REMOVAL, (3, 9))
QUIET = {"severity": Severity.INFORMATION}


@pytest.mark.parametrize(
    ("other", "left"),
    [
        (said("removed-assertion", Aspect.ASSERTIONS, (4, 5)), ["removed-test"]),
        (said("changed-expectation", Aspect.EXPECTATIONS, (3, 9), **QUIET), ["removed-test"]),
        (
            said("added-suppression", Aspect.SUPPRESSION, (4, 5)),
            ["removed-test", "added-suppression"],
        ),
        (
            said("removed-assertion", Aspect.ASSERTIONS, (9, 10)),
            ["removed-test", "removed-assertion"],
        ),
        (said("removed-test", Aspect.TEST_REMOVAL, (4, 5), subject="count"), ["removed-test"] * 2),
        (said("removed-test", Aspect.TEST_REMOVAL, (4, 5)), ["removed-test"]),
    ],
)
def test_what_is_said_of_a_part_is_said_once(other: Finding, left: list[str]) -> None:
    """The wider and louder finding stands for those of its own lines that are of its family."""
    assert told(WHOLE, other) == left
    assert sorted(told(other, WHOLE)) == sorted(left)


def test_text_now_and_text_before_are_two_places() -> None:
    """Lines of the baseline are never taken for lines of the text now."""
    before = said("removed-assertion", Aspect.ASSERTIONS, (4, 4), old_line=4, old_end_line=4)
    assert told(WHOLE, before) == ["removed-test", "removed-assertion"]


def test_a_rule_that_fails_is_told_and_the_others_go_on() -> None:
    """A note names the rule, the file and the cause; what the others find is there."""

    def fail(*_: object) -> list[Finding]:
        raise IndexError("no such line")

    broken = Rule("broken", Group.WEAKENED_CHECK, fail)
    report = Reviewer(EMPTY, rules=(broken, *RULES)).review(ChangeSet(changes=(CHANGE,)))
    assert [found.finding.rule for found in report.findings] == ["removed-assertion"]
    assert [(note.kind, note.path, note.message) for note in report.notes] == [
        ("rule", PATH, "The rule broken did not run on this file (IndexError: no such line).")
    ]

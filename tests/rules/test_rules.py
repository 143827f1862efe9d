"""Runs the cases of ``tests/rules/<rule-id>.md``.

A case is a heading of level 3 that says in a sentence what happens. Below it stand fenced blocks
whose first line ends in ``before PATH`` or ``after PATH`` (a file that stands on one side only is
created or deleted), ``context PATH`` (a file that did not change) or ``task`` (the text of
``.touchline/task.md``), and the findings of that rule that are expected, as list items:
``- warning PATH:LINE subject``. Under "Let pass" there are none at warning or above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from touchline.model import Change, ChangeKind, Finding
from touchline.rules.analysis import Across, Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.registry import RULES
from touchline.spec import EMPTY, Matcher, parse
from touchline.syntax import language_of

_HERE = Path(__file__).parent
_FENCE = re.compile(r"^```+\s*(?:\w+ )?(?:(before|after|context) (\S+)|task)\s*$")
_EXPECTED = re.compile(r"^- (error|warning|information|hint) (\S+):(\d+)(?: (.+))?$")


@dataclass
class Case:
    """One case of a Markdown file."""

    rule: str
    name: str
    line: int
    before: dict[str, str] = field(default_factory=dict[str, str])
    after: dict[str, str] = field(default_factory=dict[str, str])
    context: dict[str, str] = field(default_factory=dict[str, str])
    task: str = ""
    expected: list[str] = field(default_factory=list[str])


def cases(path: Path) -> list[Case]:
    """Read the cases of a file."""
    found: list[Case] = []
    lines = iter(enumerate(path.read_text("utf-8").split("\n"), 1))
    for number, line in lines:
        if line.startswith("### "):
            found.append(Case(path.stem, line[4:].strip(), number))
        elif (fence := _FENCE.match(line)) and found:
            text: list[str] = []
            for _, inner in lines:
                if inner.startswith("```"):
                    break
                text.append(inner)
            _keep(found[-1], fence[1], fence[2], "\n".join([*text, ""]))
        elif _EXPECTED.match(line) and found:
            found[-1].expected.append(line[2:].strip())
    return found


def _keep(case: Case, side: str | None, path: str, text: str) -> None:
    if side is None:
        case.task = text
    else:
        files: dict[str, str] = getattr(case, side)
        files[path] = text


def check(
    rule_id: str,
    before: dict[str, str],
    after: dict[str, str],
    context: dict[str, str] | None = None,
    task: str = "",
) -> list[Finding]:
    """Return what one rule says of a change set, under a task."""
    rule = next(rule for rule in RULES if rule.id == rule_id)
    files = [_file(path, before, after) for path in sorted({*before, *after})]
    spec = parse(task, ".touchline/task.md", sorted({*before, *after})) if task else EMPTY
    contents = {path: text.encode() for path, text in (context or {}).items()}
    across = Across(files, contents, Matcher(spec))
    asked = [file for file in files if rule.is_about(file)]
    return [found for file in asked for found in rule.check(file, Analysis(across))]


def _file(path: str, before: dict[str, str], after: dict[str, str]) -> FileChange:
    old, new = before.get(path), after.get(path)
    kind = ChangeKind.EDITED if old is not None and new is not None else ChangeKind.CREATED
    return FileChange(
        Change(
            path=path,
            kind=ChangeKind.DELETED if new is None else kind,
            before=None if old is None else old.encode(),
            after=None if new is None else new.encode(),
        )
    )


SIX = frozenset({"python", "javascript", "go", "rust", "java", "ruby"})
LANGUAGES = dict.fromkeys(
    (
        "removed-test",
        "skipped-test",
        "uncollected-test",
        "removed-assertion",
        "weakened-assertion",
        "changed-expectation",
        "bypassed-test",
        "vacuous-test",
        "added-suppression",
        "hard-coded-answer",
        "test-detection",
        "rigged-equality",
        "read-the-answer",
        "forced-exit",
        "swallowed-error",
        "stubbed-implementation",
        "disabled-security-check",
    ),
    SIX,
) | {
    "focused-test": frozenset({"javascript", "ruby"}),
    "patched-test-runner": frozenset({"python", "javascript"}),
    "tampered-clock-or-random": frozenset({"python", "javascript"}),
}
"""The languages that each rule about syntax covers; TypeScript counts as JavaScript."""

_SAME = {"typescript": "javascript", "tsx": "javascript"}


def languages(case: Case) -> set[str]:
    """Return the languages of the files that change in a case."""
    found = (language_of(path) for path in (*case.before, *case.after))
    return {_SAME.get(language, language) for language in found if language}


ALL = [case for path in sorted(_HERE.glob("*.md")) for case in cases(path)]


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.rule}:{case.line} {case.name}")
def test_case(case: Case) -> None:
    """A rule says what the Markdown case says that it says."""
    found = check(case.rule, case.before, case.after, case.context, case.task)
    said = [f"{f.severity} {f.path}:{f.line} {f.subject}".strip() for f in found]
    assert said == case.expected, "\n".join(f.message for f in found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_has_cases_of_both_kinds(rule: object) -> None:
    """Every rule has a case that it flags and one that it lets pass."""
    mine = [case for case in ALL if case.rule == getattr(rule, "id", "")]
    assert any(case.expected for case in mine)
    assert any(not case.expected for case in mine)


@pytest.mark.parametrize("rule", LANGUAGES)
@pytest.mark.parametrize("flagged", [True, False], ids=["flagged", "let pass"])
def test_rule_has_cases_of_both_kinds_in_every_language(rule: str, *, flagged: bool) -> None:
    """A rule about syntax has a case of each kind in every language that it covers."""
    loud = re.compile(r"warning|error")
    mine = [c for c in ALL if c.rule == rule and any(map(loud.match, c.expected)) is flagged]
    assert LANGUAGES[rule] <= set[str]().union(*map(languages, mine))


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.rule}:{case.line}")
def test_a_finding_says_a_line_and_names_no_more_lines_than_it_quotes(case: Case) -> None:
    """The lines of a finding, now and before, are those of its evidence, or one neighbour."""
    for found in check(case.rule, case.before, case.after, case.context, case.task):
        assert "\n" not in found.message
        old = (found.old_end_line or 0) - (found.old_line or 0)
        assert found.end_line - found.line <= found.evidence.new.rstrip("\n").count("\n")
        assert old <= found.evidence.old.rstrip("\n").count("\n")


def test_a_long_quotation_is_cut_with_its_lines() -> None:
    """A finding that can't quote everything names only the lines that it quotes."""
    body = "".join(f"    step_{number}()\n" for number in range(2_000))
    before = {"tests/test_long.py": f"def test_long():\n{body}    assert total() == 3\n"}
    (found,) = check("removed-test", before, {"tests/test_long.py": "import shop\n"})
    assert found.old_line == 1
    assert found.old_end_line == 1 + found.evidence.old.rstrip("\n").count("\n") < 2_000

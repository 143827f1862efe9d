"""Rules that a project writes for itself."""

from __future__ import annotations

import pytest

from touchline.model import Change, ChangeKind, Finding
from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.rule import Rule
from touchline.rules.user import read_rules

NO_PRINT = """\
id = "no-print"
message = "Use the logger instead of print."
language = "python"
may-not-be = "added"
query = '''
(call function: (identifier) @name (#eq? @name "print")) @match
'''
"""
KEEP_GUARD = """\
id = "keep-guard"
message = "Every handler asks who is there."
severity = "error"
language = "go"
may-not-be = "removed"
query = '(call_expression function: (identifier) @_f (#eq? @_f "guard")) @match'
"""


def rule(text: str) -> Rule:
    """Read one rule that is in order."""
    read = read_rules([(".touchline/rules/one.toml", text)])
    assert read.notes == ()
    return read.rules[0]


def check(text: str, *files: tuple[str, str | None, str | None]) -> list[Finding]:
    """Return what a rule says of changed files, given as path, before and after."""
    changes = [
        FileChange(
            Change(
                path=path,
                kind=ChangeKind.EDITED,
                before=before.encode() if before is not None else None,
                after=after.encode() if after is not None else None,
            )
        )
        for path, before, after in files
    ]
    across, one = Across(changes, {}), rule(text)
    return [found for file in changes for found in one.check(file, Analysis(across))]


def test_an_added_match_is_flagged() -> None:
    """What may not be added is flagged at its place, with the rule's own words and severity."""
    found = check(NO_PRINT, ("a.py", "x = 1\n", "x = 1\nprint(x)\n"))
    assert [(f.rule, f.severity, f.line, f.message) for f in found] == [
        ("no-print", "warning", 2, "Use the logger instead of print.")
    ]


def test_a_removed_match_is_flagged() -> None:
    """What may not be removed is flagged with the text that went."""
    before = "package a\n\nfunc f() {\n\tguard(r)\n\tg()\n}\n"
    found = check(KEEP_GUARD, ("a.go", before, before.replace("\tguard(r)\n", "")))
    assert [(f.severity, f.old_line, f.evidence.old) for f in found] == [("error", 4, "guard(r)")]


@pytest.mark.parametrize(
    "files",
    [
        [("a.py", "print(1)\n", "if x:\n    print( 1 )\n")],
        [("a.py", "print(1)\n", ""), ("b.py", "", "print(1)\n")],
        [("a.py", "print(1)\n", "")],
        [("a.js", "", "print(1)\n")],
    ],
    ids=["stood there before", "moved to another file", "removed", "another language"],
)
def test_what_is_no_more_than_before_passes(files: list[tuple[str, str, str]]) -> None:
    """Matches that the change set held before may move, change their form, or go."""
    assert check(NO_PRINT, *files) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('id = "no-print"', 'id = "No Print"', 1, "“id”"),
        ('id = "no-print"', 'id = "removed-test"', 1, "there is a rule removed-test already"),
        ('id = "no-print"\n', "", 1, "“id” is missing"),
        ('language = "python"', 'language = "cobol"', 3, "“cobol”"),
        ('may-not-be = "added"', 'may-not-be = "changed"', 4, "“may-not-be”"),
        ('language = "python"', 'language = python"', 3, "Invalid value"),
        ("(call function", "(call funktion", 6, "the query"),
        (" @match", "", 6, "nothing is captured as @match"),
        ('message = "', 'massage = "x"\nmessage = "', 2, "“massage” is not a key of a rule"),
    ],
)
def test_a_broken_rule_is_told_with_its_line(old: str, new: str, line: int, message: str) -> None:
    """A rule that can't be read gives a note at the line that is wrong, and no rule."""
    assert old in NO_PRINT
    read = read_rules([(".touchline/rules/one.toml", NO_PRINT.replace(old, new, 1))])
    assert read.rules == ()
    (note,) = read.notes
    assert (note.path, note.line) == (".touchline/rules/one.toml", line)
    assert message in note.message


def test_the_other_rules_stay_in_force() -> None:
    """A broken file takes no other with it, and of two with one id the first by path counts."""
    read = read_rules(
        [("c.toml", NO_PRINT), ("b.toml", KEEP_GUARD), ("a.toml", "id ="), ("d.toml", NO_PRINT)]
    )
    assert [one.id for one in read.rules] == ["keep-guard", "no-print"]
    assert [note.path for note in read.notes] == ["a.toml", "d.toml"]

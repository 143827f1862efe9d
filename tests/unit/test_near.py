"""Near: nobody mentioned the file, but it is one import away from what is asked for."""

import pytest

from touchline import spec
from touchline.model import Change, ChangeKind, ChangeSet, JudgedHunk, Verdict
from touchline.review import Reviewer
from touchline.rules.rule import Stage

PARSE = b"def parse(text):\n    return text\n"
USES = b"from lib.parse import parse\n"
PLAIN = b"one = 1\n"


def edited(path: str, before: bytes) -> Change:
    """Return an edit that adds a line at the end."""
    return Change(path=path, kind=ChangeKind.EDITED, before=before, after=before + b"# more\n")


def judged(task: str, changes: list[Change], around: dict[str, bytes]) -> dict[str, JudgedHunk]:
    """Review changes with unchanged files around them; the hunks by path."""
    tree = {*around, *(change.path for change in changes)}
    reviewer = Reviewer(spec.parse(task, "task", tree), lambda: around)
    report = reviewer.review(ChangeSet(changes=tuple(sorted(changes, key=lambda c: c.path))))
    return {each.hunk.path: each for each in report.hunks}


@pytest.mark.parametrize(
    ("task", "changes", "around", "path"),
    [
        ("Fix lib/parse.py.", {"lib/app.py": USES}, {"lib/parse.py": PARSE}, "lib/app.py"),
        ("Fix lib/app.py.", {"lib/parse.py": PARSE}, {"lib/app.py": USES}, "lib/parse.py"),
        ("Fix lib/parse.py.", {"lib/app.py": USES, "lib/parse.py": PARSE}, {}, "lib/app.py"),
        ("Work in app/.", {"lib/parse.py": PARSE}, {"app/run.py": USES}, "lib/parse.py"),
        (
            "Fix cmd/main.go.",
            {"core/core.go": b"package core\n"},
            {
                "go.mod": b"module example.com/m\n",
                "cmd/main.go": b'package main\n\nimport "example.com/m/core"\n',
            },
            "core/core.go",
        ),
        (
            "Fix tests/all.rs.",
            {"src/parse.rs": b"fn f() {}\n"},
            {
                "Cargo.toml": b'[package]\nname = "my-crate"\n',
                "tests/all.rs": b"use my_crate::parse::f;\n",
            },
            "src/parse.rs",
        ),
    ],
)
def test_what_asked_for_code_imports_or_is_imported_by_is_near(
    task: str, changes: dict[str, bytes], around: dict[str, bytes], path: str
) -> None:
    """The verdict stays unmentioned, in both directions, whichever of the two changed."""
    hunk = judged(task, [edited(p, before) for p, before in changes.items()], around)[path]
    assert (hunk.verdict, hunk.near) == (Verdict.UNMENTIONED, True)


def test_what_imports_an_asked_for_definition_is_near() -> None:
    """A clause that names a function asks for code in the file where a hunk of it lies."""
    inside = Change(
        path="lib/parse.py",
        kind=ChangeKind.EDITED,
        before=PARSE,
        after=PARSE.replace(b"return text", b"return text.strip()"),
    )
    hunks = judged("Fix `parse`.", [inside, edited("lib/app.py", USES)], {})
    assert hunks["lib/parse.py"].verdict is Verdict.ASKED_FOR
    assert hunks["lib/app.py"].near


@pytest.mark.parametrize(
    ("task", "path"),
    [
        ("Fix lib/parse.py.", "lib/other.py"),
        ("Fix lib/parse.py. Don't touch lib/app.py.", "lib/app.py"),
        ("Fix lib/parse.py and lib/app.py.", "lib/app.py"),
        ("Make it faster.", "lib/app.py"),
    ],
)
def test_what_is_mentioned_or_not_imported_is_not_near(task: str, path: str) -> None:
    """Only hunks that nobody mentioned are near, and only by an import of asked-for code."""
    changes = [edited("lib/app.py", USES), edited("lib/other.py", PLAIN)]
    assert not judged(task, changes, {"lib/parse.py": PARSE})[path].near


def test_a_deleted_file_is_near_what_it_imported() -> None:
    """The imports of the version before count as well."""
    gone = Change(path="lib/app.py", kind=ChangeKind.DELETED, before=USES)
    assert judged("Fix lib/parse.py.", [gone], {"lib/parse.py": PARSE})["lib/app.py"].near


def test_nothing_is_read_where_no_clause_names_code() -> None:
    """A task without a path or a name asks for no reading at all."""

    def around() -> dict[str, bytes]:
        raise AssertionError

    reviewer = Reviewer(spec.parse("Make it faster.", "task", []), around)
    reviewer.review(ChangeSet(changes=(edited("lib/app.py", USES),)), Stage.SYNTAX)

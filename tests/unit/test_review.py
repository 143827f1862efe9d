from collections.abc import Iterator

from touchline import spec
from touchline.model import Aspect, Change, ChangeKind, ChangeSet, Finding, Severity, Verdict
from touchline.review import Reviewer
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.rule import Group, Rule, Stage

TEST = b"def test_total():\n    assert total([1, 2]) == 3\n    assert total([]) == 0\n"
LESS = b"def test_total():\n    assert total([1, 2]) == 3\n"


def edited(path: str, before: bytes, after: bytes) -> Change:
    """Return an edit of a file."""
    return Change(path=path, kind=ChangeKind.EDITED, before=before, after=after)


def fail(file: FileChange, _: Analysis) -> Iterator[Finding]:
    """Fail on files whose name says so; else say that there is a file."""
    if "broken" in file.path:
        raise ValueError("no such thing")
    yield Finding(
        rule="fails",
        path=file.path,
        line=1,
        end_line=1,
        message="A file.",
        severity=Severity.WARNING,
        aspect=Aspect.SCOPE,
    )


FAILS = Rule("fails", Group.SCOPE, fail, stage=Stage.HUNKS)


def test_findings_and_hunks_are_judged_and_counted() -> None:
    """A lost assertion gives a warning, its hunk a verdict, and the summary counts both."""
    report = Reviewer(spec.EMPTY).review(
        ChangeSet(changes=(edited("tests/test_a.py", TEST, LESS),))
    )
    assert [f.finding.rule for f in report.findings] == ["removed-assertion"]
    assert [hunk.verdict for hunk in report.hunks] == [Verdict.UNMENTIONED]
    assert report.hunks[0].hunk.symbols == ("test_total",)
    assert (report.summary.files, report.summary.warnings) == (1, 1)


def test_a_clause_turns_a_finding_into_an_error() -> None:
    """What the task forbids is ruled out."""
    task = spec.parse("---\ntests: locked\n---\nSpeed up total.\n", "task", ["tests/test_a.py"])
    report = Reviewer(task).review(ChangeSet(changes=(edited("tests/test_a.py", TEST, LESS),)))
    found = {judged.finding.rule: judged for judged in report.findings}
    assert found["removed-assertion"].verdict is Verdict.RULED_OUT
    assert found["removed-assertion"].severity is Severity.ERROR
    assert report.summary.errors == len(found)


def test_a_rule_that_fails_is_reported_and_the_others_go_on() -> None:
    """One file breaks the rule; the other file's finding is there all the same."""
    change_set = ChangeSet(
        changes=(edited("broken.txt", b"a\n", b"b\n"), edited("fine.txt", b"a\n", b"b\n"))
    )
    report = Reviewer(spec.EMPTY, rules=(FAILS,)).review(change_set)
    assert [f.finding.path for f in report.findings] == ["fine.txt"]
    assert [(n.kind, n.path, n.message) for n in report.notes] == [
        (
            "rule",
            "broken.txt",
            "The rule fails did not run on this file (ValueError: no such thing).",
        )
    ]


def test_what_is_not_known_is_noted() -> None:
    """Files that were not read or not parsed are named."""
    unread = Change(path="a.bin", kind=ChangeKind.EDITED, unread="50 MB, too large")
    broken = edited("a.py", b"", b"x = 1\ny = (\n")
    report = Reviewer(spec.EMPTY).review(ChangeSet(changes=(unread, broken)))
    assert [(note.kind, note.path) for note in report.notes] == [
        ("unread", "a.bin"),
        ("unparsed", "a.py"),
    ]


def test_the_first_stage_leaves_out_what_needs_a_parse() -> None:
    """Rules on syntax do not run at the hunk stage, those on hunks do."""
    change_set = ChangeSet(changes=(edited("tests/test_a.py", TEST, LESS),))
    reviewer = Reviewer(spec.EMPTY)
    assert reviewer.review(change_set, Stage.HUNKS).findings == ()
    assert len(reviewer.review(change_set, Stage.HUNKS).hunks) == 1
    assert [f.finding.rule for f in reviewer.review(change_set).findings] == ["removed-assertion"]


def test_a_review_never_depends_on_those_before_it() -> None:
    """A removed test stops being one when it turns up in another file, and is one again after."""
    gone = edited("tests/test_a.py", TEST, b"")
    new = Change(path="tests/test_b.py", kind=ChangeKind.CREATED, after=TEST)
    reviewer = Reviewer(spec.EMPTY)
    for changes in ((gone,), (gone, new), (gone,), (new,), (gone, new)):
        change_set = ChangeSet(changes=changes)
        assert reviewer.review(change_set) == Reviewer(spec.EMPTY).review(change_set)


def test_unchanged_changes_are_not_judged_again() -> None:
    """A rule that asks nothing about other files runs once for a change."""
    seen: list[str] = []

    def note(file: FileChange, _: Analysis) -> Iterator[Finding]:
        seen.append(file.path)
        yield from ()

    reviewer = Reviewer(spec.EMPTY, rules=(Rule("notes", Group.SCOPE, note),))
    one, two = edited("a.txt", b"1\n", b"2\n"), edited("b.txt", b"1\n", b"2\n")
    reviewer.review(ChangeSet(changes=(one,)))
    reviewer.review(ChangeSet(changes=(one, two)))
    reviewer.review(ChangeSet(changes=(one, two.model_copy(update={"after": b"3\n"}))))
    assert seen == ["a.txt", "b.txt", "b.txt"]


def test_another_spec_leaves_the_facts_and_changes_the_report() -> None:
    """A reviewer that follows another says what a new one says, and works from the same files."""
    seen: list[FileChange] = []

    def look(file: FileChange, _: Analysis) -> Iterator[Finding]:
        """Keep the file."""
        seen.append(file)
        yield from ()

    rules = (Rule("looks", Group.SCOPE, look, stage=Stage.HUNKS),)
    changes = ChangeSet(changes=(edited("tests/test_a.py", TEST, LESS),))
    task = spec.parse("---\ntests: locked\n---\nSpeed up total.\n", "task", ["tests/test_a.py"])
    first = Reviewer(spec.EMPTY, rules=rules)
    first.review(changes)
    report = Reviewer(task, rules=rules).after(first).review(changes)
    assert seen[0] is seen[1]
    assert report == Reviewer(task, rules=rules).review(changes)
    assert report.hunks[0].verdict is Verdict.RULED_OUT

"""Large files are judged in a process beside: the same findings, and no harm when it dies."""

import sys
from pathlib import Path

import pytest
from tests.workspace import Workspace

from touchline import spec
from touchline.model import Change, ChangeKind, ChangeSet
from touchline.review import Reviewer
from touchline.rules.rule import Stage
from touchline.session import Options, Session
from touchline.session.aside import LARGE, Aside, AsideError, Terms

TEST = b"def test_total():\n    assert total([1, 2]) == 3\n    assert total([]) == 0\n"
LESS = b"def test_total():\n    assert total([1, 2]) == 3\n"
FUNCTION = b"def f%d(values):\n    return [value for value in values if value]\n\n\n"
FILLING = b"".join(FUNCTION % number for number in range(LARGE // len(FUNCTION)))


def edited(path: str, before: bytes, after: bytes) -> Change:
    """Return an edit of a file."""
    return Change(path=path, kind=ChangeKind.EDITED, before=before, after=after)


def test_findings_are_the_same() -> None:
    """One change set after another, and another spec, give the report that is given here."""
    aside = Aside()
    small = edited("tests/test_b.py", TEST, LESS)
    big = edited("tests/test_a.py", FILLING + TEST, FILLING + LESS)
    locked = spec.parse("---\ntests: locked\n---\nSpeed up total.\n", "task", ["tests/test_a.py"])
    for task in (spec.EMPTY, locked):
        for changes in ((small,), (big, small), (big,), ()):
            change_set = ChangeSet(changes=changes)
            review = aside.look(Terms(task, (), {}), change_set, frozenset())
            assert review.report == Reviewer(task).review(change_set)
    aside.close()


def test_what_is_said_as_before_is_not_sent_again() -> None:
    """Of a file beside one that changes, what is said stays the same object."""
    aside = Aside()
    small = edited("tests/test_b.py", TEST, LESS)
    kept = set[int]()
    for addition in (b"", b"\n", b"\n\n"):
        big = edited("tests/test_a.py", FILLING + TEST, FILLING + LESS + addition)
        change_set = ChangeSet(changes=(big, small))
        review = aside.look(Terms(spec.EMPTY, (), {}), change_set, frozenset())
        kept.add(id(review.parts[small.path]))
    assert len(kept) == 1
    aside.close()


def test_a_crash_is_tried_once_more(tmp_path: Path) -> None:
    """A process that dies is started a second time, not a third."""
    script = f"open({str(tmp_path / 'starts')!r}, 'a').write('x')"
    aside = Aside((sys.executable, "-c", script))
    with pytest.raises(AsideError):
        aside.look(Terms(spec.EMPTY, (), {}), ChangeSet(), frozenset())
    assert (tmp_path / "starts").read_text() == "xx"


def test_a_file_that_fails_twice_is_named(workspace: Workspace) -> None:
    """The rest is judged, lines of the file as well; another edit of it is tried anew."""
    workspace.commit({"tests/test_a.py": FILLING + TEST, "tests/test_b.py": TEST})
    session = Session.open(workspace.root, Options(), workspace.state)
    workspace.write({"tests/test_a.py": FILLING + LESS, "tests/test_b.py": LESS})
    session.update({"tests/test_a.py", "tests/test_b.py"}, {})
    assert session.is_large
    assert session.take(None, session.snapshot())
    assert [found.finding.path for found in session.report.findings] == ["tests/test_b.py"]
    assert {judged.hunk.path for judged in session.report.hunks} == {
        "tests/test_a.py",
        "tests/test_b.py",
    }
    (note,) = session.report.notes
    assert note.path == "tests/test_a.py"
    assert "failed twice" in note.message
    assert not session.is_large
    session.review(Stage.SYNTAX)
    assert session.report.notes == (note,)
    workspace.write({"tests/test_a.py": FILLING + LESS + b"\n"})
    session.update({"tests/test_a.py"}, {})
    assert session.is_large
    session.close()


def test_what_is_stale_is_dropped(workspace: Workspace) -> None:
    """A report of a state that is gone by now changes nothing."""
    workspace.commit({"tests/test_a.py": TEST})
    session = Session.open(workspace.root, Options(), workspace.state)
    workspace.write({"tests/test_a.py": LESS})
    session.update({"tests/test_a.py"}, {})
    snapshot = session.snapshot()
    review = session.judge(snapshot)
    assert review is not None
    assert review.report.findings
    workspace.write({"tests/test_a.py": TEST})
    session.update({"tests/test_a.py"}, {})
    assert not session.take(review, snapshot)
    assert not session.report.findings
    session.close()

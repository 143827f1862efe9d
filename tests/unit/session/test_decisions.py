"""What a person can take back of a session: each selection, on a folder with real edits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.revert.killing import lines_of, run_and_kill
from tests.workspace import git

from touchline.model import Author, JudgedHunk, Provenance, Report
from touchline.session import Decisions, Kind, Options, Selection, Session, hunk_ids
from touchline.session.select import chosen_findings, chosen_hunks

TEST = "def test_a():\n    assert a() == 1\n\n\ndef test_b():\n    assert b() == 2\n"
BEFORE = {
    ".touchline/task.md": "# Task\n\n- Fix `a` in lib/a.py.\n- Do not touch lib/c.py.\n",
    "lib/a.py": "def a():\n    return 0\n",
    "lib/b.py": "def b():\n    return 2\n",
    "lib/c.py": "def c():\n    return 3\n",
    "tests/test_a.py": TEST,
}
AFTER = {
    **BEFORE,
    "lib/a.py": "def a():\n    return 1\n",
    "lib/b.py": "def b():\n    return 2  # noqa\n",
    "lib/c.py": "def c():\n    return 4\n",
    "lib/new.py": "NEW = 1\n",
    "tests/test_a.py": TEST.replace("def test_b", "@pytest.mark.skip\ndef test_b"),
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Begin a session and let an agent edit."""
    write(tmp_path / "root", BEFORE)
    session = Session.open(tmp_path / "root", Options(), tmp_path / "state")
    write(tmp_path / "root", AFTER)
    session.rescan()
    session.review()
    yield session
    session.close()


def write(root: Path, files: dict[str, str]) -> None:
    """Write files."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def files(root: Path) -> dict[str, str]:
    """Read all files."""
    found = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text() for path in found}


def pointed_at(session: Session, kind: Kind) -> Selection:
    """Return a selection of a kind, on the skipped test where it needs a place."""
    path = "tests/test_a.py"
    skipped = [f for f in session.report.findings if f.finding.rule == "skipped-test"]
    ids = {
        "hunk": next(i for i, h in hunk_ids(session.report.hunks).items() if h.hunk.path == path),
        "finding": skipped[0].fingerprint,
        "file": path,
        "rule": "skipped-test",
    }
    return Selection(kind, ids.get(kind, ""))


def taken_back(*paths: str) -> dict[str, str]:
    """Return the agent's files with some of them as before."""
    gone = {path for path in paths if path not in BEFORE}
    restored = {path: BEFORE[path] for path in paths if path in BEFORE}
    return {path: text for path, text in (AFTER | restored).items() if path not in gone}


SELECTIONS: dict[Kind, dict[str, str]] = {
    "hunk": taken_back("tests/test_a.py"),
    "finding": taken_back("tests/test_a.py"),
    "file": taken_back("tests/test_a.py"),
    "rule": taken_back("tests/test_a.py"),
    "ruled-out": taken_back("lib/c.py"),
    "unmentioned": taken_back("lib/b.py", "lib/new.py", "tests/test_a.py"),
    "all": BEFORE,
}


@pytest.mark.parametrize("kind", SELECTIONS)
def test_each_selection_takes_back_just_that(session: Session, kind: Kind) -> None:
    """And undo brings all of it again."""
    decisions = Decisions(session)
    decisions.revert(decisions.plan(pointed_at(session, kind)), kind)
    assert files(session.root) == SELECTIONS[kind]
    decisions.undo()
    assert files(session.root) == AFTER


@pytest.mark.parametrize("kind", SELECTIONS)
def test_each_selection_is_kept_as_it_is(session: Session, kind: Kind) -> None:
    """The files stay, what was kept is no change any more, and all else still is."""
    changed = {change.path for change in session.changes}
    kept = {path for path in changed if SELECTIONS[kind].get(path) != AFTER[path]}
    Decisions(session).keep(pointed_at(session, kind))
    assert files(session.root) == AFTER
    session.review()
    assert {change.path for change in session.changes} == changed - kept


def by_hand(report: Report, path: str) -> Report:
    """Return a report in which a person wrote what changed in a file."""
    person = Provenance(author=Author.HUMAN, confidence=0.9)

    def said(one: JudgedHunk) -> JudgedHunk:
        return one.model_copy(update={"provenance": person}) if one.hunk.path == path else one

    findings = [
        found.model_copy(update={"provenance": person}) if found.finding.path == path else found
        for found in report.findings
    ]
    return report.model_copy(
        update={"hunks": tuple(map(said, report.hunks)), "findings": tuple(findings)}
    )


def paths_of(report: Report, selection: Selection) -> set[str]:
    """Return the files that a selection is about."""
    meant = (*chosen_hunks(report, selection), *chosen_findings(report, selection))
    return {one.path for one in meant}


def test_whose_changes_are_hidden_they_are_not_meant(session: Session) -> None:
    """What a view does not show is neither kept nor taken back with what it shows."""
    report = by_hand(session.report, "tests/test_a.py")
    mine = frozenset({Author.HUMAN})
    shown = {"lib/b.py", "lib/new.py"}
    assert paths_of(report, Selection("unmentioned")) == {*shown, "tests/test_a.py"}
    assert paths_of(report, Selection("unmentioned", hidden=mine)) == shown
    assert paths_of(report, Selection("file", "tests/test_a.py", mine)) == set()
    assert paths_of(report, Selection("ruled-out", hidden=mine)) == {"lib/c.py"}


def test_what_is_near_is_not_meant_by_unmentioned(session: Session) -> None:
    """It has a place of its own, with the findings in it."""
    hunks = tuple(
        one.model_copy(update={"near": one.hunk.path == "tests/test_a.py"})
        for one in session.report.hunks
    )
    report = session.report.model_copy(update={"hunks": hunks})
    assert paths_of(report, Selection("unmentioned")) == {"lib/b.py", "lib/new.py"}
    assert "tests/test_a.py" in paths_of(report, Selection("all"))


@pytest.mark.parametrize("kind", ["hunk", "finding", "file", "rule", "unmentioned", "all"])
def test_what_was_taken_back_and_comes_again_is_told(session: Session, kind: Kind) -> None:
    """The finding says so, until the person undoes the revert."""
    decisions = Decisions(session)
    decisions.revert(decisions.plan(pointed_at(session, kind)), kind)
    write(session.root, AFTER)
    session.rescan()
    (skipped,) = [
        f.finding for f in session.review().report.findings if f.finding.rule == "skipped-test"
    ]
    assert skipped.message.startswith("Again, after you took it back: ")
    write(session.root, BEFORE)
    decisions.undo()
    session.rescan()
    (skipped,) = [
        f.finding for f in session.review().report.findings if f.finding.rule == "skipped-test"
    ]
    assert not skipped.message.startswith("Again")


@pytest.mark.parametrize("resume", [True, False])
def test_a_new_session_does_not_speak_of_the_last_one(session: Session, *, resume: bool) -> None:
    """What was taken back in another session comes as if for the first time."""
    decisions = Decisions(session)
    decisions.revert(decisions.plan(Selection("all")), "all")
    session.close()
    later = Session.open(session.root, Options(resume=resume), session.state)
    write(later.root, AFTER)
    later.rescan()
    messages = [f.finding.message for f in later.review().report.findings]
    assert any(message.startswith("Again") for message in messages) == resume
    later.close()


def test_what_is_committed_already_is_named_and_the_commit_stays(session: Session) -> None:
    """A revert changes the work tree; neither HEAD nor the index moves."""
    git(session.root, "init", "-q", "-b", "main")
    git(session.root, "add", "lib/b.py")
    git(session.root, "commit", "-q", "-m", "done")
    head, index = git(session.root, "rev-parse", "HEAD"), git(session.root, "ls-files", "-s")
    decisions = Decisions(session)
    way_back = decisions.plan(Selection("all"))
    assert decisions.committed(way_back) == ("lib/b.py",)
    decisions.revert(way_back, "all")
    assert git(session.root, "rev-parse", "HEAD") == head
    assert git(session.root, "ls-files", "-s") == index


def test_a_revert_that_was_killed_is_rolled_back_when_a_session_opens(session: Session) -> None:
    """The person is told, and the files are those of the agent."""
    decisions = Decisions(session)
    way_back = decisions.plan(Selection("all"))
    total = lines_of(lambda: decisions.revert(way_back, "all"))
    decisions.undo()
    assert run_and_kill(lambda: decisions.revert(way_back, "all"), total * 3 // 4)
    session.close()
    again = Session.open(session.root, Options(), session.state)
    try:
        assert files(session.root) == AFTER
        assert any("cut short" in note.message for note in again.notes)
    finally:
        again.close()

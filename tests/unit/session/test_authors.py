"""Who wrote a hunk: told by who changed its file when, and kept with the hunk's content."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from tests.workspace import Workspace

from touchline.model import Author, Provenance
from touchline.session import Options, Session

TYPED = Provenance(author=Author.HUMAN, confidence=0.9)
PASTED = Provenance()
TEXT = "".join(f"line {n}\n" for n in range(20))


def edited(*lines: int, word: str = "edited") -> bytes:
    """Return the text with some lines (0-based) changed."""
    return "".join(f"{word} {n}\n" if n in lines else f"line {n}\n" for n in range(20)).encode()


@pytest.fixture
def session(workspace: Workspace) -> Generator[Session]:
    """Begin a session on one file."""
    workspace.commit({"f": TEXT.encode()})
    opened = Session.open(workspace.root, Options(), workspace.state)
    yield opened
    opened.close()


def type_(session: Session, text: bytes, who: Provenance = TYPED) -> None:
    """Let an editor have an unsaved text."""
    session.update({"f"}, {"f": text}, {"f": who})
    session.review()


def write(session: Session, text: bytes) -> None:
    """Write to the file from outside."""
    (session.root / "f").write_bytes(text)
    session.update({"f"}, {"f": None})
    session.review()


def authors(session: Session) -> list[str]:
    """Return the author of each hunk, in the order of the file."""
    return [judged.provenance.author.value for judged in session.report.hunks]


def test_each_hunk_has_its_own_author(session: Session) -> None:
    """What is typed is the person's, what is written on disk an agent's, in one file."""
    type_(session, edited(3))
    assert authors(session) == ["human"]
    write(session, edited(3, 12))
    assert authors(session) == ["human", "agent"]
    assert [change.provenance.author for change in session.changes] == [Author.AGENT]


def test_a_save_changes_no_author(session: Session) -> None:
    """When the typed text is on disk, it is still the person's."""
    type_(session, edited(3))
    write(session, edited(3))
    assert authors(session) == ["human"]


def test_lines_of_two_authors_are_shown(session: Session) -> None:
    """Where a person types into an agent's lines, or into nobody's, it is not hidden."""
    write(session, edited(3))
    type_(session, edited(3, 4))
    assert authors(session) == ["agent"]
    type_(session, edited(10, 3), PASTED)
    type_(session, edited(10, 11, 3))
    assert authors(session) == ["agent", "unknown"]


def test_an_undone_hunk_that_comes_again_has_its_author(session: Session) -> None:
    """Undo and redo bring an agent's lines back as an agent's, whoever pressed the key."""
    type_(session, edited(3), PASTED)
    type_(session, TEXT.encode())
    assert authors(session) == []
    type_(session, edited(3))
    assert authors(session) == ["unknown"]


def test_a_claim_corrects_the_last_change_only(session: Session) -> None:
    """A save that an editor owns up to was no agent's; what was there before stays."""
    write(session, edited(3))
    write(session, edited(3, 12))
    session.claim("f", edited(3, 12), TYPED)
    session.review()
    assert authors(session) == ["agent", "human"]


@pytest.mark.parametrize("seen", ["unsaved", "saved", "never"])
def test_a_claim_holds_when_an_agent_writes_right_after(session: Session, seen: str) -> None:
    """A person's save and an agent's write that settle as one keep an author each."""
    if seen == "unsaved":
        type_(session, edited(3))
    elif seen == "saved":
        write(session, edited(3))
    session.claim("f", edited(3), TYPED)
    write(session, edited(3, 12))
    assert authors(session) == ["human", "agent"]


def test_a_claim_of_the_text_of_the_start_is_no_change(session: Session) -> None:
    """An undo that was saved leaves nothing to sign; what an agent writes next is its own."""
    session.claim("f", TEXT.encode(), TYPED)
    write(session, edited(3))
    assert authors(session) == ["agent"]


def test_authors_survive_a_restart(session: Session, workspace: Workspace) -> None:
    """What was known is known again; what was written meanwhile is an agent's, less surely."""
    type_(session, edited(3))
    write(session, edited(3))
    session.close()
    workspace.write({"f": edited(3, 12)})
    again = Session.open(workspace.root, Options(), workspace.state)
    found = [judged.provenance for judged in again.review().report.hunks]
    assert [each.author for each in found] == [Author.HUMAN, Author.AGENT]
    assert found[1].confidence == 0.5
    again.close()


def test_a_buffer_that_a_restart_finds_is_nobodys(session: Session, workspace: Workspace) -> None:
    """Its text does not mix with what was written to the file meanwhile."""
    session.close()
    workspace.write({"f": edited(12)})
    again = Session.open(workspace.root, Options(), workspace.state)
    type_(again, edited(3, 12), PASTED)
    assert authors(again) == ["unknown", "agent"]
    again.close()


def test_lines_that_shift_keep_their_author(session: Session) -> None:
    """Lines added above by an agent do not make a person's lines an agent's."""
    type_(session, edited(12))
    write(session, b"# new\n# new\n" + edited(12))
    assert authors(session) == ["agent", "human"]


def test_a_file_that_is_cut_to_be_written_is_no_state(session: Session) -> None:
    """An editor that saves cuts the file first: read then, nobody would seem to have emptied it."""
    write(session, edited(3))
    (session.root / "f").write_bytes(b"")
    session.update({"f"}, {"f": None}, untold=frozenset({"f"}))
    session.review()
    assert session.changes[0].after == edited(3)
    write(session, edited(3))
    session.claim("f", edited(3), TYPED)
    session.review()
    assert session.changes[0].provenance.author is Author.HUMAN
    (session.root / "f").write_bytes(b"")
    session.update({"f"}, {})
    session.review()
    assert session.changes[0].after == b""


def test_a_file_that_is_empty_counts_again_after_an_edit_is_undone(session: Session) -> None:
    """What was typed into an empty file and taken out again is gone."""
    write(session, b"")
    type_(session, b"typed\n")
    session.update({"f"}, {"f": None}, untold=frozenset({"f"}))
    session.review()
    assert session.changes[0].after == b""

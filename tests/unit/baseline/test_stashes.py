"""Stashes: work from before the session may come and go by git, and no edit hides in it."""

import threading
from collections.abc import Callable

import pytest
from tests.workspace import LIMIT, Workspace

from touchline.baseline import Baseline, look

FILES = {"edited": b"1\n", "staged": b"1\n", "gone": b"1\n", "same": b"1\n", "old": b"2\n"}


@pytest.fixture
def baseline(workspace: Workspace) -> Baseline:
    """Take the baseline of a work tree with work of every kind that is not committed."""
    workspace.commit({**FILES, "old": b"1\n"})
    workspace.git("tag", "first")
    workspace.commit({"old": b"2\n"})
    workspace.write({"staged": b"mine\n", "added": b"mine\n"})
    workspace.git("add", "-A")
    workspace.write({"edited": b"mine\n", "made": b"mine\n"})
    (workspace.root / "gone").unlink()
    return workspace.baseline()


def changed(workspace: Workspace, baseline: Baseline) -> set[str]:
    """Follow git, and return what differs from the baseline then."""
    baseline.follow_git(lambda path: look(workspace.root, path, LIMIT))
    return set(workspace.changes(baseline))


def test_work_from_before_the_session_comes_and_goes(
    workspace: Workspace, baseline: Baseline
) -> None:
    """Neither the stash nor its pop is a change, also over a restart; each move is listed."""
    workspace.git("stash", "-q", "-u")
    assert changed(workspace, baseline) == set()
    (move,) = baseline.moves
    assert set(move.paths) == {"edited", "staged", "added", "gone", "made"}
    baseline.close()
    baseline = workspace.baseline()
    assert changed(workspace, baseline) == set()
    workspace.git("stash", "pop", "-q", "--index")
    assert changed(workspace, baseline) == set()
    assert baseline.moves == ()


@pytest.mark.parametrize("killed", [False, True])
def test_what_git_writes_while_its_objects_are_linked_is_of_the_session(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, killed: bool
) -> None:
    """Neither a stash nor a commit of the first moments is taken for an old one."""
    workspace.commit({"edited": b"1\n", "staged": b"1\n"})
    workspace.write({"edited": b"mine\n"})
    may_link = threading.Event()
    monkeypatch.setattr(threading.Thread, "run", _run_when(may_link, threading.Thread.run))
    baseline = workspace.baseline()
    workspace.git("stash", "-q")
    workspace.commit({"staged": b"agent's\n"})
    if killed:
        baseline = workspace.baseline()
    may_link.set()
    assert changed(workspace, baseline) == {"staged"}
    assert {path for move in baseline.moves for path in move.paths} == {"edited"}


def _run_when(
    may: threading.Event, run: Callable[[threading.Thread], None]
) -> Callable[[threading.Thread], None]:
    """Hold the thread that links git's objects until it may begin."""

    def held(thread: threading.Thread) -> None:
        if thread.name == "touchline-pins":
            may.wait()
        run(thread)

    return held


def test_a_stash_can_be_applied_and_dropped_later(workspace: Workspace, baseline: Baseline) -> None:
    """Applied, the work is the baseline again, and stays it when the stash goes."""
    workspace.git("stash", "-q", "-u")
    assert changed(workspace, baseline) == set()
    workspace.git("stash", "apply", "-q")
    assert changed(workspace, baseline) == set()
    workspace.git("stash", "drop", "-q")
    assert changed(workspace, baseline) == set()


def test_work_that_is_thrown_away_with_its_stash_is_a_change(
    workspace: Workspace, baseline: Baseline
) -> None:
    """A stash that is dropped or cleared took the work with it."""
    workspace.git("stash", "-q", "-u")
    assert changed(workspace, baseline) == set()
    workspace.git("stash", "clear")
    assert changed(workspace, baseline) == {"edited", "staged", "added", "gone", "made"}
    assert baseline.moves == ()


def test_what_stays_in_the_index_is_seen(workspace: Workspace, baseline: Baseline) -> None:
    """`--keep-index` leaves what is staged: a file that is half staged is no longer as it was."""
    workspace.write({"half": b"mine\n"})
    baseline.accept("half", b"mine, and more\n", None)
    workspace.git("add", "half")
    workspace.write({"half": b"mine, and more\n"})
    workspace.git("stash", "-q", "--keep-index")
    assert changed(workspace, baseline) == {"half"}


def test_edits_of_the_session_are_seen_in_and_out_of_the_stash(
    workspace: Workspace, baseline: Baseline
) -> None:
    """What the session wrote on top of earlier work, or apart from it, comes back as a change."""
    workspace.write({"edited": b"mine\nagent's\n", "same": b"agent's\n", "new": b"agent's\n"})
    workspace.git("stash", "-q", "-u")
    assert changed(workspace, baseline) == {"edited"}
    workspace.git("stash", "pop", "-q")
    assert changed(workspace, baseline) == {"edited", "same", "new"}
    assert b"mine\nagent's\n" in {c.after for c in workspace.changes(baseline).values()}


def test_an_edit_after_the_stash_is_seen(workspace: Workspace, baseline: Baseline) -> None:
    """An edit of a file whose earlier work lies in the stash is compared with what git put there,
    and after the pop with the work.
    """
    workspace.git("stash", "-q")
    assert changed(workspace, baseline) == set()
    workspace.write({"edited": b"agent's\n1\n"})
    assert changed(workspace, baseline) == {"edited"}
    assert workspace.changes(baseline)["edited"].before == b"1\n"
    workspace.git("checkout", "edited")
    workspace.git("stash", "pop", "-q")
    workspace.write({"edited": b"mine\nagent's\n"})
    assert changed(workspace, baseline) == {"edited"}
    assert workspace.changes(baseline)["edited"].before == b"mine\n"


def test_a_commit_of_the_session_is_not_laundered_by_a_stash(
    workspace: Workspace, baseline: Baseline
) -> None:
    """Committed edits stay edits, though git puts them in the place of the stashed work."""
    workspace.write({"edited": b"agent's\n"})
    workspace.git("commit", "-qm", "an edit", "edited")
    workspace.write({"edited": b"mine\n"})
    workspace.git("stash", "-q")
    assert changed(workspace, baseline) == {"edited"}
    assert "staged" in baseline.moves[0].paths


def test_a_stash_that_was_made_by_hand_moves_nothing(
    workspace: Workspace, baseline: Baseline
) -> None:
    """An old file is an edit, though something that looks like a stash of it is there."""
    workspace.git("checkout", "first", "--", "old")
    tree = workspace.git("rev-parse", "HEAD^{tree}").strip()
    made = workspace.git("commit-tree", tree, "-p", "first", "-p", "HEAD", "-m", "x").strip()
    workspace.git("stash", "store", made)
    assert changed(workspace, baseline) == {"old"}


def test_a_stash_from_before_the_session_is_popped_as_an_edit(workspace: Workspace) -> None:
    """What was not there when the session began is a change, wherever it comes from."""
    workspace.commit(FILES)
    workspace.write({"edited": b"earlier\n"})
    workspace.git("stash", "-q")
    baseline = workspace.baseline()
    workspace.git("stash", "pop", "-q")
    assert changed(workspace, baseline) == {"edited"}


def test_a_stash_can_be_looked_at_after_all(workspace: Workspace, baseline: Baseline) -> None:
    """Undone, the move stays undone until the work is back; then there is nothing to see."""
    workspace.git("stash", "-q")
    assert changed(workspace, baseline) == set()
    assert baseline.undo_move() is not None
    assert changed(workspace, baseline) == {"edited", "staged", "added", "gone"}
    workspace.git("stash", "pop", "-q")
    assert changed(workspace, baseline) == set()


def test_a_stash_and_a_checkout_in_one_go_are_both_gits(
    workspace: Workspace, baseline: Baseline
) -> None:
    """What git did while nobody looked is still known as git's."""
    workspace.git("stash", "-q", "-u")
    workspace.git("checkout", "-q", "first")
    assert changed(workspace, baseline) == set()
    workspace.git("checkout", "-q", "main")
    workspace.git("stash", "pop", "-q")
    assert changed(workspace, baseline) == set()

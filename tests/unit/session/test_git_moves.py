"""A session and git: what a checkout changed is no edit, and the person may see it otherwise."""

import pytest
from tests.workspace import Workspace

from touchline.session import Options, Session
from touchline.session.once import review_tree


def test_a_checkout_leaves_no_change_until_it_is_undone(workspace: Workspace) -> None:
    """The move is said; taking it back shows the files again."""
    workspace.commit({"f": b"old\n"})
    workspace.git("branch", "old")
    workspace.commit({"f": b"new\n"})
    session = Session.open(workspace.root, Options(), workspace.state)
    workspace.git("checkout", "-q", "old")
    session.update(session.follow_git() | {"f"}, {})
    session.review()
    assert session.changes == ()
    assert any("HEAD moved" in note.message for note in session.notes)
    session.undo_move()
    session.review()
    assert [change.path for change in session.changes] == ["f"]
    session.close()


def test_a_checkout_while_no_server_runs_leaves_no_change(workspace: Workspace) -> None:
    """A session that is resumed follows HEAD before it compares."""
    workspace.commit({"f": b"old\n"})
    workspace.git("branch", "old")
    workspace.commit({"f": b"new\n"})
    Session.open(workspace.root, Options(), workspace.state).close()
    workspace.git("checkout", "-q", "old")
    session = Session.open(workspace.root, Options(), workspace.state)
    session.review()
    assert session.changes == ()
    session.close()


def test_a_checkout_that_can_not_be_kept_is_said_and_shows(workspace: Workspace) -> None:
    """Where nothing can be written down, the session goes on, and says why files show."""
    workspace.commit({"f": b"old\n"})
    workspace.git("branch", "old")
    workspace.commit({"f": b"new\n"})
    session = Session.open(workspace.root, Options(), workspace.state)
    in_the_way = workspace.state / "baseline/history.new"
    in_the_way.mkdir()
    workspace.git("checkout", "-q", "old")
    session.update(session.follow_git() | {"f"}, {})
    session.review()
    assert [change.path for change in session.changes] == ["f"]
    assert any("can't be written" in note.message for note in session.notes)
    in_the_way.rmdir()
    session.update(session.follow_git(), {})
    session.review()
    assert session.changes == ()
    assert not any("can't be written" in note.message for note in session.notes)
    session.close()


def test_what_is_ignored_by_now_is_no_change(workspace: Workspace) -> None:
    """A live session that rescans says what one that begins now would say."""
    workspace.commit({"f": b"1\n"})
    session = Session.open(workspace.root, Options(), workspace.state)
    workspace.write({"x.log": b"1\n"})
    session.update({"x.log"}, {})
    session.review()
    assert [change.path for change in session.changes] == ["x.log"]
    workspace.write({".gitignore": b"*.log\n"})
    session.rescan()
    session.review()
    assert [change.path for change in session.changes] == [".gitignore"]
    session.close()


def test_telling_git_not_to_look_hides_nothing(workspace: Workspace) -> None:
    """An edit under `--assume-unchanged` or `--skip-worktree` is found, live and from scratch."""
    workspace.commit({"f": b"1\n", "g": b"1\n", "h": b"1\n"})
    workspace.git("update-index", "--assume-unchanged", "h")
    workspace.write({"h": b"edited before\n"})
    session = Session.open(workspace.root, Options(), workspace.state)
    assert session.baseline("h") == b"edited before\n"
    workspace.git("update-index", "--assume-unchanged", "f")
    workspace.git("update-index", "--skip-worktree", "g")
    workspace.write({"f": b"2\n", "g": b"2\n"})
    session.rescan()
    session.review()
    assert [change.path for change in session.changes] == ["f", "g"]
    session.close()


def test_ignored_files_that_matter_are_watched(workspace: Workspace) -> None:
    """`.env`, the task file and a file that a clause names count though git ignores them."""
    task = b"---\nforbid: [local/keys.toml]\n---\n# Speed up total\n"
    files = {".env": b"A=1\n", "local/keys.toml": b"a = 1\n", "local/other": b"1\n"}
    workspace.write({".gitignore": b".env\nlocal/\n.touchline/\n", ".touchline/task.md": task})
    workspace.commit(files)
    session = Session.open(workspace.root, Options(), workspace.state)
    workspace.write({path: content + b"# more\n" for path, content in files.items()})
    workspace.write({".touchline/task.md": b"# Nothing is forbidden\n"})
    session.rescan()
    session.review()
    found = [change.path for change in session.changes]
    assert found == [".env", ".touchline/task.md", "local/keys.toml"]
    checked = review_tree(workspace.root, workspace.state, Options(), None).report
    assert {f.finding.path for f in checked.findings} == {
        f.finding.path for f in session.report.findings
    }
    session.close()


def test_a_second_session_only_looks_on(workspace: Workspace) -> None:
    """It sees the changes and says that it is the second, but moves nothing of the baseline."""
    workspace.commit({"f": b"1\n"})
    first = Session.open(workspace.root, Options(), workspace.state)
    second = Session.open(workspace.root, Options(), workspace.state)
    workspace.write({"f": b"2\n"})
    second.update({"f"}, {})
    second.review()
    (change,) = second.changes
    assert any("only looks on" in note.message for note in second.notes)
    with pytest.raises(OSError, match="only looks on"):
        second.accept(change, change.after)
    with pytest.raises(OSError, match="only looks on"):
        second.undo_move()
    second.close()
    first.close()

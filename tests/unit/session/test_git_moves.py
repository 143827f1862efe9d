"""A session and git: what a checkout changed is no edit, and the person may see it otherwise."""

from tests.workspace import Workspace

from touchline.session import Options, Session


def test_a_checkout_leaves_no_change_until_it_is_undone(workspace: Workspace) -> None:
    """The move is said; taking it back shows the files again."""
    workspace.commit({"f": b"old\n"})
    workspace.git("branch", "old")
    workspace.commit({"f": b"new\n"})
    session = Session.open(workspace.root, Options(), workspace.state)
    workspace.git("checkout", "-q", "old")
    session.update(session.follow_head() | {"f"}, {})
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

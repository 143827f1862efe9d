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
    assert session.changes == ()
    assert any("HEAD moved" in note.message for note in session.notes)
    session.undo_move()
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
    assert session.changes == ()
    session.close()

"""What a session says of itself."""

from tests.workspace import Workspace

from touchline.session import Session
from touchline.session.options import Options


def test_folders_of_dependencies_are_said_to_be_left_out(workspace: Workspace) -> None:
    """One note names the first, counts the others, and says how to end it."""
    workspace.commit({"a": b"1"})
    workspace.write({"node_modules/x": b"1"})
    (message,) = _messages(workspace)
    assert message.startswith("node_modules is not watched: dependencies are installed there.")
    assert message.endswith(" Add it to .gitignore to end this note.")
    workspace.write({"api/venv/x": b"1"})
    (message,) = _messages(workspace)
    assert message.startswith("api/venv and 1 more are not watched: ")
    assert message.endswith(" Add them to .gitignore to end this note.")
    workspace.write({".gitignore": b"node_modules/\nvenv/\n"})
    assert _messages(workspace) == []


def _messages(workspace: Workspace) -> list[str]:
    session = Session.open(workspace.root, Options(), workspace.state)
    try:
        return [note.message for note in session.notes]
    finally:
        session.close()

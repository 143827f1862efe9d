"""What may happen to a folder while it is watched: the next change is told all the same."""

from pathlib import Path

import pytest
from tests.lsp.conftest import Start
from tests.lsp.editor import agent, project, until

_TEST = "def test_a():\n    assert f() == 1\n"
_WEAKER = "printf 'def test_a():\\n    pass\\n' > tests/test_a.py"

_NASTY = {
    "the repository goes": "rm -rf .git",
    "the repository is made anew": "rm -rf .git; git init -q",
    "git's folder is a file that leads nowhere": "rm -rf .git; echo 'gitdir: /nowhere' > .git",
    "the index is broken": "echo garbage > .git/index",
    "HEAD is broken": "echo garbage > .git/HEAD",
    "the stash is broken": "mkdir -p .git/logs/refs; echo x | tee .git/{,logs/}refs/stash",
    "a work tree is nowhere": "mkdir -p .git/worktrees/x; printf 'a\\0' > .git/worktrees/x/gitdir",
    "git's settings are broken": "echo '[bad' >> .git/config; touch .git/HEAD .git/index",
    "files are folders": "mkdir -p .gitignore AGENTS.md .touchline/{task.md,rules/a.toml}",
    "the task leads to itself": "mkdir .touchline; ln -s task.md .touchline/task.md",
    "the state folder goes": 'rm -rf "$TOUCHLINE_STATE_DIR"',
    "names are no text": "touch \"$(printf 'x\\377y.py')\" \"$(printf 'a\\nb')\"",
    "names are no files": "mkfifo pipe; ln -s pipe link",
}


@pytest.mark.parametrize("happens", _NASTY)
async def test_a_change_is_told_after(tmp_path: Path, start: Start, happens: str) -> None:
    """The server neither ends nor goes blind, and everything it is asked has an answer."""
    root = project(tmp_path / "w", {"f": "1\n", "tests/test_a.py": _TEST})
    editor = await start(root)
    agent(_NASTY[happens], root)
    agent(_WEAKER, root)
    await until(lambda: editor.status().counts.warnings >= 1)
    changes = await editor.request("touchline/changes")
    assert "tests/test_a.py" in {file.path for file in changes.files}
    assert editor.status().state == "watching"

"""Fixtures of the command line's tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tests.cli import terminal
from tests.workspace import Workspace, git

Touchline = Callable[..., terminal.Ended]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Make a repository without commits."""
    root = tmp_path / "workspace"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    return Workspace(root, tmp_path / "state")


@pytest.fixture
def touchline(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Touchline:
    """Run the command line in the workspace."""
    monkeypatch.setenv("TOUCHLINE_STATE_DIR", str(workspace.state))
    return partial(terminal.touchline, workspace.root)

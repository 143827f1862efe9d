"""Fixtures of the command line's tests."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.workspace import Workspace, git

Touchline = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Make a repository without commits."""
    root = tmp_path / "workspace"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    return Workspace(root, tmp_path / "state")


@pytest.fixture
def touchline(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Touchline:
    """Run the command line in the workspace, in a process of its own."""
    monkeypatch.setenv("TOUCHLINE_STATE_DIR", str(workspace.state))

    def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "touchline", *arguments],
            cwd=workspace.root,
            capture_output=True,
            text=True,
            check=False,
            input=stdin,
        )

    return run

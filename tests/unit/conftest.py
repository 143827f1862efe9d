"""Fixtures of the unit tests."""

from pathlib import Path

import pytest
from tests.workspace import Workspace, git


@pytest.fixture
def plain(tmp_path: Path) -> Workspace:
    """Make an empty folder that is no repository."""
    root = tmp_path / "plain"
    root.mkdir()
    return Workspace(root, tmp_path / "plain-state")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Make a repository without commits."""
    root = tmp_path / "workspace"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    return Workspace(root, tmp_path / "state")

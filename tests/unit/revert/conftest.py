"""Fixtures of the revert tests: an empty workspace and its store."""

from __future__ import annotations

from pathlib import Path

import pytest

from touchline.revert import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Give an empty store."""
    return Store(tmp_path / "state")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give an empty workspace."""
    (tmp_path / "root").mkdir()
    return tmp_path / "root"

"""Fixtures of the protocol tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from tests.lsp.editor import Editor

Start = Callable[..., Awaitable[Editor]]


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOUCHLINE_STATE_DIR", str(tmp_path / "state"))


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    """Start editors that are closed when the test is over."""
    editors: list[Editor] = []

    async def started(*roots: Path, **settings: Any) -> Editor:
        editors.append(await Editor.start(*roots, **settings))
        return editors[-1]

    yield started
    for editor in editors:
        await editor.stop()

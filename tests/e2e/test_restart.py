"""A folder that is opened with work in it, and VS Code that ends and is started again."""

from __future__ import annotations

from pathlib import Path

import pytest
from codeserver import CodeServer
from playwright.sync_api import BrowserContext
from tests.e2e.agent import replace, wait_longer
from tests.e2e.workbench import Workbench

pytestmark = pytest.mark.e2e


def test_a_session_survives_a_restart_of_vs_code(
    server: CodeServer, context: BrowserContext, fresh: Path, tmp_path: Path
) -> None:
    """Work from before it is told; it goes on with what was written while VS Code was closed."""
    data = tmp_path / "data"
    replace(fresh / "README.md", "A small shopping cart.", "A shopping cart.")
    page = context.new_page()
    with CodeServer(server.home, data, server.extensions) as running:
        workbench = Workbench(page, running.url(fresh), fresh)
        workbench.says("0")
        workbench.show_changes()
        workbench.row("1 uncommitted file lies before the session")
        workbench.start_session("From now", "goes on tomorrow")
        page.goto("about:blank")
    wait_longer(fresh)
    with CodeServer(server.home, data, server.extensions) as running:
        workbench = Workbench(page, running.url(fresh), fresh)
        workbench.says("1 · 1 ruled out")
        workbench.tooltip("goes on tomorrow")
        workbench.show_changes()
        workbench.row("settings.toml")
        workbench.row("1 uncommitted file lies before the session")
        page.close()

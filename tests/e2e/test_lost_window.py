"""A window that goes without a word, as a lost connection takes it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from codeserver import CodeServer
from playwright.sync_api import Browser, BrowserContext, Error
from tests.e2e.agent import wander
from tests.e2e.workbench import Workbench

pytestmark = pytest.mark.e2e

# VS Code keeps the extensions of a lost window for hours.
OPTIONS = ("--disable-workspace-trust",)


def test_the_next_window_decides_while_the_server_of_a_lost_one_lives_on(
    server: CodeServer,
    browser: Browser,
    context: BrowserContext,
    fresh: Path,
    tmp_path: Path,
) -> None:
    """The session goes on in the new window, and its person can begin another one."""
    data = tmp_path / "data"
    with CodeServer(server.home, data, server.extensions, options=OPTIONS) as running:
        others = {*running.servers()}
        lost = Workbench(browser.new_page(), running.url(fresh), fresh)
        lost.says("0")
        (process,) = {*running.servers()} - others
        with suppress(Error):  # a page that is killed says so
            lost.page.goto("chrome://crash")
        wander(fresh)
        found = Workbench(context.new_page(), running.url(fresh), fresh)
        found.says("1 ruled out")
        found.start_session("From now", "goes on")
        found.says("0")
        assert process in running.servers()
        found.page.close()
        lost.page.context.close()

"""A machine without a Python that can run the server."""

from __future__ import annotations

from pathlib import Path

import pytest
from codeserver import CodeServer
from playwright.sync_api import Browser, expect
from tests.e2e.conftest import VSIX
from tests.e2e.workbench import Workbench

pytestmark = pytest.mark.e2e


def test_without_python_the_status_bar_says_what_is_needed(
    home: Path, browser: Browser, project: Path, tmp_path: Path
) -> None:
    """A missing interpreter is said in the status bar, and the view offers what to do."""
    settings = {"touchline.interpreter": str(tmp_path / "no-python")}
    with CodeServer(home, tmp_path / "data", VSIX, settings) as server:
        context = browser.new_context()
        workbench = Workbench(context.new_page(), server.url(project))
        workbench.says("needs Python 3.11")
        workbench.command("Touchline: Show the Session")
        expect(workbench.view).to_contain_text("Choose a Python")
        expect(workbench.notifications).to_have_count(0)
        context.close()


def test_a_python_in_the_workspace_is_passed_by(
    home: Path, browser: Browser, project: Path, tmp_path: Path
) -> None:
    """An interpreter that an agent could have written does not run the server."""
    python = project / "python3"
    python.write_text("#!/bin/sh\ntouch ran\n", "utf-8")
    python.chmod(0o755)
    with CodeServer(
        home, tmp_path / "data", VSIX, {"touchline.interpreter": str(python)}
    ) as server:
        context = browser.new_context()
        Workbench(context.new_page(), server.url(project)).says("needs Python 3.11")
        context.close()
    assert not (project / "ran").exists()

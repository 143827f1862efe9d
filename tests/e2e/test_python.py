"""A machine without a Python that can run the server."""

from __future__ import annotations

from pathlib import Path

import pytest
from codeserver import CodeServer
from playwright.sync_api import expect
from tests.e2e.agent import wait_longer
from tests.e2e.workbench import Workbench

pytestmark = pytest.mark.e2e


def test_without_a_python_the_status_bar_says_what_is_needed(
    workbench: Workbench, server: CodeServer, tmp_path: Path
) -> None:
    """A missing interpreter is said in the status bar, and the view offers what to do."""
    server.configure({"touchline.interpreter": str(tmp_path / "no-python")})
    workbench.says("needs Python 3.11")
    workbench.command("Touchline: Show the Session's Changes")
    expect(workbench.view).to_contain_text("Choose a Python")
    assert workbench.popped_up() == []
    server.configure()
    workbench.says("0")


def test_a_python_in_the_workspace_is_passed_by(
    workbench: Workbench, server: CodeServer, project: Path
) -> None:
    """An interpreter that an agent could have written does not run the server."""
    python = project / "python3"
    python.write_text("#!/bin/sh\ntouch ran\n", "utf-8")
    python.chmod(0o755)
    server.configure({"touchline.interpreter": str(python)})
    workbench.says("needs Python 3.11")
    workbench.tooltip("lies in the workspace")
    assert not (project / "ran").exists()
    server.configure()
    workbench.says("1 ruled out")


def test_settings_in_the_workspace_loosen_nothing(workbench: Workbench, project: Path) -> None:
    """What an agent writes into the workspace's settings changes neither server nor findings."""
    settings = project / ".vscode" / "settings.json"
    settings.parent.mkdir()
    settings.write_text(
        '{"touchline.interpreter": "/bin/false", "touchline.show": "outside", '
        '"files.watcherExclude": {"**": true}}',
        "utf-8",
    )
    workbench.says("1 ruled out")
    wait_longer(project)
    workbench.says("2 ruled out")

"""The item in the status bar: how the session stands, at a glance."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest
from codeserver import CodeServer
from playwright.sync_api import expect
from tests.e2e.agent import wait_longer, wander, weaken
from tests.e2e.waiting import TRY_MS, until, wait_for
from tests.e2e.workbench import Workbench

pytestmark = pytest.mark.e2e

TOO_LARGE = 10_000_001


def test_the_status_bar_counts_and_its_tooltip_tells_more(
    workbench: Workbench, project: Path
) -> None:
    """The bar has the counts in a few words; the tooltip the table, the task and the start."""
    weaken(project)
    workbench.says("1 warning")
    coloured = re.compile("error-kind|warning-kind")
    expect(workbench.status).not_to_have_class(coloured)
    wander(project)
    workbench.says("3 · 1 ruled out · 1 warning")
    expect(workbench.status).to_have_class(re.compile("error-kind"))
    hover = workbench.tooltip("Round refunds to whole cents")
    for words in ("Since", "Hunks asked for", "ruled out", "Warnings", "Typed by you"):
        expect(hover).to_contain_text(words)


def test_a_paused_session_looks_paused(workbench: Workbench, project: Path) -> None:
    """A pause takes the squiggles away and shows its own icon; both come back."""
    wander(project)
    workbench.says("1 ruled out")
    workbench.open("settings.toml")
    workbench.squiggles.first.wait_for()
    workbench.command("Touchline: Pause")
    workbench.status_icon("debug-pause").wait_for()
    expect(workbench.squiggles).to_have_count(0)
    workbench.command("Touchline: Resume")
    workbench.status_icon("shield").wait_for()
    workbench.squiggles.first.wait_for()


def test_a_file_that_is_not_read_is_said(workbench: Workbench, project: Path) -> None:
    """A file over the limit turns the icon into a warning, and the tooltip names the reason."""
    (project / "cart" / "dump.json").write_bytes(b" " * TOO_LARGE)
    workbench.status_icon("warning").wait_for()
    workbench.tooltip("larger than")


def test_a_restart_shows_that_the_baseline_is_taken(workbench: Workbench) -> None:
    """While the server starts, the item turns; then it watches, without a notification."""
    seen = workbench.record(workbench.status)
    workbench.command("Touchline: Restart the Server")
    wait_for(lambda: "codicon-loading" in str(seen()), "the item turns")
    workbench.status_icon("shield").wait_for()
    assert workbench.popped_up() == []


def test_a_folder_that_went_away_is_said_until_it_is_back(
    workbench: Workbench, project: Path
) -> None:
    """Without its folder the session is in trouble; back again, it finds what changed."""
    aside = project.with_name("aside")
    project.rename(aside)
    workbench.status_icon("warning").wait_for()
    workbench.tooltip("is gone; the watch goes on when it is back")
    wait_longer(aside)
    aside.rename(project)
    workbench.status_icon("shield").wait_for()
    workbench.says("1 ruled out")


def test_a_server_that_ended_is_said_and_started_by_a_click(
    workbench: Workbench, server: CodeServer, project: Path
) -> None:
    """A crash is an error in the status bar and a line in the view, and no notification."""
    workbench.show_changes()
    for process in server.servers():
        os.kill(process, signal.SIGKILL)
    workbench.says("Touchline stopped")
    expect(workbench.status).to_have_class(re.compile("error-kind"))
    expect(workbench.view).to_contain_text("The server is not running.")
    wait_longer(project)
    until(lambda: workbench.status.click(timeout=TRY_MS), workbench.status_icon("shield"))
    workbench.says("1 ruled out")
    workbench.row("settings.toml")
    assert workbench.popped_up() == []

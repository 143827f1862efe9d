"""What VS Code itself shows of Touchline: the gutter, the walkthrough, the restricted mode."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from codeserver import CodeServer
from playwright.sync_api import BrowserContext, expect
from tests.e2e.agent import replace, wait_longer, weaken
from tests.e2e.waiting import TRY_MS, until, wait_for
from tests.e2e.workbench import Workbench
from tests.workspace import git

pytestmark = pytest.mark.e2e

PICTURES = (
    "A task file with a goal and what must not change",
    "The changes view, grouped by what answers to the task",
    "A light bulb menu that takes a change back",
    "An input box that asks for the reason",
)


def test_the_gutter_can_show_what_changed_since_the_session_began(
    workbench: Workbench, server: CodeServer, project: Path
) -> None:
    """Once switched on, what an agent wrote or writes is marked, though git has it committed."""
    wait_longer(project)
    git(project, "commit", "-qam", "Wait longer")
    workbench.says("1 ruled out")
    workbench.open("settings.toml")
    marks = workbench.page.locator(".dirty-diff-glyph")
    expect(marks).to_have_count(0)
    server.configure({"touchline.quickDiff": True})
    marks.first.wait_for()
    workbench.open("refunds.py")
    expect(workbench.editor).to_contain_text("refund")
    expect(marks).to_have_count(0)
    replace(project / "cart" / "refunds.py", "total", "amount")
    git(project, "commit", "-qam", "Name the amount")
    marks.first.wait_for()
    server.configure()
    expect(marks).to_have_count(0)


def test_a_changed_task_counts_once_it_is_accepted(workbench: Workbench, project: Path) -> None:
    """What an agent writes into the task is ruled out until a person clicks at its top."""
    replace(project / ".touchline" / "task.md", "  - tests/**\n", "  - tests/**\n  - deploy/**\n")
    wait_longer(project)
    workbench.says("3 ruled out")
    workbench.open("task.md")
    accept = workbench.page.locator(".codelens-decoration a", has_text="Accept the new task")
    until(lambda: accept.click(timeout=TRY_MS), lambda: not accept.is_visible())
    expect(workbench.status).not_to_contain_text("ruled out")
    assert workbench.popped_up() == []


def test_the_walkthrough_has_four_steps_with_pictures(workbench: Workbench) -> None:
    """Each step of the walkthrough shows its picture."""
    workbench.command("Welcome: Open Walkthrough", "Watch an agent's edits")
    steps = workbench.page.locator(".getting-started-step")
    expect(steps).to_have_count(4)
    workbench.command("View: Close Primary Side Bar")  # pictures need room
    media = workbench.page.frame_locator(".getting-started-media iframe")
    pictures = media.frame_locator("#active-frame").locator("svg")
    for step, title in zip(steps.all(), PICTURES, strict=True):
        until(partial(step.click, timeout=TRY_MS), pictures.filter(has_text=title))


def test_a_restricted_window_gets_the_static_checks(
    home: Path, server: CodeServer, context: BrowserContext, fresh: Path, tmp_path: Path
) -> None:
    """In a folder that nobody trusts yet, files are read and judged, and nothing is asked."""
    settings = {"security.workspace.trust.startupPrompt": "never"}
    data = tmp_path / "data"
    with CodeServer(home, data, server.extensions, settings, options=()) as distrustful:
        workbench = Workbench(context.new_page(), distrustful.url(fresh), fresh)
        workbench.page.get_by_text("Restricted Mode").first.wait_for()
        workbench.says("0")
        weaken(fresh)
        workbench.says("1 warning")
        before = distrustful.servers()
        trust(workbench)
        wait_for(lambda: distrustful.servers() not in ([], before), "a server is started anew")
        workbench.says("1 warning")
        assert workbench.popped_up() == []
        workbench.page.close()


def trust(workbench: Workbench) -> None:
    """Say in VS Code's own editor that the folder is trusted."""
    workbench.command("Workspaces: Manage Workspace Trust")
    button = workbench.page.get_by_role("button", name="Trust", exact=True).first
    restricted = workbench.page.locator(".statusbar-item", has_text="Restricted Mode")
    until(lambda: button.click(timeout=TRY_MS), lambda: not restricted.is_visible())


def test_a_window_without_a_folder_says_what_to_do(
    server: CodeServer, context: BrowserContext
) -> None:
    """The view asks for a folder, and nothing is told to be wrong."""
    page = context.new_page()
    page.goto(f"{server.address}?ew=true")
    icon = page.locator(".activitybar .action-item", has=page.get_by_label("Touchline"))
    welcome = page.locator(".part.sidebar", has_text="Open a folder, and Touchline watches")
    until(lambda: icon.click(timeout=TRY_MS), welcome)
    assert page.evaluate("window.touchlineToasts") == []
    page.close()

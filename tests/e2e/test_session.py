"""The session in VS Code: who wrote what, what the text says of it, and where it begins."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.e2e.agent import ASSERTION, replace, wait_longer
from tests.e2e.workbench import Workbench
from tests.workspace import git

pytestmark = pytest.mark.e2e


def test_what_a_person_types_is_listed_apart_and_not_marked(
    workbench: Workbench, project: Path
) -> None:
    """Deleting an assertion by hand is counted, without a squiggle; an agent's edit is marked."""
    workbench.open("test_cart.py")
    workbench.command("Go to Line")
    line = ASSERTION.strip()
    number = (project / "tests/test_cart.py").read_text().split(line)[0].count("\n") + 1
    workbench.answer(f":{number}")
    workbench.page.keyboard.press("Control+Shift+K")
    workbench.says("1 warning")
    workbench.show_changes()
    workbench.row("Typed by you").click()
    expect(workbench.squiggles).to_have_count(0)
    wait_longer(project)
    workbench.says("1 ruled out")
    workbench.row("Ruled out")
    expect(workbench.notifications).to_have_count(0)


def test_the_text_says_what_was_there_and_the_task_what_answers(
    workbench: Workbench, project: Path
) -> None:
    """A hover shows the clause, the rule and the author; a lens in the task lists its answers."""
    wait_longer(project)
    workbench.says("1 ruled out")
    workbench.open("settings.toml")
    workbench.squiggles.first.hover(force=True)
    hover = workbench.page.locator(".monaco-hover").filter(visible=True)
    for words in ("Ruled out by", "an agent (90% sure)", "timeout_seconds = 60"):
        expect(hover).to_contain_text(words)
    workbench.page.keyboard.press("Escape")
    workbench.open("task.md")
    lens = workbench.page.locator(".codelens-decoration a", has_text="1 finding")
    lens.click()
    expect(workbench.page.locator(".reference-zone-widget")).to_contain_text("settings.toml")


def test_a_session_takes_in_what_was_uncommitted_and_starts_anew(
    workbench: Workbench, project: Path
) -> None:
    """Earlier work is offered, a checkout is told as git's, and a new session begins at zero."""
    git(project, "branch", "other")
    wait_longer(project)
    git(project, "commit", "-qam", "Wait longer")
    replace(project / "cart/refunds.py", "total", "amount")
    workbench.says("1 ruled out")
    workbench.start_session("From now", "with earlier work")
    workbench.show_changes()
    before = workbench.row("1 uncommitted file")
    workbench.act(before, "Include")
    workbench.row("refunds.py")
    git(project, "checkout", "-q", "other")
    moved = workbench.row("Git changed 1 file")
    expect(workbench.view).not_to_contain_text("settings.toml")
    workbench.act(moved, "Show What Git Changed")
    workbench.row("settings.toml")
    workbench.start_session("From now", "after the checkout")
    expect(workbench.view).not_to_contain_text("settings.toml")
    workbench.command("Touchline: Show the Last Sessions")
    expect(workbench.page.locator(".quick-input-list")).to_contain_text("HEAD")

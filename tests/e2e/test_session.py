"""The session in VS Code: who wrote what, what the text says of it, and where it begins."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.e2e.agent import ASSERTION, replace, wait_longer
from tests.e2e.waiting import TRY_MS, until
from tests.e2e.workbench import Workbench
from tests.workspace import git

pytestmark = pytest.mark.e2e


def test_what_a_person_types_is_listed_apart_and_not_marked(
    workbench: Workbench, project: Path
) -> None:
    """Deleting an assertion by hand is counted, without a squiggle; an agent's edit is marked."""
    before = (project / "tests/test_cart.py").read_text("utf-8").split(ASSERTION)[0]
    workbench.open("test_cart.py")
    workbench.go_to_line(before.count("\n") + 1)
    workbench.page.keyboard.press("Control+Shift+K")
    workbench.says("1 warning")
    workbench.show_changes()
    workbench.row("Typed by you")
    expect(workbench.squiggles).to_have_count(0)
    wait_longer(project)
    workbench.says("1 ruled out")
    workbench.row("Ruled out")
    assert workbench.popped_up() == []


def test_the_text_says_what_was_there_and_the_task_what_answers(
    workbench: Workbench, project: Path
) -> None:
    """A hover shows the clause, the rule and the author; a lens in the task lists its answers."""
    wait_longer(project)
    workbench.says("1 ruled out")
    workbench.open("settings.toml")
    hover = workbench.hover(workbench.squiggles.first, "Ruled out by")
    rule = "The edit lies where the task rules work out."
    for words in ("an agent (90% sure)", "timeout_seconds = 10", "timeout_seconds = 60", rule):
        expect(hover).to_contain_text(words)
    workbench.page.keyboard.press("Escape")
    workbench.open("task.md")
    lens = workbench.page.locator(".codelens-decoration a", has_text="1 finding")
    answers = workbench.page.locator(".reference-zone-widget", has_text="settings.toml")
    until(lambda: lens.click(timeout=TRY_MS), answers)


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
    included = workbench.view.locator(".monaco-list-row", has_text="refunds.py")
    git(project, "commit", "-qam", "Name the amount")
    workbench.act("1 uncommitted file", "Include", included)
    workbench.tooltip("with earlier work")
    git(project, "checkout", "-q", "other")
    workbench.row("Git changed 1 file")
    expect(workbench.view).not_to_contain_text("settings.toml")
    shown = workbench.view.locator(".monaco-list-row", has_text="settings.toml")
    workbench.act("Git changed 1 file", "Show What Git Changed", shown)
    workbench.start_session("From now", "after the checkout")
    expect(workbench.view).not_to_contain_text("settings.toml")
    workbench.command("Touchline: Show the Last Sessions")
    expect(workbench.quick_input).to_contain_text("with earlier work")

"""The session in VS Code: who wrote what, what the text says of it, and where it begins."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from codeserver import CodeServer
from playwright.sync_api import expect
from tests.e2e.agent import ASSERTION, replace, wait_longer, wander
from tests.e2e.waiting import TRY_MS, until, wait_for
from tests.e2e.workbench import Workbench
from tests.workspace import git

pytestmark = pytest.mark.e2e

BLOCK = "".join(f"SHARE_{number} = {number}\n" for number in range(40))


def line_of(file: Path, text: str) -> int:
    """Return the number of the line in which a text begins, from 1."""
    return file.read_text("utf-8").split(text)[0].count("\n") + 1


def test_what_a_person_types_is_listed_apart_and_not_marked(
    workbench: Workbench, project: Path
) -> None:
    """Deleting an assertion by hand is counted, without a squiggle; an agent's edit is marked."""
    workbench.open("test_cart.py")
    workbench.go_to_line(line_of(project / "tests/test_cart.py", ASSERTION))
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
    workbench.quick_input.get_by_text("with earlier work").click()
    expect(workbench.page.locator(".editor-group-container.active")).to_contain_text("1 ruled out")


def test_a_stash_and_a_pull_are_told_as_gits(
    workbench: Workbench, project: Path, tmp_path: Path
) -> None:
    """What was stashed before the session, and what a pull brought, is one line in the view."""
    wander(project)
    workbench.start_session("From now", "with work that is put away")
    workbench.show_changes()
    workbench.row("2 uncommitted files lie before the session")
    git(project, "stash", "-q")
    workbench.row(re.compile("Git changed 2 files.*what was there is in stash"))
    origin, other = tmp_path / "origin", tmp_path / "other"
    git(project, "clone", "-q", "--bare", ".", str(origin))
    git(project, "clone", "-q", str(origin), str(other))
    git(project, "remote", "add", "origin", str(origin))
    workbench.start_session("From now", "before the pull")
    wait_longer(other)
    git(other, "commit", "-qam", "Wait longer")
    git(other, "push", "-q", "origin", "master")
    git(project, "pull", "-q", "--ff-only", "origin", "master")
    workbench.row(re.compile("Git changed 1 file.*HEAD is at"))
    expect(workbench.rows).to_have_count(1)
    expect(workbench.status).to_have_text("0")
    git(project, "remote", "remove", "origin")


def test_who_wrote_it_is_told_and_the_setting_says_whose_is_shown(
    workbench: Workbench, server: CodeServer, project: Path
) -> None:
    """A block that came at once is someone unknown's; the setting hides it, or marks all."""
    show(workbench, server, "outside")
    workbench.open("test_cart.py")
    workbench.go_to_line(line_of(project / "tests/test_cart.py", ASSERTION))
    workbench.page.keyboard.press("Control+Shift+K")
    workbench.show_changes()
    workbench.row("Typed by you")
    save(workbench)
    workbench.open("refunds.py")
    workbench.focus_editor()
    workbench.page.evaluate("text => navigator.clipboard.writeText(text)", BLOCK)
    workbench.page.keyboard.press("Control+V")
    workbench.row("Not shown")
    save(workbench)
    expect(workbench.squiggles).to_have_count(0)
    show(workbench, server, "everything")
    workbench.hover(workbench.row("test_cart.py"), "Written by you")
    unknown = re.compile("Written by someone unknown")  # a screen reader says what a hover shows
    expect(workbench.row("refunds.py")).to_have_attribute("aria-label", unknown)
    workbench.problem("assertion")
    show(workbench, server, "not-mine")


def show(workbench: Workbench, server: CodeServer, whose: str) -> None:
    """Set whose changes are shown, and wait until the server has started with it."""
    seen = workbench.record(workbench.status)
    server.configure({"touchline.show": whose})
    wait_for(lambda: "codicon-loading" in str(seen()), "the server starts")
    workbench.status_icon("shield").wait_for()


def save(workbench: Workbench) -> None:
    """Save the active editor."""
    workbench.page.keyboard.press("Control+S")
    expect(workbench.page.locator(".tab.active.dirty")).to_have_count(0)

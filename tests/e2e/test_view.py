"""The changes view: what a person sees of a session, and decides about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from codeserver import CodeServer
from playwright.sync_api import expect
from run import make_workspace
from tests.e2e.agent import replace, wait_longer, wander, weaken
from tests.e2e.conftest import Open
from tests.e2e.waiting import TRY_MS, until, wait_for
from tests.e2e.workbench import Workbench
from tests.workspace import git

pytestmark = pytest.mark.e2e

Picture = Callable[[Workbench, str], None]
LINES, LAST = 300, 280
THEMES = {
    "dark": ("Dark Modern", "vs-dark"),
    "high": ("Default High Contrast", "hc-black"),
    "high-light": ("Default High Contrast Light", "hc-light"),
}


def test_changes_are_grouped_by_what_they_answer_to(
    workbench: Workbench, project: Path, picture: Picture
) -> None:
    """What was ruled out comes first, the rest lies under its clause; a click compares."""
    wander(project)
    workbench.says("1 ruled out")
    workbench.show_changes()
    outside = "deploy/settings.toml lies outside of the task"
    answered = "round the result of `refund` to two decimal places"
    shown = [re.compile("Ruled out *1$"), "settings.toml:7", outside, answered, "refunds.py"]
    expect(workbench.rows).to_contain_text(shown)
    picture(workbench, "changes-light")
    workbench.select("settings.toml")
    compared = workbench.page.locator(".monaco-diff-editor")
    expect(compared.locator(".editor.original")).to_contain_text("timeout_seconds = 10")
    expect(compared.locator(".editor.modified")).to_contain_text("timeout_seconds = 60")
    assert workbench.popped_up() == []


def test_what_nobody_mentioned_is_apart_from_what_is_near(
    workbench: Workbench, project: Path
) -> None:
    """A hunk in what asked-for code imports is called near; a click goes to a line far down."""
    (project / ".touchline" / "task.md").write_text("Let cart/cart.py count its items.\n", "utf-8")
    notes = project / "notes.md"
    notes.write_text("".join(f"Note {number}.\n" for number in range(1, LINES + 1)), "utf-8")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "Count the items")
    workbench.start_session("From now", "another task")
    replace(project / "cart" / "cart.py", "Items with", "Counted items with")
    replace(project / "cart" / "discounts.py", "a large cart", "a cart")
    replace(notes, f"Note {LAST}.", f"Note {LAST}, and more.")
    workbench.says("3")
    workbench.show_changes()
    files = (f"notes.md:{LAST}", "discounts.py:1", re.compile("cart.py:11.*Cart · "))
    groups = ("Unmentioned", "Near what was asked for", "Let cart/cart.py count its items.")
    counted = [re.compile(rf"^{re.escape(group)} *1$") for group in groups]
    expect(workbench.rows).to_contain_text([*chain(*zip(counted, files, strict=True))])
    workbench.select("notes.md")
    compared = workbench.page.locator(".monaco-diff-editor")
    expect(compared.locator(".editor.original")).to_contain_text(f"Note {LAST}.")
    expect(compared.locator(".editor.modified")).to_contain_text(f"Note {LAST}, and more.")


def test_one_change_one_file_or_everything_is_kept(workbench: Workbench, project: Path) -> None:
    """What was kept is no change any more, and stays on disk; what comes next is one."""
    cart = project / "cart" / "cart.py"
    wander(project)
    replace(cart, "Items with", "Counted items with")
    replace(cart, "less the discount", "without the discount")
    now = cart.read_bytes()
    workbench.says("3 · 1 ruled out")
    workbench.show_changes()
    workbench.act("cart.py:11", "Keep", lambda: "cart.py:11" not in workbench.view.inner_text())
    workbench.row("cart.py:21")
    workbench.command("Touchline: Group by File")
    says = workbench.status.filter
    workbench.act("cart/refunds.py", "Keep", says(has_text="2 · 1 ruled out"))
    workbench.command("Touchline: Group by Clause")
    workbench.command("Touchline: Keep Every Change")
    expect(workbench.status).to_have_text("0")
    assert cart.read_bytes() == now
    replace(cart, "Counted items", "Items")
    workbench.row("cart.py:11")
    expect(workbench.status).to_have_text("1")


def test_a_file_is_taken_back_from_the_view(workbench: Workbench, project: Path) -> None:
    """The inline action of a row restores the file on disk, and the row goes."""
    settings = project / "deploy" / "settings.toml"
    before = settings.read_bytes()
    wander(project)
    workbench.says("1 ruled out")
    workbench.show_changes()
    workbench.act("settings.toml", "Take Back", lambda: settings.read_bytes() == before)
    expect(workbench.status).not_to_contain_text("ruled out")


def test_a_change_is_told_to_the_agent(workbench: Workbench, project: Path) -> None:
    """The copied message names the file, what changed, and the clause that rules it out."""
    wander(project)
    workbench.says("1 ruled out")
    workbench.show_changes()
    copied = lambda: "settings.toml" in workbench.clipboard()  # noqa: E731
    workbench.act("settings.toml", "Copy as a Message", copied)
    message = workbench.clipboard()
    for words in ("allow: cart/**", "timeout_seconds"):
        assert words in message
    assert workbench.popped_up() == []


def test_what_was_ruled_out_is_a_number_on_the_view(workbench: Workbench, project: Path) -> None:
    """The icon in the activity bar has a badge while something is ruled out, and only then."""
    badge = workbench.page.locator('.activitybar .badge[aria-label*="1 ruled out"]')
    replace(project / "cart" / "refunds.py", "total", "amount")
    workbench.says("1")
    expect(badge).to_have_count(0)
    wait_longer(project)
    workbench.says("1 ruled out")
    badge.wait_for()
    assert workbench.popped_up() == []


def test_keys_decide_about_the_row_that_was_clicked(workbench: Workbench, project: Path) -> None:
    """The diff leaves the keyboard with the view: one key keeps a change, another takes it back."""
    settings, refunds = project / "deploy" / "settings.toml", project / "cart" / "refunds.py"
    before = refunds.read_bytes()
    wander(project)
    now = settings.read_bytes()
    workbench.says("1 ruled out")
    workbench.show_changes()
    for file, key, left in ((settings, "Control+Enter", "1"), (refunds, "Delete", "0")):
        workbench.select(file.name)
        workbench.page.locator(f'.tab.active[data-resource-name="{file.name}"]').wait_for()
        workbench.page.locator(".monaco-diff-editor .view-line").first.wait_for()
        workbench.selected(file.name).wait_for()
        workbench.page.keyboard.press(key)
        expect(workbench.status).to_have_text(left)
    assert (settings.read_bytes(), refunds.read_bytes()) == (now, before)


def test_a_finding_is_allowed_for_a_reason(workbench: Workbench, project: Path) -> None:
    """The reason is written into .touchline/allow.md, and the finding goes."""
    weaken(project)
    workbench.says("1 warning")
    workbench.show_changes()
    asked = "The reason is kept in"
    workbench.act("assertion", "Allow, Because", workbench.quick_input.filter(has_text=asked))
    workbench.answer(asked, "the currency moved to another test")
    allowed = project / ".touchline" / "allow.md"
    wait_for(
        lambda: allowed.exists() and "another test" in allowed.read_text("utf-8"), "the clause"
    )
    expect(workbench.status).not_to_contain_text("warning")


def test_the_view_can_be_grouped_by_file(workbench: Workbench, project: Path) -> None:
    """Grouped by file, each file is a row with its path."""
    wander(project)
    workbench.says("1 ruled out")
    workbench.show_changes()
    workbench.command("Touchline: Group by File")
    workbench.row("deploy/settings.toml")
    workbench.command("Touchline: Group by Clause")
    workbench.row("Ruled out")


def test_a_calm_session_explains_itself(workbench: Workbench) -> None:
    """The empty view says what will appear there."""
    workbench.show_changes()
    expect(workbench.view).to_contain_text("Nothing changed since the session began")


def test_a_folder_without_git_is_watched(open_folder: Open, tmp_path: Path) -> None:
    """A folder that is no repository gets a baseline; the view offers a task, the task a lens."""
    test = tmp_path / "plain" / "test_sum.py"
    test.parent.mkdir()
    test.write_text(
        "def test_sum():\n    assert sum([1, 2]) == 3\n    assert sum([]) == 0\n", "utf-8"
    )
    workbench = open_folder(test.parent)
    workbench.says("0")
    workbench.show_changes()
    offered = workbench.view.get_by_role("button", name="Write the Task")
    written = workbench.page.locator('.tab.active.dirty[data-resource-name="task.md"]')
    until(lambda: offered.click(timeout=TRY_MS), written)
    expect(workbench.focused_editor).to_contain_text("What should be done")
    workbench.page.keyboard.type("Test the sums")
    workbench.page.keyboard.press("Control+S")
    accept = workbench.page.locator(".codelens-decoration a", has_text="Accept the new task")
    until(lambda: accept.click(timeout=TRY_MS), lambda: not accept.is_visible())
    workbench.tooltip("Test the sums")
    workbench.close_editors()
    workbench.command("Touchline: Write the Task")
    expect(workbench.editor).to_contain_text("# Test the sums")
    replace(test, "    assert sum([]) == 0\n", "")
    workbench.says("1 · 2 ruled out")


def test_two_folders_have_a_session_each(open_folder: Open, fresh: Path, tmp_path: Path) -> None:
    """In a workspace of two folders, the view has a row for each that changed."""
    other = make_workspace(tmp_path / "other")
    workspace = tmp_path / "two.code-workspace"
    workspace.write_text('{"folders": [{"path": "cart"}, {"path": "other"}]}', "utf-8")
    workbench = open_folder(workspace)
    workbench.says("0")
    wander(fresh)
    wander(other)
    workbench.says("2 ruled out")
    workbench.show_changes()
    workbench.row("cart")
    workbench.row("other")


@pytest.mark.parametrize("name", THEMES)
def test_the_view_is_readable_in_every_theme(
    workbench: Workbench, server: CodeServer, project: Path, picture: Picture, name: str
) -> None:
    """The view and the text follow the theme; the pictures are looked at by people."""
    wander(project)
    workbench.says("1 ruled out")
    workbench.show_changes()
    theme, kind = THEMES[name]
    server.configure({"workbench.colorTheme": theme})
    workbench.page.locator(f".monaco-workbench.{kind}").wait_for()
    workbench.row("Ruled out")
    picture(workbench, f"changes-{name}")
    workbench.open("settings.toml")
    workbench.hover(workbench.squiggles.first, "Ruled out by")

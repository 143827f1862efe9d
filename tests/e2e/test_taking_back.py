"""Taking changes back in VS Code: a look before many, the way back from it, and no guesses."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.e2e.waiting import TRY_MS, until, wait_for
from tests.e2e.workbench import Workbench

pytestmark = pytest.mark.e2e


def test_a_larger_revert_is_shown_first_and_can_be_undone(
    workbench: Workbench, project: Path
) -> None:
    """The diff is shown before two files go back; an open editor follows, and Ctrl-Z works."""
    refunds, settings = project / "cart" / "refunds.py", project / "deploy" / "settings.toml"
    before = {file: file.read_bytes() for file in (refunds, settings)}
    workbench.open("cart/refunds.py")
    refunds.write_bytes(before[refunds].replace(b"total", b"amount"))
    settings.write_bytes(before[settings].replace(b"= 10", b"= 60"))
    agents = {file: file.read_bytes() for file in before}
    workbench.says("1 ruled out")
    expect(workbench.editor).to_contain_text("amount")
    workbench.command("Touchline: Take Back Every Change")
    workbench.page.locator(".multiDiffEditor").get_by_text("settings.toml").first.wait_for()
    assert {file: file.read_bytes() for file in before} == agents
    workbench.press_in_notification("Take Back")
    wait_for(lambda: {file: file.read_bytes() for file in before} == before, "the files are back")
    expect(workbench.status).not_to_contain_text("ruled out")
    expect(workbench.editor).to_contain_text("total")
    workbench.focus_editor()
    workbench.page.keyboard.press("Control+Z")
    expect(workbench.editor).to_contain_text("amount")
    assert refunds.read_bytes() == before[refunds]
    workbench.page.keyboard.press("Control+Shift+Z")
    expect(workbench.editor).to_contain_text("total")
    # Redone, it is the file again; a save would write it once more, at any moment.
    expect(workbench.page.locator(".tab.active.dirty")).to_have_count(0)
    workbench.command("Touchline: Undo the Last Take-Back")
    wait_for(lambda: {file: file.read_bytes() for file in before} == agents, "the agent's files")
    workbench.says("1 ruled out")


def test_lines_that_changed_again_are_shown_and_left_alone(
    workbench: Workbench, project: Path
) -> None:
    """A click on what was changed again meanwhile shows the three texts and writes nothing."""
    settings = project / "deploy" / "settings.toml"
    before = settings.read_text("utf-8")
    settings.write_text(before.replace("= 10", "= 60"), "utf-8")
    workbench.says("1 ruled out")
    workbench.open("deploy/settings.toml")
    compared = workbench.page.locator(".multiDiffEditor")
    line = workbench.editor.locator(".view-line", has_text="timeout_seconds")

    def write(seconds: str) -> None:
        settings.write_text(before.replace("= 10", seconds), "utf-8")
        line.filter(has_text=seconds).wait_for(timeout=TRY_MS)

    def click_too_late() -> None:
        write("= 60")
        line.click(timeout=TRY_MS)
        workbench.page.keyboard.press("Control+.")
        workbench.quick_fixes.first.wait_for(timeout=TRY_MS)
        write("= 90")
        workbench.quick_fixes.filter(has_text="Take this change back").first.click(timeout=TRY_MS)

    until(click_too_late, compared)
    for seconds in ("= 10", "= 60", "= 90"):
        expect(compared.locator(".view-line", has_text=seconds).first).to_be_visible()
    expect(workbench.notifications).to_contain_text("Nothing was taken back")
    assert "= 90" in settings.read_text("utf-8")

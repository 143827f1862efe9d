"""What a person does and sees in VS Code, in the words of a test."""

from __future__ import annotations

import re
from contextlib import suppress

from playwright.sync_api import Error, Locator, expect
from tests.e2e.palette import Palette
from tests.e2e.waiting import TRY_MS, Effect, until
from tests.workspace import git

# Milliseconds in which what mostly comes at once is there, where it comes without help.
SOON_MS = 2000.0


class Workbench(Palette):
    """VS Code with its panels: the changes view, the problems, the light bulb."""

    _sessions = 0

    def start_over(self, session: str) -> None:
        """Close what is open, bring the files back to the first commit, and begin a session."""
        self.page.keyboard.press("Escape")
        self.close_editors()
        if self.notifications.count():
            self.command("Notifications: Clear All Notifications")
        first = git(self.folder, "rev-list", "--max-parents=0", "--all").strip()
        git(self.folder, "checkout", "-qfB", "master", first)
        git(self.folder, "clean", "-qfdx")
        self._sessions += 1
        self.start_session("From now", f"{session} {self._sessions}")
        expect(self.status).to_have_text("0")
        self.forget_popped_up()

    def close_editors(self) -> None:
        """Close every editor, with what is not saved."""
        empty = self.page.locator(".editor-group-watermark").filter(visible=True)
        unsaved = self.page.locator(".monaco-dialog-box").get_by_text("Don't Save")
        if not empty.is_visible():
            until(lambda: self._run("View: Close All Editors"), empty.or_(unsaved))
        if unsaved.is_visible():
            until(lambda: unsaved.click(timeout=TRY_MS), empty)

    def show_changes(self) -> Locator:
        """Open the changes view by a click on the status bar."""
        opened = self.view.locator(".composite.title", has_text="Touchline")
        until(lambda: self.status.click(timeout=TRY_MS), opened)
        with suppress(Error):  # the view gets the keyboard when it has rows: later it would disturb
            self.view.locator(".monaco-list:focus").wait_for(timeout=SOON_MS)
        return self.view

    @property
    def rows(self) -> Locator:
        """The rows of the changes view that are in sight."""
        return self.view.locator(".monaco-list-row")

    def row(self, words: str | re.Pattern[str]) -> Locator:
        """Wait for one row of the changes view."""
        found = self.rows.filter(has_text=words).first
        found.wait_for()
        return found

    def select(self, words: str) -> None:
        """Click a row of the changes view."""
        row = self.row(words)
        until(lambda: row.click(timeout=TRY_MS), self.selected(words))

    def selected(self, words: str) -> Locator:
        """One row of the changes view while it is the one that a key means."""
        return self.view.locator(".monaco-list:focus .monaco-list-row.selected", has_text=words)

    def act(self, words: str, action: str, effect: Effect) -> None:
        """Take one of the inline actions of a row."""
        row = self.row(words)

        def click() -> None:
            row.hover(timeout=TRY_MS)
            row.locator(f'.actions .action-label[aria-label^="{action}"]').click(timeout=TRY_MS)

        until(click, effect)

    def problems(self) -> Locator:
        """Open the Problems panel and return it."""
        panel = self.page.locator(".markers-panel").filter(visible=True)
        if not panel.is_visible():
            until(lambda: self._run("Problems: Focus on Problems View"), panel)
        return panel

    def problem(self, words: str) -> Locator:
        """Wait for one row of the Problems panel."""
        row = self.problems().locator(".monaco-list-row", has_text=words).first
        row.wait_for()
        return row

    @property
    def quick_fixes(self) -> Locator:
        """The rows of the light bulb's menu."""
        return self.page.locator(".action-widget .monaco-list-row")

    def open_bulb(self, problem: Locator) -> None:
        """Go to a problem and open its light bulb's menu."""
        until(lambda: self._click_bulb(problem), self.quick_fixes)

    def fix(self, problem: Locator, action: str, effect: Effect) -> None:
        """Choose from the light bulb's menu of a problem."""

        def choose() -> None:
            if not self.quick_fixes.first.is_visible():
                self._click_bulb(problem)
            self.quick_fixes.filter(has_text=action).first.click(timeout=TRY_MS)

        until(choose, effect)

    def _click_bulb(self, problem: Locator) -> None:
        """Click the bulb, not its key: VS Code keeps the key away from read-only documents."""
        problem.dblclick(timeout=TRY_MS)
        bulbs = self.page.locator(".lightBulbWidget, [class*=gutter-lightbulb]")
        bulb = bulbs.filter(visible=True).first
        try:
            bulb.click(timeout=SOON_MS)
        except Error:  # after a fix VS Code asks for others only when the cursor moves
            if self.focused_editor.is_visible():
                self.page.keyboard.press("ArrowLeft")
            bulb.click(timeout=TRY_MS)

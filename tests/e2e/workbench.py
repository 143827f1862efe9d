"""What a person does and sees in VS Code, in the words of a test."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

SECONDS = 20_000.0


class Workbench:
    """One browser page with VS Code on one folder. Every wait is a condition with a deadline."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.set_default_timeout(SECONDS)
        page.goto(address, timeout=3 * SECONDS)
        # VS Code sometimes opens a workspace file before it can read it, as one without folders.
        empty = page.get_by_text("You have not yet added a folder to the workspace")
        expect(self.status.or_(empty)).to_be_visible(timeout=2 * SECONDS)
        if empty.is_visible():
            page.reload(timeout=3 * SECONDS)
        self.status.wait_for(timeout=2 * SECONDS)

    @property
    def status(self) -> Locator:
        """Touchline's item in the status bar."""
        return self.page.locator('.statusbar-item[id*="touchline"]')

    @property
    def view(self) -> Locator:
        """The side bar with the changes view."""
        return self.page.locator(".part.sidebar")

    @property
    def editor(self) -> Locator:
        """The active editor."""
        return self.page.locator(".editor-group-container.active .monaco-editor").last

    @property
    def squiggles(self) -> Locator:
        """The marks under the text of the open editors, of any severity."""
        return self.page.locator(".squiggly-error, .squiggly-warning, .squiggly-info")

    @property
    def notifications(self) -> Locator:
        """Notifications that pop up."""
        return self.page.locator(".notifications-toasts .notification-list-item")

    def says(self, words: str | re.Pattern[str]) -> None:
        """Wait until the status bar says it."""
        expect(self.status).to_contain_text(words, timeout=SECONDS)

    def command(self, name: str) -> None:
        """Run a command from the palette."""
        self.page.keyboard.press("F1")
        box = self.page.locator(".quick-input-widget input")
        box.fill(f">{name}")
        self.page.locator(".quick-input-list .monaco-list-row", has_text=name).first.click()

    def open(self, path: str) -> None:
        """Open a file by its name."""
        self.page.keyboard.press("Control+P")
        box = self.page.locator(".quick-input-widget input")
        box.fill(path)
        name = Path(path).name
        self.page.locator(".quick-input-list .monaco-list-row", has_text=name).first.click()
        self.page.locator(f'.tab.active[data-resource-name="{name}"]').wait_for()

    def problems(self) -> Locator:
        """Open the Problems panel and return it."""
        panel = self.page.locator(".markers-panel")
        if not panel.is_visible():
            self.command("Problems: Focus on Problems View")
        panel.wait_for()
        return panel

    def problem(self, words: str) -> Locator:
        """Wait for one row of the Problems panel."""
        row = self.problems().locator(".monaco-list-row", has_text=words).first
        row.wait_for()
        return row

    def show_changes(self) -> Locator:
        """Open the changes view by a click on the status bar."""
        self.status.click()
        expect(self.view).to_contain_text("Touchline", timeout=SECONDS)
        return self.view

    def row(self, words: str | re.Pattern[str]) -> Locator:
        """Wait for one row of the changes view."""
        found = self.view.locator(".monaco-list-row", has_text=words).first
        found.wait_for()
        return found

    def light_bulb(self, problem: Locator, action: str) -> None:
        """Go to a problem and take one of its quick fixes."""
        self.open_bulb(problem)
        self.choose(action)

    def choose(self, action: str) -> None:
        """Choose from the light bulb's menu."""
        self.page.locator(".action-widget .monaco-list-row", has_text=action).first.click()

    def open_bulb(self, problem: Locator) -> None:
        """Go to a problem and click its light bulb.

        The bulb, not its key: VS Code keeps the key away from read-only documents.
        """
        problem.dblclick()
        self.squiggles.first.wait_for()
        bulbs = ".lightBulbWidget, [class*=gutter-lightbulb]"
        self.page.locator(bulbs).filter(visible=True).first.click()
        self.page.locator(".action-widget .monaco-list-row").first.wait_for()

    def act(self, row: Locator, action: str) -> None:
        """Take one of a row's inline actions."""
        row.hover()
        row.locator(f'.actions .action-label[aria-label^="{action}"]').click()

    def press_in_notification(self, button: str) -> None:
        """Answer a notification with one of its buttons."""
        self.notifications.get_by_role("button", name=button, exact=True).click()

    def answer(self, text: str) -> None:
        """Type into the box that asks, and confirm."""
        box = self.page.locator(".quick-input-widget input")
        box.fill(text)
        box.press("Enter")

    def theme(self, name: str) -> None:
        """Choose a colour theme."""
        self.command("Preferences: Color Theme")
        box = self.page.locator(".quick-input-widget input")
        box.fill(name.removeprefix("Default "))
        label = self.page.locator(".quick-input-list .monaco-list-row").first
        label.click()

"""What a person does and sees in VS Code, in the words of a test."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Error, Locator, Page, expect
from tests.workspace import git

SECONDS = 20_000.0
RECORD = """item => {
  window.touchlineSeen = [];
  const note = () => window.touchlineSeen.push(item.innerHTML);
  new MutationObserver(note).observe(item, {childList: true, subtree: true, characterData: true});
}"""


class Workbench:
    """One browser page with VS Code on one folder. Every wait is a condition with a deadline."""

    def __init__(self, page: Page, address: str, folder: Path) -> None:
        self.page = page
        self.folder = folder
        self._sessions = 0
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

    def start_over(self, session: str) -> None:
        """Close what is open, bring the files back to the first commit, and begin a session."""
        self.page.keyboard.press("Escape")
        self.close_editors()
        self.command("Notifications: Clear All Notifications")
        first = git(self.folder, "rev-list", "--max-parents=0", "--all").strip()
        git(self.folder, "checkout", "-qfB", "master", first)
        git(self.folder, "clean", "-qfdx")
        self._sessions += 1
        self.start_session("From now", f"{session} {self._sessions}")
        expect(self.status).to_have_text("0")

    def start_session(self, start: str, name: str) -> None:
        """Begin a session with a name, and wait until it is there."""
        self.begin(start, name)
        self.status.locator(f'[aria-label*="{name}"]').wait_for()

    def begin(self, start: str, *answers: str) -> None:
        """Ask for a session that begins there; the last answer is its name."""
        self.command("Touchline: Start a New Session")
        self.page.locator(".quick-input-list .monaco-list-row", has_text=start).click()
        for answer in answers:
            self.answer(answer)

    def close_editors(self) -> None:
        """Close every editor, with what is not saved."""
        self.command("View: Close All Editors")
        empty = self.page.locator(".editor-group-watermark")
        unsaved = self.page.locator(".monaco-dialog-box").get_by_text("Don't Save")
        expect(empty.or_(unsaved).first).to_be_visible()
        if unsaved.is_visible():
            unsaved.click()
        empty.first.wait_for()

    def status_icon(self, name: str) -> Locator:
        """Find the icon in Touchline's item of the status bar."""
        return self.status.locator(f".codicon-{name}")

    def tooltip(self, words: str) -> Locator:
        """Point at the status bar until the tooltip says it, and return the tooltip."""
        self.page.mouse.move(0, 0)
        self.status.hover()
        hover = self.page.locator(".monaco-hover").filter(visible=True, has_text=words)
        hover.first.wait_for()
        return hover.first

    def record_status(self) -> Callable[[], list[str]]:
        """Note down from now on each state of the status bar's item; returns how to read them."""
        self.status.evaluate(RECORD)
        return lambda: self.page.evaluate("window.touchlineSeen")

    def clipboard(self) -> str:
        """Return what was copied last."""
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    def says(self, words: str | re.Pattern[str], seconds: float = 20.0) -> None:
        """Wait until the status bar says it. The first start after an install takes longest."""
        expect(self.status).to_contain_text(words, timeout=seconds * 1000)

    def command(self, name: str) -> None:
        """Run a command from the palette."""
        row = self.page.locator(".quick-input-list .monaco-list-row", has_text=name).first
        self.pick("F1", f">{name}", row)

    def pick(self, key: str, text: str, row: Locator) -> None:
        """Open the palette and click a row; once more where what gets the focus closed it."""
        for attempt in range(3):
            self.page.keyboard.press(key)
            try:
                self.page.locator(".quick-input-widget input").fill(text, timeout=SECONDS / 4)
                row.click(timeout=SECONDS / 4)
            except Error:
                if attempt == 2:
                    raise
            else:
                return

    def open(self, path: str) -> None:
        """Open a file by its name."""
        name = Path(path).name
        row = self.page.locator(".quick-input-list .monaco-list-row", has_text=name).first
        self.pick("Control+P", path, row)
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

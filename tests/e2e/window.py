"""One browser page with VS Code on one folder, and what a person sees in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from tests.e2e.waiting import PATIENCE, TRY_MS, once_done, until

EMPTY = "You have not yet added a folder to the workspace"
# Milliseconds that a window may take from no folder on the screen to Touchline's item.
MAY_BE_EMPTY_MS = 3000.0
RECORD = """(item, [name, part]) => {
  const seen = [];
  (window.touchlineSeen ??= {})[name] = seen;
  const text = () => (part ? item.querySelector(part)?.textContent : item.innerHTML) ?? "";
  let last = text();
  const note = () => last !== text() && seen.push((last = text()));
  new MutationObserver(note).observe(item, {childList: true, subtree: true, characterData: true});
}"""

RECORD_TOASTS = """
  window.touchlineToasts = [];
  new MutationObserver(() => {
    for (const {textContent} of document.querySelectorAll(
        '.notifications-toasts .notification-list-item-message')) {
      if (textContent && !window.touchlineToasts.includes(textContent)) {
        window.touchlineToasts.push(textContent);
      }
    }
  }).observe(document, {childList: true, subtree: true});
"""


class Window:
    """Every wait is a condition with a deadline."""

    def __init__(self, page: Page, address: str, folder: Path) -> None:
        self.page = page
        self.folder = folder
        page.set_default_timeout(PATIENCE * 1000)
        once_done(lambda: self._load(address))

    def _load(self, address: str) -> None:
        """Open the address; VS Code sometimes opens a workspace before it can read its file."""
        self.page.goto(address)
        empty = self.page.get_by_text(EMPTY)
        self.status.or_(empty).first.wait_for()
        self.status.wait_for(timeout=MAY_BE_EMPTY_MS)

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
    def focused_editor(self) -> Locator:
        """The active editor while it has the keyboard."""
        return self.page.locator(".editor-group-container.active .monaco-editor.focused")

    @property
    def squiggles(self) -> Locator:
        """The marks under the text of the open editors, of any severity."""
        return self.page.locator(".squiggly-error, .squiggly-warning, .squiggly-info")

    @property
    def notifications(self) -> Locator:
        """Notifications that pop up."""
        return self.page.locator(".notifications-toasts .notification-list-item")

    def popped_up(self) -> list[str]:
        """Return the words of every notification since the page was loaded or last forgot."""
        return list(self.page.evaluate("window.touchlineToasts"))

    def forget_popped_up(self) -> None:
        """Begin to note down notifications anew."""
        self.page.evaluate("window.touchlineToasts = []")

    def says(self, words: str | re.Pattern[str], seconds: float = PATIENCE) -> None:
        """Wait until the status bar says it. The first start after an install takes longest."""
        expect(self.status).to_contain_text(words, timeout=seconds * 1000)

    def status_icon(self, name: str) -> Locator:
        """Find the icon in Touchline's item of the status bar."""
        return self.status.locator(f".codicon-{name}")

    def tooltip(self, words: str) -> Locator:
        """Point at the status bar until the tooltip says it, and return the tooltip."""
        return self.hover(self.status, words)

    def hover(self, place: Locator, words: str) -> Locator:
        """Point at a place until a hover says it, and return the hover."""
        hover = self.page.locator(".monaco-hover").filter(visible=True, has_text=words).first

        def point() -> None:
            self.page.mouse.move(0, 0)
            place.hover(force=True, timeout=TRY_MS)

        until(point, hover)
        return hover

    def record(self, place: Locator, part: str = "") -> Callable[[], list[str]]:
        """Note down from now on each state of a place; returns how to read them.

        ``part`` selects what in the place has the text to be noted.
        """
        name = str(place)
        place.evaluate(RECORD, [name, part])
        return lambda: self.page.evaluate("name => window.touchlineSeen[name]", name)

    def clipboard(self) -> str:
        """Return what was copied last."""
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    def press_in_notification(self, button: str) -> None:
        """Answer a notification with one of its buttons."""
        found = self.notifications.get_by_role("button", name=button, exact=True)
        found.wait_for()
        until(lambda: found.click(timeout=TRY_MS), lambda: not found.is_visible())

    def focus_editor(self) -> None:
        """Click into the active editor; what is typed next goes there."""
        text = self.editor.locator(".view-line").first
        until(lambda: text.click(timeout=TRY_MS), self.focused_editor)

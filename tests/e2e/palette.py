"""What a person does through VS Code's palette and the boxes that ask."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator
from tests.e2e.waiting import TRY_MS, Effect, once_done, until
from tests.e2e.window import Window


class Palette(Window):
    """Commands, files, and answers."""

    @property
    def quick_input(self) -> Locator:
        """The palette, or the box or the list that asks in its place."""
        return self.page.locator(".quick-input-widget").filter(visible=True)

    def command(self, name: str, *choices: str) -> None:
        """Run a command from the palette, and choose from the lists with which it asks."""
        once_done(lambda: self._run(name, *choices))

    def open(self, path: str) -> None:
        """Open a file by its name."""
        name = Path(path).name
        tab = self.page.locator(f'.tab.active[data-resource-name="{name}"]')
        until(lambda: self._press("Control+P", path, name), tab)

    def go_to_line(self, number: int) -> None:
        """Put the cursor into a line of the active editor, and the keyboard with it."""
        there = self.page.locator('[id="status.editor.selection"]', has_text=f"Ln {number},")
        until(lambda: self._press("Control+G", f":{number}", f"{number}"), there)
        self.focused_editor.wait_for()

    def answer(self, asked: str, text: str) -> None:
        """Type into the box that asks this, and confirm."""
        once_done(lambda: self._answer(asked, text))

    def start_session(self, start: str, name: str, revision: str = "") -> None:
        """Begin a session with a name that is new, and wait until it is there."""
        self.begin(start, name, revision, self.status.locator(f'[aria-label*="{name}"]'))

    def begin(self, start: str, name: str, revision: str, effect: Effect) -> None:
        """Ask for a session that begins there; some starts ask for a revision."""

        def ask() -> None:
            self._run("Touchline: Start a New Session", start)
            if revision:
                self._answer("A branch, a tag or a commit", revision)
            self._answer("A name for the session", name)

        until(ask, effect)

    def _run(self, name: str, *choices: str) -> None:
        self._press("F1", f">{name}", name)
        for choice in choices:
            self._choose(choice, choice)

    def _press(self, key: str, text: str, row: str) -> None:
        if self.quick_input.is_visible():  # it lists what there was when it was opened
            self.page.keyboard.press("Escape")
            self.quick_input.wait_for(state="hidden", timeout=TRY_MS)
        self.page.keyboard.press(key)
        self._choose(text, row)

    def _choose(self, text: str, row: str) -> None:
        """Type into the list that asks, and take the row that it has found and marked."""
        field = self.quick_input.locator("input")
        field.fill(text, timeout=TRY_MS)
        marked = self.quick_input.locator(".monaco-list-row.focused", has_text=row)
        marked.wait_for(timeout=TRY_MS)
        field.press("Enter", timeout=TRY_MS)
        marked.wait_for(state="hidden", timeout=TRY_MS)

    def _answer(self, asked: str, text: str) -> None:
        box = self.quick_input.filter(has_text=asked)
        box.locator("input").fill(text, timeout=TRY_MS)
        box.locator("input").press("Enter", timeout=TRY_MS)
        box.wait_for(state="hidden", timeout=TRY_MS)

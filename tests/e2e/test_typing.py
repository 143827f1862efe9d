"""What a person types in VS Code stays theirs: undone, redone, and formatted as it is saved."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from codeserver import CodeServer
from playwright.sync_api import expect
from tests.e2e.waiting import wait_for
from tests.e2e.workbench import Workbench

pytestmark = pytest.mark.e2e

RATES = '{\n"base": 2,\n  "gap": [\n    1,\n    2\n  ],\n  "last": 7\n}'
TYPED = RATES.replace("7", "75")
FORMATTED = TYPED.replace('"base"', '  "base"')
LAST = 7


def test_undo_redo_and_a_formatter_leave_what_is_typed_the_persons(
    workbench: Workbench, server: CodeServer, project: Path
) -> None:
    """The formatter changes another line of the file, and that is the person's as well."""
    file = project / "cart" / "rates.json"
    file.write_text(RATES, "utf-8")
    workbench.start_session("From now", "rates")
    server.configure({"editor.formatOnSave": True, "files.autoSave": "off"})
    workbench.open("rates.json")
    workbench.go_to_line(LAST)
    press = workbench.page.keyboard.press
    press("End")
    press("5")
    workbench.says("1")
    workbench.show_changes()
    typed = workbench.row("Typed by you")
    workbench.focus_editor()
    press("Control+Z")
    workbench.says("0")
    expect(typed).to_have_count(0)
    press("Control+Y")
    workbench.says("1")
    typed.wait_for()
    press("Control+S")
    wait_for(lambda: '  "base"' in file.read_text("utf-8"), "the formatted text is saved")
    assert file.read_text("utf-8") == FORMATTED
    workbench.row(re.compile("Typed by you.*2"))
    for words in ("Unmentioned", "Asked for", "Ruled out", "Not shown"):
        expect(workbench.view.locator(".monaco-list-row", has_text=words)).to_have_count(0)
    assert workbench.popped_up() == []

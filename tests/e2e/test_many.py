"""Much at once: thousands of findings, a burst of files, one reload after the other."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from codeserver import CodeServer
from playwright.sync_api import expect
from tests.e2e.agent import wander
from tests.e2e.waiting import wait_for
from tests.e2e.workbench import Workbench

pytestmark = pytest.mark.e2e

FILES, TESTS = 20, 250
SHOWN = 100
BURST = 1_000
# The server tells of its state at most every 100 ms.
UPDATES_A_SECOND = 10
WRITE_MANY = """
import pathlib, sys
folder = pathlib.Path(sys.argv[1])
folder.mkdir()
for number in range(int(sys.argv[2])):
    (folder / f"made_{number}.py").write_text(f"VALUE = {number}\\n")
"""


def text_of(assertions: str) -> str:
    """Return the text of a test file with many tests."""
    return "\n\n".join(f"def test_{n}():\n{assertions.format(n=n)}" for n in range(TESTS))


def test_five_thousand_findings_stay_usable(workbench: Workbench, project: Path) -> None:
    """The first hundred of a file are squiggles, the rest is counted, and the view works on."""
    files = [project / "tests" / f"test_many_{number}.py" for number in range(FILES)]
    for file in files:
        file.write_text(text_of("    assert str({n})\n    assert total({n}) == {n}\n"), "utf-8")
    workbench.start_session("From now", "many tests")
    for file in files:
        file.write_text(text_of("    assert str({n})\n"), "utf-8")
    workbench.says(f"{FILES * TESTS} warnings")
    counted = f'[id="status.problems"] [aria-label*="Warnings: {FILES * SHOWN}"]'
    workbench.page.locator(counted).wait_for()
    workbench.show_changes()
    workbench.select("test_many_0.py")
    workbench.page.locator(".monaco-diff-editor").first.wait_for()
    files[0].write_text(text_of("    assert str({n})\n    assert total({n}) == {n}\n"), "utf-8")
    workbench.says(f"{(FILES - 1) * TESTS} warnings")


def test_a_burst_of_files_updates_the_view_a_few_times(workbench: Workbench, project: Path) -> None:
    """A thousand files at once are a handful of updates, and no notification."""
    (project / "cart" / "first.py").write_text("VALUE = 0\n", "utf-8")
    workbench.show_changes()
    group = workbench.row("cart/**").locator(".label-description")
    expect(group).to_have_text("1")
    rows = workbench.view.locator(".monaco-list-rows").filter(has_text="first.py")
    seen, counts = workbench.record(workbench.status), workbench.record(rows, ".label-description")
    began = time.monotonic()
    folder = project / "cart" / "made"
    subprocess.run([sys.executable, "-c", WRITE_MANY, folder, str(BURST)], check=True)
    workbench.says(f"{BURST + 1}")
    expect(group).to_have_text(f"{BURST + 1}")
    most = 1 + UPDATES_A_SECOND * (time.monotonic() - began)
    assert 1 <= len(seen()) <= most
    assert 1 <= len(counts()) <= most
    assert workbench.popped_up() == []


def test_a_session_survives_reloads_and_leaves_no_server_behind(
    workbench: Workbench, server: CodeServer, project: Path
) -> None:
    """After each reload of the window the same changes are there, and one server."""
    wander(project)
    workbench.says("1 ruled out")
    for _ in range(2):
        workbench.page.reload()
        workbench.says("1 ruled out")
    wait_for(lambda: len(server.servers()) == 1, "one server is left")

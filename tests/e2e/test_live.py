"""The main job in VS Code: an outside process edits, the editor warns, one click takes it back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.e2e.agent import ASSERTION
from tests.e2e.workbench import Workbench

pytestmark = pytest.mark.e2e


def from_outside(code: str, *arguments: str | Path) -> None:
    """Run Python code in a process of its own, as an agent's tool does."""
    subprocess.run([sys.executable, "-c", code, *map(str, arguments)], check=True)


def weaken(file: Path) -> None:
    """Remove an assertion from a test file."""
    from_outside(
        "import pathlib, sys; p = pathlib.Path(sys.argv[1]);"
        "p.write_bytes(p.read_bytes().replace(sys.argv[2].encode(), b''))",
        file,
        ASSERTION,
    )


def test_a_weakened_test_is_shown_and_taken_back_by_the_light_bulb(
    workbench: Workbench, project: Path, picture: Callable[[Workbench, str], None]
) -> None:
    """The Problems panel shows the removed assertion; its quick fix restores the bytes on disk."""
    test = project / "tests" / "test_cart.py"
    before = test.read_bytes()
    weaken(test)
    workbench.says("1 warning")
    workbench.show_changes()
    problem = workbench.problem("assertion")
    expect(problem).to_contain_text("[Ln 11,")
    workbench.open_bulb(problem)
    picture(workbench, "removed-assertion")
    workbench.fix(problem, "Take this change back", lambda: test.read_bytes() == before)
    expect(workbench.status).not_to_contain_text("warning")
    expect(workbench.problems()).to_contain_text("No problems")
    assert workbench.popped_up() == []


def test_a_deleted_test_file_is_opened_from_the_problems_and_restored(
    workbench: Workbench, project: Path
) -> None:
    """A deleted file's problem opens its baseline text, whose light bulb brings the file back."""
    test = project / "tests" / "test_discounts.py"
    before = test.read_bytes()
    from_outside("import os, sys; os.unlink(sys.argv[1])", test)
    workbench.problem("test_discounts")
    problem = workbench.problem("removed-test")
    back = lambda: test.exists() and test.read_bytes() == before  # noqa: E731
    workbench.fix(problem, "Take this change back", back)
    expect(workbench.problems()).not_to_contain_text("test_discounts")
    from_outside("import os, sys; os.unlink(sys.argv[1])", test)
    workbench.close_editors()
    workbench.show_changes()
    workbench.select("test_discounts.py")
    expect(workbench.editor).to_contain_text("test_a_small_cart_has_no_discount")
    workbench.focus_editor()
    workbench.page.keyboard.type("x")
    workbench.page.get_by_text("Cannot edit in read-only editor").first.wait_for()

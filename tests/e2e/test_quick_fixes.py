"""What the light bulb offers besides taking one change back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.e2e.agent import replace, wait_longer, weaken
from tests.e2e.waiting import wait_for
from tests.e2e.workbench import Workbench

pytestmark = pytest.mark.e2e


def test_a_finding_is_told_explained_and_allowed(workbench: Workbench, project: Path) -> None:
    """The bulb copies a message, opens the rule's page, and allows the change for a reason."""
    weaken(project)
    problem = workbench.problem("assertion")
    copied = lambda: "test_cart.py" in workbench.clipboard()  # noqa: E731
    workbench.fix(problem, "Copy a message for the agent", copied)
    page = workbench.page.locator(".tab.active", has_text="removed-assertion")
    workbench.fix(problem, "Open the page of", page)
    asked = "The reason is kept in"
    workbench.fix(problem, "Allow this, because", workbench.quick_input.filter(has_text=asked))
    workbench.answer(asked, "the currency is checked by the shop")
    allowed = project / ".touchline" / "allow.md"
    wait_for(lambda: allowed.exists() and "the shop" in allowed.read_text("utf-8"), "the clause")
    expect(workbench.status).not_to_contain_text("warning")


def test_all_of_one_kind_are_taken_back(workbench: Workbench, project: Path) -> None:
    """One click brings every test of a rule back, once the person saw what goes."""
    tests = [project / "tests" / name for name in ("test_cart.py", "test_refunds.py")]
    before = [file.read_bytes() for file in tests]
    weaken(project)
    replace(tests[1], "    assert refund(Decimal", "    refund(Decimal")
    workbench.says("3 warnings")
    agreed = workbench.notifications.get_by_role("button", name="Take Back", exact=True)
    workbench.fix(workbench.problem("removed-assertion"), "Take back every “", agreed)
    workbench.press_in_notification("Take Back")
    wait_for(lambda: [file.read_bytes() for file in tests] == before, "the tests are back")
    expect(workbench.status).not_to_contain_text("warning")


def test_every_change_to_a_file_is_taken_back(workbench: Workbench, project: Path) -> None:
    """The fix of one finding offers the whole file; other files stay as the agent left them."""
    test, settings = project / "tests" / "test_cart.py", project / "deploy" / "settings.toml"
    before = test.read_bytes()
    weaken(project)
    replace(test, "from decimal import Decimal", "import decimal\nfrom decimal import Decimal")
    wait_longer(project)
    now = settings.read_bytes()
    workbench.says("2 · 1 ruled out · 1 warning")
    agreed = workbench.notifications.get_by_role("button", name="Take Back", exact=True)
    workbench.fix(workbench.problem("removed-assertion"), "Take back every change to", agreed)
    workbench.press_in_notification("Take Back")
    wait_for(lambda: test.read_bytes() == before, "the file is back")
    workbench.says("1 · 1 ruled out")
    assert settings.read_bytes() == now

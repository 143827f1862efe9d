"""Where a session begins: a commit, a branch, a revision that the person names."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.e2e.agent import replace, wait_longer
from tests.e2e.workbench import Workbench
from tests.workspace import git

pytestmark = pytest.mark.e2e


def test_a_session_begins_where_the_person_says(workbench: Workbench, project: Path) -> None:
    """From the last commit, from where the branch began, from any revision; a wrong one is told."""
    git(project, "checkout", "-q", "-b", "topic")
    wait_longer(project)
    git(project, "commit", "-qam", "Wait longer")
    replace(project / "cart/refunds.py", "total", "amount")
    workbench.start_session("From the last commit", "what is not committed")
    workbench.show_changes()
    workbench.row("refunds.py")
    expect(workbench.view).not_to_contain_text("settings.toml")
    workbench.start_session("From where the branch began", "the whole branch")
    workbench.row("settings.toml")
    workbench.row("refunds.py")
    refused = workbench.notifications.filter(has_text="no-such-branch")
    workbench.begin("From another revision", "nowhere", "no-such-branch", refused)
    workbench.row("settings.toml")
    workbench.command("Notifications: Clear All Notifications")
    workbench.start_session("From another revision", "one more", "HEAD")
    expect(workbench.view).not_to_contain_text("settings.toml")
    workbench.row("refunds.py")

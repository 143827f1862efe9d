"""What an agent does in the demo's project, from outside the editor."""

from __future__ import annotations

from pathlib import Path

ASSERTION = '    assert cart.currency == "EUR"\n'


def replace(file: Path, old: str, new: str) -> None:
    """Edit a file on disk."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def wander(project: Path) -> None:
    """Change what the task asks for, and a file that it rules out."""
    replace(project / "cart" / "refunds.py", "total", "amount")
    wait_longer(project)


def wait_longer(project: Path) -> None:
    """Change a file that the task rules out."""
    replace(project / "deploy" / "settings.toml", "timeout_seconds = 10", "timeout_seconds = 60")


def weaken(project: Path) -> None:
    """Remove an assertion from a test."""
    replace(project / "tests" / "test_cart.py", ASSERTION, "")

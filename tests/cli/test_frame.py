"""The frame of the command line: help, version, misuse, lazy imports."""

from __future__ import annotations

import subprocess
import sys

import pytest

from touchline import __version__
from touchline.cli import COMMANDS


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a person does, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "touchline", *arguments], capture_output=True, text=True, check=False
    )


def test_version() -> None:
    """``--version`` prints the program's name and version."""
    assert run("--version").stdout == f"touchline {__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    """``--help`` of each command says what it does."""
    done = run(command, "--help")
    assert done.returncode == 0
    assert f"touchline {command}" in done.stdout


def test_unknown_command_is_misuse() -> None:
    """A command that does not exist exits with 2 and names it on stderr."""
    done = run("bogus")
    assert done.returncode == 2
    assert "bogus" in done.stderr


def test_help_of_one_command_imports_no_language_server() -> None:
    """Only ``serve`` pays for pygls, and only when it runs."""
    code = (
        "import sys; from touchline.cli import app; app(['serve', '--help'], standalone_mode=False)"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; sys.exit('pygls' in sys.modules)"], check=False
    )
    assert done.returncode == 0

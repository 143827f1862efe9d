"""The command line as a test types it.

In the test's own process: starting Python and loading the program takes longer than what most
tests look at. ``test_frame.py`` and ``test_watch.py`` start processes, as a person does.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from touchline.cli import app


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command printed, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


def touchline(folder: Path, *arguments: str, stdin: str = "") -> Ended:
    """Run the command line in a folder; anything that it raises but an exit is raised."""
    with contextlib.chdir(folder):
        done = CliRunner().invoke(
            app, arguments, input=stdin, prog_name="touchline", catch_exceptions=False
        )
    return Ended(done.exit_code, done.stdout, done.stderr)

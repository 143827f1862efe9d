"""A check of many files shows how far it is, to those who look on, and ends when it is told to."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.workspace import Workspace

FULL = b"def test_total_%d():\n    assert total([%d]) == %d\n    assert total([]) == 0\n"
MANY = 120
FAR_MORE = 1200


def weaken(workspace: Workspace, files: int) -> None:
    """Take an assertion out of so many test files."""
    names = [f"tests/test_{number}.py" for number in range(files)]
    full = {name: FULL % ((n,) * 3) for n, name in enumerate(names)}
    workspace.commit(full)
    workspace.write(
        {name: text[: text.index(b"    assert total([])")] for name, text in full.items()}
    )


def command(*options: str) -> list[str]:
    """Return the command as a process of its own."""
    return [sys.executable, "-m", "touchline", "check", *options]


def read(terminal: int) -> Iterator[bytes]:
    """Yield what comes to a terminal until nobody writes there any more."""
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            return
        if not piece:
            return
        yield piece


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Give both ends of a terminal: ours, and that of a process."""
    ours, theirs = pty.openpty()
    yield ours, theirs
    os.close(ours)


def test_many_files(workspace: Workspace, terminal: tuple[int, int], tmp_path: Path) -> None:
    """A terminal on stderr shows a bar; the report on stdout has nothing of it."""
    weaken(workspace, MANY)
    ours, theirs = terminal
    with (tmp_path / "report").open("wb") as report:
        running = subprocess.Popen(
            command("--format", "json"), cwd=workspace.root, stdout=report, stderr=theirs
        )
        os.close(theirs)
        shown = b"".join(read(ours))
    assert running.wait() == 1
    assert b"Judging" in shown
    assert b"100%" in shown
    assert (tmp_path / "report").read_bytes().startswith(b"{\n")


def test_few_files(workspace: Workspace, terminal: tuple[int, int]) -> None:
    """A check of few files is done before a bar would be read, and shows none."""
    weaken(workspace, 3)
    ours, theirs = terminal
    running = subprocess.Popen(
        command(), cwd=workspace.root, stdout=subprocess.DEVNULL, stderr=theirs
    )
    os.close(theirs)
    assert b"".join(read(ours)) == b""
    assert running.wait() == 1


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_into_a_pipe(workspace: Workspace, form: str) -> None:
    """Where nobody looks on, nothing is shown."""
    weaken(workspace, MANY)
    done = subprocess.run(
        command("--format", form), cwd=workspace.root, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"Judging" not in done.stdout


def test_an_interrupt(workspace: Workspace, terminal: tuple[int, int], tmp_path: Path) -> None:
    """Ctrl-C ends it in the midst of its work, with the code of an interrupt and no traceback."""
    weaken(workspace, FAR_MORE)
    ours, theirs = terminal
    with (tmp_path / "report").open("wb") as report:
        running = subprocess.Popen(command(), cwd=workspace.root, stdout=report, stderr=theirs)
    os.close(theirs)
    shown = b""
    for piece in read(ours):
        told = b"Judging" in shown
        shown += piece
        if b"Judging" in shown and not told:
            running.send_signal(signal.SIGINT)
    assert running.wait() == 130
    assert (tmp_path / "report").read_bytes() == b""
    assert b"Traceback" not in shown

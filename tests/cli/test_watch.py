"""``touchline watch``: the same findings as ``check``, as they come."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.workspace import Workspace, eventually

from touchline.session.said import ONLY_LOOKS_ON

FULL = b"def test_total():\n    assert total([]) == 0\n    assert total([1, 2]) == 3\n"
WEAK = b"def test_total():\n    assert total([]) == 0\n"


@pytest.fixture
def watching(workspace: Workspace) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``touchline watch`` in the workspace, its output in a file beside it."""
    workspace.commit({"test_a.py": FULL})
    with _watching(workspace, workspace.root.parent / "output") as process:
        yield process


@contextmanager
def _watching(workspace: Workspace, place: Path) -> Generator[subprocess.Popen[bytes]]:
    with place.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "touchline", "watch"],
            cwd=workspace.root,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "TOUCHLINE_STATE_DIR": str(workspace.state)},
        )
        yield process
        process.kill()
        process.wait()


def test_findings_come_and_go(workspace: Workspace, watching: subprocess.Popen[bytes]) -> None:
    """A weakened test is printed when it is written, and gone when it is put back."""
    output = workspace.root.parent / "output"

    def last() -> str:
        return output.read_text().rstrip("\n").rpartition("\n")[2]

    assert eventually(lambda: "0 warnings" in last())
    workspace.write({"test_a.py": WEAK})
    assert eventually(lambda: "1 warning" in last())
    assert "removed-assertion" in output.read_text()
    workspace.write({"test_a.py": FULL})
    assert eventually(lambda: "0 warnings" in last())
    watching.send_signal(signal.SIGINT)
    assert watching.wait(20) == 0


def test_a_second_terminal_follows_and_takes_over(
    workspace: Workspace, watching: subprocess.Popen[bytes]
) -> None:
    """It says that it only looks on; when the first ends, it goes on with the same session."""
    first, place = workspace.root.parent / "output", workspace.root.parent / "second"
    assert eventually(lambda: "0 warnings" in first.read_text())
    with _watching(workspace, place):
        assert eventually(lambda: ONLY_LOOKS_ON in place.read_text())
        workspace.write({"test_a.py": WEAK})
        assert eventually(lambda: "removed-assertion" in place.read_text())
        seen = len(place.read_text())
        watching.send_signal(signal.SIGINT)
        assert watching.wait() == 0
        assert eventually(lambda: "removed-assertion" in place.read_text()[seen:])
        assert ONLY_LOOKS_ON not in place.read_text()[seen:]

"""``touchline revert`` as it is typed, on a session that began before the agent's edits."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from touchline.baseline import state_dir
from touchline.session import Options, Session

BEFORE = {"a.py": "one = 1\ntwo = 2\nthree = 3\n", "b.py": "b = 1\n"}
AFTER = {"a.py": "one = 'x'\ntwo = 2\nthree = 'y'\n", "b.py": "b = 2\n", "c.py": "c = 1\n"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Begin a session and let an agent edit."""
    monkeypatch.setenv("TOUCHLINE_STATE_DIR", str(tmp_path / "state"))
    root = tmp_path / "root"
    root.mkdir()
    write(root, BEFORE)
    Session.open(root, Options(), state_dir(root)).close()
    write(root, AFTER)
    return root


def write(root: Path, files: dict[str, str]) -> None:
    """Write files."""
    for path, text in files.items():
        (root / path).write_text(text)


def files(root: Path) -> dict[str, str]:
    """Read all files."""
    return {path.name: path.read_text() for path in sorted(root.iterdir())}


def touchline(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    command = [sys.executable, "-m", "touchline", "revert", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)


def test_the_whole_session_goes_back_and_undo_brings_it_again(root: Path) -> None:
    """All bytes are those of the start, then those of the agent."""
    assert touchline(root, "--all").returncode == 0
    assert files(root) == BEFORE
    assert touchline(root, "--undo").stdout == "Undone: 3 files are as before the revert.\n"
    assert files(root) == AFTER


def test_one_file_or_one_hunk_goes_back(root: Path) -> None:
    """Only what was named changes."""
    touchline(root, "--file", "b.py")
    assert files(root) == AFTER | {"b.py": BEFORE["b.py"]}
    assert touchline(root, "--hunk", "a.py:3").stdout.startswith("Taken back in 1 file.")
    assert files(root)["a.py"] == "one = 'x'\ntwo = 2\nthree = 3\n"


def test_a_dry_run_prints_the_patch_and_writes_nothing(root: Path) -> None:
    """The patch is one that ``git apply`` takes."""
    shown = touchline(root, "--unmentioned", "--dry-run").stdout
    assert "-b = 2\n+b = 1\n" in shown
    assert files(root) == AFTER
    subprocess.run(["git", "apply"], input=shown, cwd=root, text=True, check=True)
    assert files(root) == BEFORE


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        ((), "say what to take back"),
        (("--all", "--undo"), "say what to take back"),
        (("--undo",), "there is no revert to undo"),
        (("--file", "d.py"), "d.py is as it was when the session began"),
        (("--hunk", "a.py:2"), "there is no hunk at a.py:2"),
    ],
)
def test_misuse_is_told_in_one_line(root: Path, arguments: tuple[str, ...], cause: str) -> None:
    """Exit code 2, and the files stay."""
    ended = touchline(root, *arguments)
    assert (ended.returncode, files(root)) == (2, AFTER)
    assert cause in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_without_a_session_there_is_nothing_to_compare_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that nobody watched is left alone."""
    monkeypatch.setenv("TOUCHLINE_STATE_DIR", str(tmp_path / "state"))
    ended = touchline(tmp_path, "--all")
    assert ended.returncode == 2
    assert "no session has begun" in ended.stderr

"""The frame of the command line: help, version, misuse, lazy imports."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.terminal import touchline
from tests.workspace import Workspace

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


def test_a_change_is_judged_as_it_is_typed(workspace: Workspace) -> None:
    """In a process of its own: a patch on standard input, findings on the other, exit code 1."""
    workspace.commit({"test_a.py": b"def test_a():\n    assert a() == 1\n    assert b() == 2\n"})
    workspace.write({"test_a.py": b"def test_a():\n    assert a() == 1\n"})
    command = [sys.executable, "-m", "touchline", "check", str(workspace.root), "--patch", "-"]
    patch = workspace.git("diff").encode()
    done = subprocess.run(command, input=patch, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr
    assert b"removed-assertion" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, tmp_path: Path) -> None:
    """``--help`` of each command says what it does."""
    done = touchline(tmp_path, command, "--help")
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


@pytest.mark.parametrize(
    ("shell", "code", "said"),
    [
        ("> /dev/full", 2, "touchline: the output: No space left on device\n"),
        (">&-", 1, ""),
        ("| true; exit ${PIPESTATUS[0]}", 1, ""),
    ],
)
def test_output_that_goes_nowhere(shell: str, code: int, said: str, workspace: Workspace) -> None:
    """A full disk is told in a line and no finding; nobody who reads is no trouble."""
    workspace.commit({"test_a.py": b"def test_a():\n    assert a() == 1\n    assert b() == 2\n"})
    workspace.write({"test_a.py": b"def test_a():\n    assert a() == 1\n"})
    line = f'"{sys.executable}" -m touchline check {shell}'
    done = subprocess.run(
        ["bash", "-c", line], cwd=workspace.root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (code, said)


def message(method: str, **more: object) -> bytes:
    """Return a message of the protocol, with its header."""
    body = json.dumps({"jsonrpc": "2.0", "method": method, **more}).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


@pytest.mark.parametrize("goodbye", [True, False])
def test_a_server_ends_without_a_word(goodbye: bool) -> None:
    """Its client says goodbye or is just gone: exit code 0, nothing on standard error."""
    said = message("initialize", id=1, params={"processId": None, "capabilities": {}})
    said += (message("shutdown", id=2) + message("exit")) if goodbye else b""
    command = [sys.executable, "-m", "touchline", "serve"]
    done = subprocess.run(command, input=said, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")

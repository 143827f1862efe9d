"""``touchline revert`` as it is typed, on a session that began before the agent's edits."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from tests.cli import terminal

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


def touchline(root: Path, *arguments: str) -> terminal.Ended:
    """Run the command."""
    return terminal.touchline(root.parent, "revert", str(root), *arguments)


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


WATCHED = {
    ".touchline/task.md": "---\nforbid: [deploy/**]\n---\nFix the total.\n",
    "deploy/live.toml": "workers = 1\n",
    "test_total.py": "def test_total():\n    assert total([1]) == 1\n    assert total([]) == 0\n",
    "test_tax.py": "def test_tax():\n    assert tax(10) == 2\n    assert tax(0) == 0\n",
}
WEAKENED = WATCHED | {
    "deploy/live.toml": "workers = 9\n",
    "test_total.py": "NEW = 1\n\n\ndef test_total():\n    assert total([1]) == 1\n",
    "test_tax.py": "def test_tax():\n    assert tax(10) == 2\n",
}


@pytest.fixture
def weakened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Begin a session with a task; an agent then weakens two tests and leaves the scope."""
    monkeypatch.setenv("TOUCHLINE_STATE_DIR", str(tmp_path / "state"))
    root = tmp_path / "watched"
    for folder in (".touchline", "deploy"):
        (root / folder).mkdir(parents=True)
    write(root, WATCHED)
    Session.open(root, Options(), state_dir(root)).close()
    write(root, WEAKENED)
    return root


def content(root: Path) -> dict[str, str]:
    """Read the files of the weakened session."""
    return {path: (root / path).read_text() for path in WATCHED}


def test_the_lines_behind_one_finding_go_back(weakened: Path) -> None:
    """The finding's name is the fingerprint that ``touchline check`` prints."""
    checked = terminal.touchline(weakened, "check", "--format", "json")
    findings = json.loads(checked.stdout)["findings"]
    (name,) = (f["fingerprint"] for f in findings if f["path"] == "test_total.py")
    assert touchline(weakened, "--finding", name).returncode == 0
    kept = "NEW = 1\n\n\n" + WATCHED["test_total.py"]
    assert content(weakened) == WEAKENED | {"test_total.py": kept}


def test_all_findings_of_one_rule_go_back(weakened: Path) -> None:
    """Both tests are whole again, and what the rule did not name stays."""
    assert touchline(weakened, "--rule", "removed-assertion").returncode == 0
    kept = "NEW = 1\n\n\n" + WATCHED["test_total.py"]
    whole = {"test_total.py": kept, "test_tax.py": WATCHED["test_tax.py"]}
    assert content(weakened) == WEAKENED | whole


def test_all_that_was_ruled_out_goes_back(weakened: Path) -> None:
    """The file that the task forbids is as it was; the tests stay weakened."""
    assert touchline(weakened, "--ruled-out").returncode == 0
    restored = {"deploy/live.toml": WATCHED["deploy/live.toml"]}
    assert content(weakened) == WEAKENED | restored


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

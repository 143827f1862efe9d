"""``touchline check``: what it compares with, how it reports, what it exits with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Touchline
from tests.workspace import Workspace

FULL = b"def test_total():\n    assert total([]) == 0\n    assert total([1, 2]) == 3\n"
WEAK = b"def test_total():\n    assert total([]) == 0\n"
TASK = b"---\nallow: [src/**]\n---\n\n# Work in src\n"


def rules(output: str) -> list[str]:
    """Return the rules of the findings in JSON output."""
    return [finding["rule"] for finding in json.loads(output)["findings"]]


def test_clean(workspace: Workspace, touchline: Touchline) -> None:
    """A work tree as it was committed exits with 0."""
    workspace.commit({"test_a.py": FULL})
    assert touchline("check").returncode == 0


def test_a_weakened_test(workspace: Workspace, touchline: Touchline) -> None:
    """A removed assertion is printed and exits with 1."""
    workspace.commit({"test_a.py": FULL})
    workspace.write({"test_a.py": WEAK})
    done = touchline("check")
    assert done.returncode == 1
    assert "removed-assertion" in done.stdout


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_a_name_that_is_no_text(workspace: Workspace, touchline: Touchline, form: str) -> None:
    """A file whose name is not UTF-8 is judged like any other, in every form."""
    name = os.fsdecode(b"test_\xff.py")
    workspace.commit({name: FULL})
    workspace.write({name: WEAK})
    done = touchline("check", "--format", form)
    assert done.returncode == 1
    assert "removed-assertion" in done.stdout


def test_fail_on_error_lets_a_warning_pass(workspace: Workspace, touchline: Touchline) -> None:
    """``--fail-on error`` exits with 0 when there are only warnings."""
    workspace.commit({"test_a.py": FULL})
    workspace.write({"test_a.py": WEAK})
    assert touchline("check", "--fail-on", "error").returncode == 0


def test_an_agent_that_commits_is_seen_by_a_revision(
    workspace: Workspace, touchline: Touchline
) -> None:
    """What was committed since is compared with ``--base``."""
    start = workspace.commit({"test_a.py": FULL})
    workspace.commit({"test_a.py": WEAK})
    assert touchline("check").returncode == 0
    done = touchline("check", "--base", start, "--format", "json")
    assert (done.returncode, rules(done.stdout)) == (1, ["removed-assertion"])


def test_the_merge_base(workspace: Workspace, touchline: Touchline) -> None:
    """``main...`` compares with where the branch began."""
    workspace.commit({"test_a.py": FULL})
    workspace.git("checkout", "-q", "-b", "topic")
    workspace.commit({"test_a.py": WEAK})
    workspace.git("checkout", "-q", "main")
    workspace.commit({"other.py": b"1\n"})
    workspace.git("checkout", "-q", "topic")
    assert rules(touchline("check", "--base", "main...", "--format", "json").stdout) == [
        "removed-assertion"
    ]


def test_untracked_files_count(workspace: Workspace, touchline: Touchline) -> None:
    """A file that git does not track yet is a change."""
    workspace.commit({"a.py": b"1\n"})
    workspace.write({"b.py": b"2\n"})
    assert json.loads(touchline("check", "--format", "json").stdout)["summary"]["files"] == 1


def test_no_commit_yet(workspace: Workspace, touchline: Touchline) -> None:
    """In a repository without commits every file is new."""
    workspace.write({"a.py": b"1\n"})
    done = touchline("check", "--format", "json")
    assert json.loads(done.stdout)["summary"]["files"] == 1


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_patch(workspace: Workspace, touchline: Touchline, side: str) -> None:
    """A patch says the same whether the work tree has it applied or not."""
    workspace.commit({"test_a.py": FULL})
    workspace.write({"test_a.py": WEAK})
    patch = workspace.git("diff")
    if side == "before":
        workspace.write({"test_a.py": FULL})
    done = touchline("check", "--patch", "-", "--format", "json", stdin=patch)
    assert rules(done.stdout) == ["removed-assertion"]


def test_a_task_rules_out(workspace: Workspace, touchline: Touchline) -> None:
    """What lies outside of the scope that a task states is an error, with the clause."""
    workspace.commit({"src/a.py": b"1\n", "lib/b.py": b"2\n"})
    workspace.write({"lib/b.py": b"3\n", ".touchline/task.md": TASK})
    done = touchline("check", "--format", "json")
    (finding,) = json.loads(done.stdout)["findings"]
    assert (finding["rule"], finding["severity"]) == ("out-of-scope", "error")
    assert finding["clause"]["path"] == ".touchline/task.md"


def test_sarif(workspace: Workspace, touchline: Touchline) -> None:
    """``--format sarif`` prints a log that names the rule."""
    workspace.commit({"test_a.py": FULL})
    workspace.write({"test_a.py": WEAK})
    log = json.loads(touchline("check", "--format", "sarif").stdout)
    assert log["runs"][0]["results"][0]["ruleId"] == "removed-assertion"


def test_line_ends_of_git_are_no_change(workspace: Workspace, touchline: Touchline) -> None:
    """Files that git checks out with CRLF are not taken for edited."""
    workspace.commit({".gitattributes": b"*.py text eol=crlf\n", "a.py": b"1\r\n2\r\n"})
    assert json.loads(touchline("check", "--format", "json").stdout)["summary"]["files"] == 0


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (["--base", "nope"], "no commit 'nope'"),
        (["--base", ""], "--base names no revision"),
        (["--patch", "missing.diff"], "missing.diff"),
        (["--task", "missing.md"], "missing.md"),
        (["nowhere"], "nowhere is no folder"),
        (["--base", "HEAD", "--patch", "x"], "exclude each other"),
    ],
)
def test_misuse(
    workspace: Workspace, touchline: Touchline, arguments: list[str], cause: str
) -> None:
    """Misuse exits with 2 and one line on stderr that says why."""
    workspace.commit({"a.py": b"1\n"})
    done = touchline("check", *arguments)
    assert done.returncode == 2
    assert cause in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_broken_patch(touchline: Touchline) -> None:
    """Text that is no patch is misuse."""
    done = touchline("check", "--patch", "-", stdin="hello\n")
    assert (done.returncode, done.stdout) == (2, "")


def test_check_loads_no_language_server() -> None:
    """What only the server needs is not imported."""
    code = (
        "import sys, touchline.cli.check; sys.exit(bool({'pygls', 'lsprotocol'} & {*sys.modules}))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_task_comes_from_standard_input(workspace: Workspace, touchline: Touchline) -> None:
    """``--task -`` is the task itself; every hunk has its verdict and clause."""
    workspace.commit({"lib/a.py": b"A = 1\n", "lib/b.py": b"B = 1\n", "lib/c.py": b"C = 1\n"})
    edits = {"lib/a.py": b"A = 2\n", "lib/b.py": b"B = 2\n", "lib/c.py": b"C = 2\n"}
    workspace.write(edits)
    done = touchline(
        "check", "--task", "-", "--format", "json", stdin="Fix lib/a.py. Don't touch lib/c.py.\n"
    )
    hunks = json.loads(done.stdout)["hunks"]
    said = {h["path"]: (h["verdict"], h["clause"] and h["clause"]["text"]) for h in hunks}
    assert said == {
        "lib/a.py": ("asked-for", "Fix lib/a.py."),
        "lib/b.py": ("unmentioned", None),
        "lib/c.py": ("ruled-out", "Don't touch lib/c.py."),
    }
    assert json.loads(done.stdout)["spec"]["sources"] == ["task"]


def test_standard_input_is_read_once(workspace: Workspace, touchline: Touchline) -> None:
    """A task and a patch can't both come from standard input."""
    workspace.commit({"a.py": b"A = 1\n"})
    assert touchline("check", "--task", "-", "--patch", "-", stdin="x").returncode == 2


def test_what_asked_for_code_imports_is_near(workspace: Workspace, touchline: Touchline) -> None:
    """A hunk nobody mentioned, in a file that asked-for code imports, is said to be near."""
    files = {"lib/parse.py": b"from lib import total\n", "lib/total.py": b"A = 1\n"}
    workspace.commit({**files, "lib/other.py": b"A = 1\n"})
    workspace.write({"lib/total.py": b"A = 2\n", "lib/other.py": b"A = 2\n"})
    done = touchline("check", "--task", "-", "--format", "json", stdin="Fix lib/parse.py.\n")
    hunks = {hunk["path"]: hunk for hunk in json.loads(done.stdout)["hunks"]}
    assert hunks["lib/total.py"]["near"]
    assert not hunks["lib/other.py"]["near"]
    assert {hunk["verdict"] for hunk in hunks.values()} == {"unmentioned"}
    patch = workspace.git("diff")
    done = touchline(
        "check", "--task", str(_task(workspace)), "--patch", "-", "--format", "json", stdin=patch
    )
    assert {h["path"]: h["near"] for h in json.loads(done.stdout)["hunks"]} == {
        path: hunk["near"] for path, hunk in hunks.items()
    }


def _task(workspace: Workspace) -> Path:
    task = workspace.root.parent / "task.md"
    task.write_text("Fix lib/parse.py.\n")
    return task


def test_the_branch_chooses_the_feature(workspace: Workspace, touchline: Touchline) -> None:
    """Of several spec-kit features the one of the branch is in force."""
    workspace.commit(
        {
            "lib/a.py": b"A = 1\n",
            "specs/001-one/spec.md": b"# One\n\nFix lib/b.py.\n",
            "specs/002-two/spec.md": b"# Two\n\nFix lib/a.py.\n",
        }
    )
    workspace.write({"lib/a.py": b"A = 2\n"})
    (hunk,) = json.loads(touchline("check", "--format", "json").stdout)["hunks"]
    assert hunk["verdict"] == "unmentioned"
    workspace.git("checkout", "-q", "-b", "002-two")
    (hunk,) = json.loads(touchline("check", "--format", "json").stdout)["hunks"]
    assert hunk["clause"]["path"] == "specs/002-two/spec.md"
    assert "specs/002-two/spec.md:3: goal: Fix lib/a.py." in touchline("spec", "show").stdout


def test_the_committed_task_is_in_force(workspace: Workspace, touchline: Touchline) -> None:
    """An edit to the task since the revision is a finding, and changes nothing of what counts."""
    task = {".touchline/task.md": b"# Work\n\nDon't touch lib/a.py.\n"}
    workspace.commit({"lib/a.py": b"A = 1\n", **task})
    workspace.write({"lib/a.py": b"A = 2\n", ".touchline/task.md": b"# Work\n\nFix lib/a.py.\n"})
    done = touchline("check", "--format", "json")
    assert "changed-task" in rules(done.stdout)
    hunks = {hunk["path"]: hunk["verdict"] for hunk in json.loads(done.stdout)["hunks"]}
    assert hunks["lib/a.py"] == "ruled-out"
    assert "Don't touch lib/a.py." in touchline("spec", "show").stdout


def test_a_task_that_was_committed_since_is_told(
    workspace: Workspace, touchline: Touchline
) -> None:
    """It counts, as there was none before; one that was never committed is whoever checks'."""
    workspace.commit({"lib/a.py": b"A = 1\n"})
    workspace.write({"lib/a.py": b"A = 2\n", ".touchline/task.md": b"# Work\n\nFix lib/a.py.\n"})
    assert json.loads(touchline("check", "--format", "json").stdout)["findings"] == []
    workspace.git("add", "-A")
    workspace.git("commit", "-qm", "work")
    report = json.loads(touchline("check", "--base", "HEAD~", "--format", "json").stdout)
    (finding,) = report["findings"]
    assert (finding["rule"], finding["severity"]) == ("changed-task", "warning")
    hunks = {hunk["path"]: hunk["verdict"] for hunk in report["hunks"]}
    assert hunks["lib/a.py"] == "asked-for"


def test_folders_of_git_itself_are_no_work_tree(workspace: Workspace, touchline: Touchline) -> None:
    """Git's own folder, a submodule's in it, and a bare repository are told as misuse."""
    workspace.commit({"a.txt": b"1\n"})
    workspace.git("clone", "-q", "--bare", ".", "bare.git")
    workspace.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "./bare.git", "b"
    )
    for folder in (".git", ".git/modules/b", "bare.git"):
        done = touchline("check", folder)
        assert (done.returncode, done.stdout) == (2, ""), folder
        assert done.stderr.endswith(f"{folder} is in no work tree of git\n")

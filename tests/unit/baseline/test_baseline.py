"""The baseline: what every file was, whatever happens to git afterwards."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CalledProcessError

import pytest
from tests.workspace import Workspace


def test_files_of_every_kind_are_given_back(workspace: Workspace) -> None:
    """Clean, edited, staged and untracked files are in the baseline as they were on disk."""
    workspace.commit({"clean": b"a\n", "edited": b"a\n", "staged": b"a\n", "deleted": b"a\n"})
    workspace.write({"edited": b"b\n", "staged": b"s\n", "untracked": b"u\n", "ignored.log": b""})
    workspace.write({".gitignore": b"*.log\n"})
    workspace.git("add", "staged")
    (workspace.root / "deleted").unlink()
    baseline = workspace.baseline()
    workspace.write(dict.fromkeys(["clean", "edited", "staged", "untracked"], b"later\n"))
    contents = {path: baseline.read(path) for path in baseline.paths()}
    assert contents == {
        ".gitignore": b"*.log\n",
        "clean": b"a\n",
        "edited": b"b\n",
        "staged": b"s\n",
        "untracked": b"u\n",
    }


def test_a_folder_without_git_is_copied(plain: Workspace) -> None:
    """A folder that is no repository has a baseline as well."""
    plain.write({"a": b"1", "b/c": b"2"})
    baseline = plain.baseline()
    plain.write({"a": b"3"})
    assert (baseline.read("a"), baseline.read("b/c")) == (b"1", b"2")


def test_a_repository_without_commits_and_an_empty_folder_have_a_baseline(
    workspace: Workspace, plain: Workspace
) -> None:
    """There is a session before the first commit, and before the first file."""
    workspace.write({"a": b"1"})
    assert workspace.baseline().read("a") == b"1"
    assert list(plain.baseline().paths()) == []


def _amend(workspace: Workspace) -> None:
    workspace.git("commit", "-qa", "--amend", "-m", "rewritten")


def _rebase(workspace: Workspace) -> None:
    workspace.git("commit", "-qam", "another")
    squash = "sequence.editor=sed -i '2s/^pick/fixup/'"
    workspace.git("-c", squash, "rebase", "-q", "-i", "HEAD~2")


def _delete_branch(workspace: Workspace) -> None:
    name = workspace.git("branch", "--show-current").strip()
    workspace.git("checkout", "-qf", "--orphan", "other")
    workspace.commit({"a": b"new\n", "b": b"new\n"})
    workspace.git("branch", "-qD", name)


@pytest.mark.parametrize("drop", [_amend, _rebase, _delete_branch])
def test_git_can_not_lose_the_baseline(
    workspace: Workspace, drop: Callable[[Workspace], None]
) -> None:
    """Amending, rebasing or deleting the branch and collecting garbage change nothing."""
    workspace.commit({"a": b"zero\n"})
    workspace.commit({"a": b"one\n", "b": b"two\n"})
    blob = workspace.git("rev-parse", "HEAD:a").strip()
    baseline = workspace.baseline()
    baseline.close()
    workspace.write({"a": b"new\n", "b": b"new\n"})
    drop(workspace)
    workspace.git("reflog", "expire", "--expire=now", "--all")
    workspace.git("gc", "-q", "--prune=now")
    with pytest.raises(CalledProcessError):
        workspace.git("cat-file", "-e", blob)
    baseline = workspace.baseline()
    assert (baseline.read("a"), baseline.read("b")) == (b"one\n", b"two\n")


def test_it_survives_a_restart(workspace: Workspace) -> None:
    """A second start resumes the first baseline; asking for a new one takes it."""
    workspace.commit({"a": b"1"})
    workspace.write({"u": b"1"})
    first = workspace.baseline()
    first.accept("accepted", b"yes", None)
    first.close()
    workspace.write({"a": b"2", "u": b"2"})
    resumed = workspace.baseline()
    assert [resumed.read(path) for path in ("a", "u", "accepted")] == [b"1", b"1", b"yes"]
    resumed.close()
    assert workspace.baseline(resume=False).read("a") == b"2"


def test_the_state_is_outside_of_the_workspace(workspace: Workspace) -> None:
    """Nothing is written into the workspace, not even into `.git`."""
    workspace.commit({"a": b"1"})
    before = files(workspace.root)
    workspace.baseline().close()
    assert files(workspace.root) == before


def files(folder: Path) -> set[Path]:
    """List everything below a folder."""
    return set(folder.rglob("*"))

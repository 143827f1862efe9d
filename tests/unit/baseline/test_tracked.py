"""git's index, read here: what git and libgit2 read from it, or nothing at all."""

from __future__ import annotations

import os
from collections.abc import Callable

import pygit2
import pytest
from tests.workspace import Workspace

from touchline.tracked import Tracked, TrackedFiles
from touchline.tree import Repository

_NAMES = ("a", "d/b.py", "d/e/c", "ü/é", "x" * 200 + "/" + "y" * 200, "with\nline", "-dash")


def _plain(workspace: Workspace) -> None:
    """Leave the files as they are."""


def _marked(workspace: Workspace) -> None:
    workspace.git("update-index", "--assume-unchanged", "a")
    workspace.git("update-index", "--skip-worktree", "d/b.py")
    workspace.write({"later": b"1"})
    workspace.git("add", "-N", "later")


def _raw_names(workspace: Workspace) -> None:
    with open(os.fsencode(workspace.root) + b"/\xff\xfe", "wb") as file:  # noqa: PTH123 (bytes)
        file.write(b"1")
    workspace.git("add", "-A")


def _modes(workspace: Workspace) -> None:
    (workspace.root / "a").chmod(0o755)
    (workspace.root / "link").symlink_to("a")
    workspace.git("init", "-q", "inner")
    workspace.git("-C", "inner", "commit", "-q", "--allow-empty", "-m", "1")
    workspace.git("add", "-A")


def _conflict(workspace: Workspace) -> None:
    blob = workspace.git("hash-object", "-w", "a").strip()
    lines = "".join(f"100644 {blob} {stage}\tboth\n" for stage in (1, 2, 3))
    (workspace.root.parent / "stages").write_text(lines)
    workspace.git("-c", "alias.stage=!git update-index --index-info < ../stages", "stage")


@pytest.mark.parametrize("change", [_plain, _marked, _raw_names, _modes, _conflict])
@pytest.mark.parametrize("inner", ["", "d/"])
def test_an_index_says_what_libgit2_says(
    workspace: Workspace, change: Callable[[Workspace], None], inner: str
) -> None:
    """Whatever is marked, named or in conflict, for a repository and a folder inside of one."""
    workspace.commit(dict.fromkeys(_NAMES, b"1"))
    change(workspace)
    index = workspace.root / ".git/index"
    found = TrackedFiles.of_index(index.read_bytes(), inner, "w/")
    repository = Repository.at(workspace.root / inner)
    assert found is not None
    assert repository is not None
    expected = dict(repository.entries(pygit2.Index(str(index))))
    assert dict(found) == {f"w/{path}": tracked for path, tracked in expected.items()}
    assert found.special == {path for path in found if _has_mark(found[path])}
    assert dict(TrackedFiles(found.items())) == dict(found)


@pytest.mark.parametrize(
    "command",
    [
        ("update-index", "--index-version", "4"),
        ("update-index", "--split-index"),
        ("-c", "index.sparse=true", "sparse-checkout", "set", "--cone", "--sparse-index", "d"),
    ],
)
def test_a_form_that_only_git_knows_is_left_to_it(
    workspace: Workspace, command: tuple[str, ...]
) -> None:
    """It is not read half; the repository says all the same what is tracked."""
    workspace.commit({"a": b"1", "d/b": b"1", "e/f/c": b"1"})
    workspace.git(*command)
    content = (workspace.root / ".git/index").read_bytes()
    assert TrackedFiles.of_index(content, "", "") is None
    repository = Repository.at(workspace.root)
    assert repository is not None
    assert set(repository.tracked()) == {"a", "d/b", "e/f/c"}


def test_a_torn_index_is_not_read(workspace: Workspace) -> None:
    """Wherever it ends too early."""
    workspace.commit(dict.fromkeys(_NAMES, b"1"))
    content = (workspace.root / ".git/index").read_bytes()
    assert all(TrackedFiles.of_index(content[:end], "", "") is None for end in range(len(content)))


def test_what_differs_is_found(workspace: Workspace) -> None:
    """Another content or none; what only tells of the file system is no difference."""
    workspace.commit({"a": b"1", "b": b"1", "c": b"1"})
    repository = Repository.at(workspace.root)
    assert repository is not None
    before = repository.tracked()
    workspace.write({"a": b"2", "d": b"1"})
    os.utime(workspace.root / "b", (1, 1))
    workspace.git("add", "-A")
    assert repository.tracked().differing(before) == {"a", "d"}
    assert repository.tracked().without(["a"]).differing(before) == {"d"}


def _has_mark(tracked: Tracked) -> bool:
    return tracked.sparse or tracked.assumed or tracked.mode == 0o160000

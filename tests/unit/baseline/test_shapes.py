"""Repositories of every shape: none gives a false change, and each gives true ones."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.workspace import Workspace, git

Shape = Callable[[Workspace], None]


def line_ends(workspace: Workspace) -> None:
    """Check out with `autocrlf`, as on Windows, with files of both line ends."""
    workspace.git("config", "core.autocrlf", "true")
    workspace.commit({"f": b"a\r\nb\r\n", "unix": b"a\nb\n", "mixed": b"a\r\nb\n"})
    (workspace.root / "f").unlink()
    workspace.git("checkout", "f")


def attributes(workspace: Workspace) -> None:
    """Check out with line ends, an identifier and an encoding set by attributes."""
    lines = b"f eol=crlf\nident ident\nu working-tree-encoding=UTF-16LE\n* text=auto\n"
    files = {"f": b"a\r\nb\r\n", "ident": b"$Id$\n", "u": "a\n".encode("utf-16-le")}
    workspace.commit({".gitattributes": lines, **files})
    for path in files:
        (workspace.root / path).unlink()
    workspace.git("checkout", ".")


def program_filter(workspace: Workspace) -> None:
    """Check out through a filter program, as LFS does."""
    workspace.git("config", "filter.upper.clean", "tr a-z A-Z")
    workspace.git("config", "filter.upper.smudge", "tr A-Z a-z")
    workspace.commit({".gitattributes": b"f filter=upper\n", "f": b"lower\n"})


def pointers(workspace: Workspace) -> None:
    """Hold pointers of LFS whose contents were not fetched, and no program that knows them."""
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 9\n" % (b"0" * 64)
    workspace.commit({".gitattributes": b"f filter=lfs diff=lfs -text\n", "f": pointer})
    workspace.root.joinpath("f").touch()


def sparse(workspace: Workspace) -> None:
    """Keep a folder out of the work tree."""
    workspace.commit({"f": b"1", "in/a": b"1", "out/b": b"1"})
    workspace.git("sparse-checkout", "set", "in")


def sparse_index(workspace: Workspace) -> None:
    """Keep a folder out of the work tree and of the index."""
    workspace.commit({"f": b"1", "in/a": b"1", "out/b": b"1"})
    workspace.git("sparse-checkout", "set", "--cone", "--sparse-index", "in")


def split_index(workspace: Workspace) -> None:
    """Keep the index in two files."""
    workspace.commit({"f": b"1", "a": b"1"})
    workspace.git("update-index", "--split-index")
    workspace.write({"b": b"1"})
    workspace.git("add", "b")


def index_version_4(workspace: Workspace) -> None:
    """Compress the paths of the index."""
    workspace.commit({"f": b"1", "a/b": b"1", "a/c": b"1"})
    workspace.git("update-index", "--index-version", "4")


def submodule(workspace: Workspace) -> None:
    """Have a submodule, and one that was never initialised."""
    library = workspace.root.with_name("library")
    library.mkdir()
    git(library, "init", "-q")
    (library / "f").write_bytes(b"1")
    git(library, "add", ".")
    git(library, "commit", "-qm", "a commit")
    workspace.git("submodule", "add", "-q", str(library), "sub")
    workspace.git("submodule", "add", "-q", str(library), "bare")
    workspace.commit({"f": b"1"})
    workspace.git("submodule", "deinit", "-q", "-f", "bare")


def nested(workspace: Workspace) -> None:
    """Have a repository of its own inside."""
    workspace.commit({"f": b"1", ".gitignore": b"*.log\n"})
    inner = workspace.root / "inner"
    inner.mkdir()
    git(inner, "init", "-q")
    workspace.write({"inner/a": b"1", "inner/x.log": b"1", "inner/.gitignore": b"b\n"})
    git(inner, "add", "-A")
    git(inner, "commit", "-qm", "a commit")
    workspace.write({"inner/b": b"1"})


def linked_worktree(workspace: Workspace) -> None:
    """Be a linked worktree."""
    workspace.commit({"f": b"1"})
    linked = workspace.root.with_name("linked")
    workspace.git("worktree", "add", "-q", str(linked))
    workspace.root = linked


def conflict(workspace: Workspace) -> None:
    """Be in the middle of a merge with a conflict."""
    workspace.commit({"f": b"1", "c": b"1\n"})
    workspace.git("checkout", "-qb", "other")
    workspace.commit({"c": b"2\n"})
    workspace.git("checkout", "-q", "main")
    workspace.commit({"c": b"3\n"})
    with pytest.raises(Exception, match="merge"):
        workspace.git("merge", "-q", "other")


def subfolder(workspace: Workspace) -> None:
    """Be a folder inside of the repository, with rules above it."""
    workspace.commit({".gitignore": b"*.log\n/ws/out\n", "ws/f": b"1", "ws/a/b": b"1", "z": b"1"})
    workspace.root /= "ws"
    workspace.write({"x.log": b"1", "out/x": b"1"})


def sha256(workspace: Workspace) -> None:
    """Be a repository whose object ids libgit2 does not know."""
    workspace.root = workspace.root.with_name("sha256")
    workspace.root.mkdir()
    workspace.git("init", "-q", "--object-format=sha256")
    workspace.commit({"f": b"1"})


def modes(workspace: Workspace) -> None:
    """Be on a file system that has no executable bit."""
    workspace.commit({"f": b"1", "x": b"1"})
    workspace.git("config", "core.fileMode", "false")
    (workspace.root / "x").chmod(0o755)


def links(workspace: Workspace) -> None:
    """Have symbolic links, to a file, to a folder and to nowhere."""
    workspace.write({"f": b"1", "d/a": b"1"})
    for name, target in {"l": "f", "ld": "d", "ln": "nowhere"}.items():
        (workspace.root / name).symlink_to(target)
    workspace.commit({})


def touched(workspace: Workspace) -> None:
    """Have files whose times the index does not know."""
    workspace.commit({"f": b"1", "a": b"1"})
    for name in "fa":
        (workspace.root / name).touch()


SHAPES: list[Shape] = [
    line_ends, attributes, program_filter, pointers, sparse, sparse_index, split_index,
    index_version_4, submodule, nested, linked_worktree, conflict, subfolder, sha256, modes,
    links, touched,
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_no_false_change(workspace: Workspace, shape: Shape) -> None:
    """Nothing is different at once nor after a restart, and an edit of `f` is the one change."""
    shape(workspace)
    before = {p: workspace.root.joinpath(p).read_bytes() for p in ["f"]}
    baseline = workspace.baseline()
    assert workspace.changes(baseline) == {}
    assert baseline.read("f") == before["f"]
    baseline.close()
    baseline = workspace.baseline()
    assert workspace.changes(baseline) == {}
    workspace.write({"f": before["f"] + b"more"})
    (change,) = workspace.changes(baseline).values()
    assert (change.path, change.before, change.after) == ("f", before["f"], before["f"] + b"more")


def test_what_sparse_checkout_brings_in_is_no_change(workspace: Workspace) -> None:
    """A file that git puts into the work tree later was there at the start, in git."""
    sparse(workspace)
    baseline = workspace.baseline()
    workspace.git("sparse-checkout", "disable")
    assert workspace.changes(baseline) == {}
    workspace.write({"out/b": b"2"})
    assert set(workspace.changes(baseline)) == {"out/b"}


def test_edits_in_submodules_and_nested_repositories_count(workspace: Workspace) -> None:
    """Their files are watched with their own rules."""
    submodule(workspace)
    nested(workspace)
    baseline = workspace.baseline()
    workspace.write({"sub/f": b"2", "inner/a": b"2", "inner/new": b"2", "inner/y.log": b"2"})
    assert set(workspace.changes(baseline)) == {"sub/f", "inner/a", "inner/new", "inner/y.log"}


def test_linked_worktrees_inside_are_folders_of_their_own(workspace: Workspace) -> None:
    """A worktree in the workspace is no flood of created files, and can be offered."""
    workspace.commit({"f": b"1"})
    baseline = workspace.baseline()
    workspace.git("worktree", "add", "-q", "trees/one")
    assert workspace.changes(baseline) == {}
    assert worktrees(workspace.root) == {"trees/one"}


def worktrees(root: Path) -> set[str]:
    """List the linked worktrees that a walk meets."""
    from touchline.watch import Filters  # noqa: PLC0415

    filters = Filters(root)
    filters.listing()
    return filters.worktrees

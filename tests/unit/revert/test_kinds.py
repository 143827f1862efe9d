"""Every kind of change, taken back and brought back on a real disk, byte for byte."""

from __future__ import annotations

import os
import resource
import signal
import stat
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.unit.revert.trees import (
    EXECUTABLE,
    LINK,
    Tree,
    change,
    changes,
    file,
    lay_out,
    take_back,
    tree_of,
)

from touchline.revert import (
    Pick,
    RevertError,
    StaleError,
    Store,
    Workspace,
    apply,
    plan,
    undo,
)

KINDS: dict[str, tuple[Tree, Tree]] = {
    "edited": ({"a": file(b"1\n2\n")}, {"a": file(b"1\nzwei\n")}),
    "created": ({}, {"new/deep/a": file(b"1\n")}),
    "deleted": ({"old/deep/a": file(b"1\n")}, {}),
    "created empty": ({}, {"a": file(b"")}),
    "deleted empty": ({"a": file(b"")}, {}),
    "emptied": ({"a": file(b"1\n")}, {"a": file(b"")}),
    "mode": ({"a": file(b"1\n")}, {"a": file(b"1\n", EXECUTABLE)}),
    "mode and lines": ({"a": file(b"1\n", EXECUTABLE)}, {"a": file(b"2\n")}),
    "link moved": ({"a": file(b"here", LINK)}, {"a": file(b"/etc/passwd", LINK)}),
    "file became a link": ({"a": file(b"1\n")}, {"a": file(b"b", LINK)}),
    "link became a file": ({"a": file(b"b", LINK)}, {"a": file(b"1\n")}),
    "link created": ({}, {"a": file(b"nowhere", LINK)}),
    "binary": ({"a": file(b"\0\1\2")}, {"a": file(b"\0\2")}),
    "binary became text": ({"a": file(b"\0\1\2")}, {"a": file(b"text\n")}),
    "CRLF": ({"a": file(b"1\r\n2\r\n")}, {"a": file(b"1\r\nzwei\r\n")}),
    "all line ends changed": ({"a": file(b"1\r\n2\r\n")}, {"a": file(b"1\n2\n")}),
    "mixed line ends": ({"a": file(b"1\r\n2\n3\r4\n")}, {"a": file(b"1\n2\r\n3\r4\n")}),
    "byte order mark": ({"a": file(b"\xef\xbb\xbf1\n")}, {"a": file(b"1\n")}),
    "no last line end": ({"a": file(b"1\n2")}, {"a": file(b"1\n2\n3")}),
    "last line end lost": ({"a": file(b"1\n2\n")}, {"a": file(b"1\n2")}),
    "Latin-1": ({"a": file(b"caf\xe9\n")}, {"a": file("café\n".encode())}),
    "UTF-16": (
        {"a": file("eins\n".encode("utf-16"))},
        {"a": file("zwei\n".encode("utf-16"))},
    ),
    "form feed and U+2028": (
        {"a": file("1\x0c2\u20283\n4\n".encode())},
        {"a": file("1\x0c2\u20283\nvier\n".encode())},
    ),
    "file became a folder": ({"a": file(b"1\n")}, {"a/b": file(b"2\n")}),
    "folder became a file": ({"a/b": file(b"1\n"), "a/c": file(b"2\n")}, {"a": file(b"3\n")}),
    "folder became a link": ({"a/b": file(b"1\n")}, {"a": file(b"elsewhere", LINK)}),
    "nested repository": ({"sub/.gitignore": file(b"1\n")}, {"sub/.gitignore": file(b"2\n")}),
    "a name that is no UTF-8": (
        {os.fsdecode(b"a\xff"): file(b"1\n")},
        {os.fsdecode(b"a\xff"): file(b"2\n")},
    ),
    "many at once": (
        {f"d{n % 3}/{n}": file(b"%d\n" % n) for n in range(40)},
        {f"d{n % 3}/{n}": file(b"x%d\n" % n) for n in range(0, 60, 2)},
    ),
}

RENAMES: dict[str, tuple[Tree, Tree, dict[str, str]]] = {
    "renamed": ({"a": file(b"1\n")}, {"b": file(b"1\n")}, {"b": "a"}),
    "renamed and edited": ({"a": file(b"1\n2\n")}, {"b": file(b"1\nzwei\n")}, {"b": "a"}),
    "renamed and made executable": (
        {"a": file(b"1\n")},
        {"b": file(b"1\n", EXECUTABLE)},
        {"b": "a"},
    ),
    "a folder moved": (
        {"old/x/a": file(b"1\n"), "old/b": file(b"2\n")},
        {"new/x/a": file(b"1\n"), "new/b": file(b"2\n")},
        {"new/x/a": "old/x/a", "new/b": "old/b"},
    ),
    "two swapped": (
        {"a": file(b"1\n"), "b": file(b"2\n")},
        {"a": file(b"2\n"), "b": file(b"1\n")},
        {"a": "b", "b": "a"},
    ),
    "renamed, and a new file at the old name": (
        {"a": file(b"1\n2\n3\n")},
        {"b": file(b"1\n2\n3\n"), "a": file(b"new\n")},
        {"b": "a"},
    ),
    "moved into a folder of its own name": (
        {"a": file(b"1\n")},
        {"a/a": file(b"1\n")},
        {"a/a": "a"},
    ),
}


CASES: dict[str, tuple[Tree, Tree, dict[str, str]]] = {
    **{name: (before, after, {}) for name, (before, after) in KINDS.items()},
    **RENAMES,
}


@pytest.mark.parametrize(("before", "after", "renames"), CASES.values(), ids=CASES)
def test_it_goes_back_and_comes_back(
    root: Path, store: Store, before: Tree, after: Tree, renames: dict[str, str]
) -> None:
    """A revert gives the tree of the baseline, and undo gives the agent's."""
    lay_out(root, after)
    take_back(root, store, [Pick(change) for change in changes(before, after, renames)])
    assert tree_of(root) == before
    undo(store, root)
    assert tree_of(root) == after


def test_permissions_and_owner_stay(root: Path, store: Store) -> None:
    """Only the bytes go back; the file is as private as it was."""
    lay_out(root, {"a": file(b"2\n")})
    (root / "a").chmod(0o640)
    owner = (1234, 1235) if os.geteuid() == 0 else (os.getuid(), os.getgid())
    os.chown(root / "a", *owner)
    take_back(root, store, [Pick(change("a", file(b"1\n"), file(b"2\n"), None))])
    status = (root / "a").stat()
    assert stat.S_IMODE(status.st_mode) == 0o640
    assert (status.st_uid, status.st_gid) == owner


def test_a_link_is_never_followed_out_of_the_workspace(
    root: Path, store: Store, tmp_path: Path
) -> None:
    """A folder that became a link outwards is refused, and what lies there stays."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a").write_bytes(b"2\n")
    (root / "lib").symlink_to(tmp_path / "outside")
    created = change("lib/a", None, file(b"2\n"), None)
    deleted = change("lib/b", file(b"1\n"), None, None)
    take_back(root, store, [Pick(created)])
    with pytest.raises(RevertError, match=r"lib/b: a link or a file stands where its folder was"):
        take_back(root, store, [Pick(deleted)])
    assert os.listdir(tmp_path / "outside") == ["a"]  # noqa: PTH208 - names are wanted


@pytest.mark.parametrize("path", ["../a", "/etc/a", "lib/../../a", ".git/config", "sub/.git/HEAD"])
def test_paths_out_of_the_workspace_and_into_git_are_refused(
    root: Path, store: Store, path: str
) -> None:
    """Whatever a change says, only the files of the workspace are written."""
    with pytest.raises(RevertError, match="is not a file of the workspace"):
        take_back(root, store, [Pick(change(path, file(b"1\n"), None, None))])


def test_a_read_only_file_is_refused_and_nothing_is_half_done(root: Path, store: Store) -> None:
    """The other files of the unit stay as they are, too."""
    after = {"a": file(b"2\n"), "b": file(b"2\n")}
    before = {"a": file(b"1\n"), "b": file(b"1\n")}
    lay_out(root, after)
    (root / "b").chmod(0o444)
    with pytest.raises(RevertError, match=r"b is read-only; make it writable and try again"):
        take_back(root, store, [Pick(change) for change in changes(before, after)])
    assert tree_of(root) == after


def test_a_full_disk_is_said_and_nothing_is_half_done(root: Path, store: Store) -> None:
    """A limit on file sizes stands in for the disk: the system refuses in the same place."""
    large = b"1\n" * 40_000
    after = {"a": file(b"2\n"), "b": file(b"2\n")}
    lay_out(root, after)
    picks = [Pick(c) for c in changes({"a": file(b"1\n"), "b": file(large)}, after)]
    with largest_file(20_000), pytest.raises(RevertError, match="larger than this process may"):
        take_back(root, store, picks)
    assert tree_of(root) == after
    take_back(root, store, picks)
    assert (root / "b").read_bytes() == large


def test_a_write_between_plan_and_apply_is_not_lost(root: Path, store: Store) -> None:
    """A file that changed after it was planned stops the unit before its first byte is lost."""
    before, after = {"a": file(b"1\n"), "b": file(b"1\n")}, {"a": file(b"2\n"), "b": file(b"2\n")}
    lay_out(root, after)
    with Workspace(root) as workspace:
        made = plan([Pick(change) for change in changes(before, after)], workspace.read)
    (root / "b").write_bytes(b"3\n")
    with pytest.raises(StaleError, match=r"b changed at this very moment"):
        apply(made, store, root)
    assert tree_of(root) == {"a": file(b"2\n"), "b": file(b"3\n")}
    assert store.numbers() == []


@contextmanager
def largest_file(size: int) -> Generator[None]:
    """Let no file grow beyond a size."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)

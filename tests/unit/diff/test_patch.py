"""Patches: what git applies is what we wrote, and what we read is what git wrote."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline import diff
from touchline.model import Change, ChangeKind

LINES = st.sampled_from([b"a\n", b"b\n", b"\n", b"c\r\n", b"\x0c\n", b"\xe2\x80\xa8x\n", b"\xff\n"])


def _join(lines: list[bytes], end: bytes) -> bytes:
    return b"".join(lines) + end


CONTENT = st.builds(_join, st.lists(LINES, max_size=25), st.sampled_from([b"", b"z"]))


def git(folder: Path, *arguments: str, text: bytes | None = None) -> bytes:
    """Run git without the configuration of the machine."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(
        command, input=text, check=True, capture_output=True, env=environment
    ).stdout


@given(CONTENT, CONTENT, st.integers(0, 4))
def test_unidiff_objects_equal_the_parsed_text(before: bytes, after: bytes, context: int) -> None:
    """The hunks of a patch's text are those of the contents."""
    change = Change(path="f.py", kind=ChangeKind.EDITED, before=before, after=after)
    entries = diff.parse_patch(diff.unified(change, context))
    assert [hunk for entry in entries for hunk in entry.hunks] == list(diff.hunks(change))


@pytest.mark.parametrize("path", ["f.py", "a b/f.py", 'quo"te\\f.py', "tab\tf.py", "ümlaut.py"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a\nb\nc\n" * 9, b"a\nb\nc\n" * 4 + b"x" + b"\na\nc\n" * 5),
        (b"a\n", b"a"),
        (b"a\x0cb\r\n\xff\xe2\x80\xa8\n", b"a\x0cc\r\n\xff\xe2\x80\xa8\n"),
        (None, b"new\nfile"),
        (b"old\n", None),
        (None, b""),
        (b"", None),
    ],
)
def test_git_applies_what_we_write(
    tmp_path: Path, path: str, before: bytes | None, after: bytes | None
) -> None:
    """`git apply` turns before into after."""
    target = tmp_path / path
    target.parent.mkdir(exist_ok=True)
    if before is not None:
        target.write_bytes(before)
    kind = ChangeKind.CREATED if before is None else ChangeKind.EDITED
    kind = ChangeKind.DELETED if after is None else kind
    change = Change(path=path, kind=kind, before=before, after=after)
    text = diff.unified(change).encode("utf-8", "surrogateescape")
    git(tmp_path, "apply", text=text)
    assert (target.read_bytes() if target.exists() else None) == after


def test_what_git_writes_is_read(tmp_path: Path) -> None:
    """Edits, creations, deletions, renames, modes and binary files of `git diff` are understood."""
    git(tmp_path, "init", "-q")
    files = {
        "edited": b"a\nb\nc",
        "gone": b"x\n",
        "moved": b"m\n" * 20,
        "mode": b"s\n",
        "bin": b"\0",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    git(tmp_path, "add", ".")
    git(tmp_path, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "start")
    (tmp_path / "edited").write_bytes(b"a\nB\nc\n")
    (tmp_path / "gone").unlink()
    (tmp_path / "moved").rename(tmp_path / "moved here")
    (tmp_path / "mode").chmod(0o755)
    (tmp_path / "bin").write_bytes(b"\0\1")
    (tmp_path / "new").write_bytes(b"n")
    git(tmp_path, "add", ".")
    text = git(tmp_path, "diff", "-M", "--cached")
    entries = {entry.change.path: entry for entry in diff.parse_patch(text.decode())}
    assert {path: entry.change.kind.value for path, entry in entries.items()} == {
        "bin": "edited",
        "edited": "edited",
        "gone": "deleted",
        "mode": "mode",
        "moved here": "renamed",
        "new": "created",
    }
    assert diff.apply(b"a\nb\nc", entries["edited"].hunks) == b"a\nB\nc\n"
    assert entries["new"].change.after == b"n"
    assert entries["gone"].change.before == b"x\n"
    assert entries["moved here"].change.old_path == "moved"
    assert entries["bin"].hunks[0].whole_file


@pytest.mark.parametrize(
    "text", ["nonsense\n", "@@ -1 +1 @@\n-a\n+b\n", "--- a\n+++ b\n@@ -1,2 +1 @@\n-a\n"]
)
def test_other_text_is_refused(text: str) -> None:
    """A text that is no patch raises an error that says so."""
    with pytest.raises(diff.PatchError):
        diff.parse_patch(text)


def test_an_empty_patch_has_no_files() -> None:
    """Nothing changed is a valid patch."""
    assert diff.parse_patch("") == ()

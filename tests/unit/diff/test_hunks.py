"""Hunks: exact on any bytes, and one for what has no lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygit2 import Patch
from pygit2.enums import DiffOption

from touchline import diff
from touchline.model import Change, ChangeKind, Hunk

# Everything that splits or joins lines the wrong way somewhere.
PIECES = [b"a", b"b", b"\n", b"\n\n", b"\r", b"\r\n", b"\x0c", b"\x85", b"\xe2\x80\xa8", b"\xff"]
CONTENT = st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join)

LINES = st.lists(st.sampled_from([b"a\n", b"b\n", b"\n", b"  a\n", b"c\n", b"d\n"]), max_size=12)


def edited(before: bytes, after: bytes) -> Change:
    """Make the change of one edited file."""
    return Change(path="f.py", kind=ChangeKind.EDITED, before=before, after=after)


@given(CONTENT, CONTENT)
def test_hunks_rebuild_the_after_content(before: bytes, after: bytes) -> None:
    """Applying all hunks to before gives after, byte for byte."""
    assert diff.apply(before, diff.hunks(edited(before, after))) == after


@given(CONTENT, CONTENT)
def test_inverse_hunks_rebuild_the_before_content(before: bytes, after: bytes) -> None:
    """Taking all hunks back from after gives before, byte for byte."""
    taken_back = [diff.inverse(hunk) for hunk in diff.hunks(edited(before, after))]
    assert diff.apply(after, taken_back) == before


@given(CONTENT, CONTENT, st.data())
def test_any_selection_applies(before: bytes, after: bytes, data: st.DataObject) -> None:
    """A selection of hunks applies to before, and the rest then completes it."""
    hunks = diff.hunks(edited(before, after))
    chosen = [hunk for hunk in hunks if data.draw(st.booleans())]
    part = diff.apply(before, chosen)
    rest = diff.hunks(edited(part, after))
    assert diff.apply(part, rest) == after


@given(LINES, st.integers(0, 8), st.integers(0, 8), LINES)
def test_hunks_are_those_of_libgit2(
    lines: list[bytes], start: int, length: int, new: list[bytes]
) -> None:
    """An edit at one place of a text becomes the hunks that libgit2 finds in the whole of it."""
    before, after = b"".join(lines), b"".join([*lines[:start], *new, *lines[start + length :]])
    flags = DiffOption.FORCE_TEXT | DiffOption.INDENT_HEURISTIC
    patch = Patch.create_from(before, after, flag=flags, context_lines=0)
    expected = [(h.old_start, h.old_lines, h.new_start, h.new_lines) for h in patch.hunks]
    found = diff.hunks(edited(before, after))
    assert [
        (h.source_start, h.source_length, h.target_start, h.target_length) for h in found
    ] == expected


@pytest.mark.parametrize(
    ("before", "after", "header"),
    [
        (b"a\nb\nc\n", b"a\nB\nc\n", "@@ -2 +2 @@"),
        (b"a\nb\n", b"a\nx\ny\nb\n", "@@ -1,0 +2,2 @@"),
        (b"a\nb\n", b"b\n", "@@ -1 +0,0 @@"),
        (b"", b"a\n", "@@ -0,0 +1 @@"),
        (b"a", b"a\n", "@@ -1 +1 @@"),
        (b"a\x0cb\n", b"a\x0cc\n", "@@ -1 +1 @@"),
    ],
)
def test_positions_are_those_of_unified_diff(before: bytes, after: bytes, header: str) -> None:
    """Starts and lengths read as in a patch; an empty side names the line before it."""
    assert [hunk.header for hunk in diff.hunks(edited(before, after))] == [header]


def test_a_new_function_is_one_hunk() -> None:
    """Cutting off the common ends leaves libgit2 room to place a hunk on whole functions."""
    one = b"def a():\n    x()\n    return 1\n\n"
    two = b"def b():\n    y()\n    return 1\n\n"
    (hunk,) = diff.hunks(edited(one * 3, one * 2 + two + one))
    assert hunk.added[0] == "def b():\n"


@pytest.mark.parametrize(
    "change",
    [
        Change(path="f", kind=ChangeKind.EDITED, before=b"\0a", after=b"\0b"),
        Change(path="f", kind=ChangeKind.EDITED, before=b"a\n", after=b"\xff\xfea\0"),
        Change(path="f", kind=ChangeKind.CREATED, after=b""),
        Change(path="f", kind=ChangeKind.DELETED, before=b""),
        Change(path="f", kind=ChangeKind.RENAMED, old_path="e", before=b"a", after=b"a"),
        Change(path="f", kind=ChangeKind.MODE, before=b"a", after=b"a", after_mode=0o100755),
        Change(path="f", kind=ChangeKind.CREATED, after=b"target", after_mode=0o120000),
        Change(path="f", kind=ChangeKind.EDITED, unread="too large"),
    ],
    ids=["binary", "utf-16", "created-empty", "deleted-empty", "rename", "mode", "link", "unread"],
)
def test_what_has_no_lines_is_one_whole_file_hunk(change: Change) -> None:
    """Binary, linked, unread, moved and empty files are taken back as a whole."""
    (hunk,) = diff.hunks(change)
    assert hunk.whole_file


@pytest.mark.parametrize(
    "hunk",
    [
        Hunk(path="f", source_start=1, source_length=1, target_start=0, target_length=0)
        .model_copy(update={"removed": ("other\n",)}),
        Hunk(path="f", source_start=9, source_length=0, target_start=10, target_length=1)
        .model_copy(update={"added": ("x\n",)}),
    ],
    ids=["other-lines", "beyond-the-end"],
)  # fmt: skip
def test_hunks_that_do_not_fit_are_refused(hunk: Hunk) -> None:
    """Nothing is guessed: a hunk applies exactly or not at all."""
    with pytest.raises(ValueError, match="does not fit"):
        diff.apply(b"a\n", [hunk])

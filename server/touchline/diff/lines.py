"""Which lines of two contents differ: the one place that compares texts.

Most edits touch one place of a long file. So the common head and tail are cut off by
comparing bytes, and only what lies between goes to libgit2, whose worst case stays bounded.
"""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple

from pygit2 import Patch
from pygit2.enums import DiffOption

# git calls a file binary when one of its first 8,000 bytes is NUL.
_BINARY_PROBE = 8000
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")

# Lines kept around the part that differs. They let libgit2 slide a hunk to the place where a
# person would see it (a whole new function instead of two halves).
_MARGIN = 64

_OPTIONS = DiffOption.FORCE_TEXT | DiffOption.INDENT_HEURISTIC


class Edit(NamedTuple):
    """Lines ``before_start`` up to ``before_end`` became ``after_start`` up to ``after_end``.

    Unlike the lines of the models these are 0-based, and the ends are exclusive.
    """

    before_start: int
    before_end: int
    after_start: int
    after_end: int


def is_binary(content: bytes) -> bool:
    """Tell whether a content has no lines to compare: it holds NUL bytes or is UTF-16."""
    return b"\0" in content[:_BINARY_PROBE] or content.startswith(_UTF16_MARKS)


def split_lines(content: bytes) -> list[bytes]:
    r"""Split into lines with their ends, on ``\n`` only; only the last may lack its end."""
    return BytesIO(content).readlines()


def count_lines(content: bytes) -> int:
    """Count the lines, a last one without an end included."""
    return content.count(b"\n") + (not content.endswith(b"\n") and content != b"")


def edits(before: bytes, after: bytes) -> list[Edit]:
    """Return the runs of lines that differ, in order, as small as libgit2 finds them."""
    return window(before, after).edits


class Window(NamedTuple):
    """The part of two contents that differs: its edits, counted in the whole contents, the
    lines of both sides, and how many lines come before it.
    """

    edits: list[Edit]
    before: list[bytes]
    after: list[bytes]
    skipped: int


def window(before: bytes, after: bytes) -> Window:
    """Compare two contents; only the lines about the edits are split."""
    if before == after:
        return Window([], [], [], 0)
    head, tail = _common_ends(before, after) if before and after else (0, 0)
    old = before[head : len(before) - tail]
    new = after[head : len(after) - tail]
    skipped = before.count(b"\n", 0, head)
    lines = split_lines(old), split_lines(new)
    if before and after:
        return Window(_compared(old, new, skipped), *lines, skipped)
    return Window([Edit(0, len(lines[0]), 0, len(lines[1]))], *lines, skipped)


def _compared(old: bytes, new: bytes, skipped: int) -> list[Edit]:
    # libgit2's patch keeps no reference to its buffers: the arguments keep them alive.
    patch = Patch.create_from(old, new, flag=_OPTIONS, context_lines=0)
    found = [
        _edit(hunk.old_start, hunk.old_lines, hunk.new_start, hunk.new_lines, skipped)
        for hunk in patch.hunks
    ]
    del patch
    return found


def _edit(old_start: int, old_lines: int, new_start: int, new_lines: int, skipped: int) -> Edit:
    # An empty side names the line before it, a full one its first line.
    before = skipped + old_start - (old_lines > 0)
    after = skipped + new_start - (new_lines > 0)
    return Edit(before, before + old_lines, after, after + new_lines)


def _common_ends(before: bytes, after: bytes) -> tuple[int, int]:
    """Return how many bytes of whole lines to cut off at the head and at the tail."""
    head = _common_prefix(before, after)
    tail = _common_suffix(before, after, min(len(before), len(after)) - head)
    head = before.rfind(b"\n", 0, head) + 1
    for _ in range(_MARGIN):
        if head == 0:
            break
        head = before.rfind(b"\n", 0, head - 1) + 1
    end = len(before)
    start = end - tail
    for _ in range(_MARGIN + 1):
        start = before.find(b"\n", start, end) + 1
        if start == 0:
            return head, 0
    return head, end - start


def _common_prefix(one: bytes, other: bytes) -> int:
    """Count equal leading bytes by halving: each comparison is one call of memcmp."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one.startswith(other[low:middle], low):
            low = middle
        else:
            high = middle - 1
    return low


def _common_suffix(one: bytes, other: bytes, limit: int) -> int:
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        part = other[len(other) - middle : len(other) - low]
        if one.endswith(part, 0, len(one) - low):
            low = middle
        else:
            high = middle - 1
    return low

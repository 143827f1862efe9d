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

# Up to so many bytes on both sides together it is worth a look whether libgit2 is needed at all.
_SHORT = 16_384
_NEWLINE = ord("\n")

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
    if not before or not after:
        lines = split_lines(before), split_lines(after)
        return Window([Edit(0, len(lines[0]), 0, len(lines[1]))], *lines, 0)
    head, tail = _common_ends(before, after)
    return _one_edit(before, after, head, tail) or _searched(before, after, head, tail)


def _one_edit(before: bytes, after: bytes, head: int, tail: int) -> Window | None:
    """Return the window of an edit that can't be told in another way; None where it can.

    What lies between the common ends has no line in common, so that all of it differs. No line
    beside it equals one at its end, so that it can't be slid up or down.
    """
    end, new_end = len(before) - tail, len(after) - tail
    if end + new_end - 2 * head > _SHORT:
        return None
    old, new = split_lines(before[head:end]), split_lines(after[head:new_end])
    above = before[before.rfind(b"\n", 0, max(head - 1, 0)) + 1 : head]
    below = before[end : before.find(b"\n", end) + 1 or len(before)]
    ends = {side[0] for side in (old, new) if side}, {side[-1] for side in (old, new) if side}
    if below in ends[0] or above in ends[1] or not set(old).isdisjoint(new):
        return None
    skipped = before.count(b"\n", 0, head)
    edit = Edit(skipped, skipped + len(old), skipped, skipped + len(new))
    return Window([edit], old, new, skipped)


def _searched(before: bytes, after: bytes, head: int, tail: int) -> Window:
    """Have libgit2 find the edits between the common ends, and some lines around."""
    head, tail = _with_margin(before, head, tail)
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    skipped = before.count(b"\n", 0, head)
    return Window(_compared(old, new, skipped), split_lines(old), split_lines(new), skipped)


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
    """Return how many bytes of whole lines two contents have in common at the head, then tail."""
    head = before.rfind(b"\n", 0, _common_prefix(before, after)) + 1
    tail = _common_suffix(before, after, min(len(before), len(after)) - head)
    start, new_start = len(before) - tail, len(after) - tail
    if _begins_line(before, start) and _begins_line(after, new_start):
        return head, tail
    start = before.find(b"\n", start) + 1
    return head, len(before) - start if start else 0


def _begins_line(content: bytes, at: int) -> bool:
    return at == 0 or content[at - 1] == _NEWLINE


def _with_margin(before: bytes, head: int, tail: int) -> tuple[int, int]:
    """Return common ends without some of their lines, at the side of what differs."""
    for _ in range(_MARGIN):
        if head == 0:
            break
        head = before.rfind(b"\n", 0, head - 1) + 1
    end = len(before)
    start = end - tail
    for _ in range(_MARGIN):
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

"""Where one text became another, and a tree that knows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import tree_sitter

_BLOCK = 4096
"""Bytes that are compared at once."""


class Edit(NamedTuple):
    """Bytes ``start`` to ``end`` (exclusive) of one version became ``new_start`` to ``new_end``.

    A list of edits is in the order of the file; what lies between them is the same in both.
    """

    start: int
    end: int
    new_start: int
    new_end: int


Point = tuple[int, int]
"""A row and a column, the column in bytes."""


def edit_between(before: bytes, after: bytes) -> Edit:
    """Return the one edit that holds all that differs."""
    start = _common_start(before, after)
    limit = min(len(before), len(after)) - start
    tail = _common_start(before[::-1][:limit], after[::-1][:limit])
    return Edit(start, len(before) - tail, start, len(after) - tail)


def _common_start(a: bytes, b: bytes) -> int:
    """Count the bytes that ``a`` and ``b`` have in common at the start."""
    at, limit = 0, min(len(a), len(b))
    while at < limit and a[at : at + _BLOCK] == b[at : at + _BLOCK]:
        at += _BLOCK
    low, high = min(at, limit), min(at + _BLOCK, limit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if a[at:middle] == b[at:middle] else (low, middle - 1)
    return low


def edited(
    tree: tree_sitter.Tree, before: bytes, after: bytes, edits: Sequence[Edit]
) -> tree_sitter.Tree:
    """Return a copy of the tree of ``before`` that knows where its text became that of ``after``.

    The edits go in from the last to the first, so that each finds its place as it was.
    """
    copy = tree.copy()
    places: list[tuple[int, int, int, Point, Point, Point]] = []
    row, at = 0, 0
    for edit in edits:
        row, at = row + before.count(b"\n", at, edit.start), edit.start
        start = row, edit.start - (before.rfind(b"\n", 0, edit.start) + 1)
        old = _end(start, before, edit.start, edit.end)
        new = _end(start, after, edit.new_start, edit.new_end)
        new_end = edit.start + edit.new_end - edit.new_start
        places.append((edit.start, edit.end, new_end, start, old, new))
    for place in reversed(places):
        copy.edit(*place)
    return copy


def _end(start: Point, content: bytes, first: int, end: int) -> Point:
    """Return the row and column, the column in bytes, at the end of a text from a point on."""
    rows = content.count(b"\n", first, end)
    if not rows:
        return start[0], start[1] + end - first
    return start[0] + rows, end - 1 - content.rfind(b"\n", first, end)

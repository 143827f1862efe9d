"""Bytes in, syntax trees out; a version of a known file is parsed from what stood before.

The last trees are kept by path, so that a file that changes a little costs a little.
A tree that holds an error is parsed again from nothing: how an error is mended may depend on
the way the tree was reached, and the same bytes must always give the same facts.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import cache
from threading import RLock
from typing import NamedTuple

import tree_sitter

from touchline.syntax.language import load

_KEPT_BYTES = 32_000_000
"""Bytes of the texts whose trees are kept."""

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
Version = tuple[bytes, tree_sitter.Tree]


class Trees:
    """The last two trees of each path, those of the least recently used paths dropped beyond a
    total size in bytes. Two, since a file is compared with its baseline time and again.
    """

    def __init__(self, kept_bytes: int = _KEPT_BYTES) -> None:
        self._kept_bytes = kept_bytes
        self._trees: OrderedDict[tuple[str, str], list[Version]] = OrderedDict()
        self._size = 0
        self._lock = RLock()

    def clear(self) -> None:
        """Drop all trees."""
        with self._lock:
            self._trees.clear()
            self._size = 0

    def parse(self, language: str, path: str, content: bytes) -> tree_sitter.Tree:
        """Return the tree of ``content``, equal to that of a parse from nothing."""
        with self._lock:
            known = self._trees.get((language, path), [])
            tree = _tree_of(known, content)
            if tree is None and known:
                before, last = known[-1]
                edit = _edit(before, content)
                if 2 * (edit.end - edit.start) < len(before):
                    tree = _reparse(language, last, before, content, [edit])
            return self._keep((language, path), content, tree or parse(language, content))

    def parse_edited(
        self, language: str, path: str, before: bytes, after: bytes, edits: Sequence[Edit]
    ) -> tuple[tree_sitter.Tree, tree_sitter.Tree]:
        """Return the trees of two versions, the second made of the first."""
        with self._lock:
            old = self.parse(language, path, before)
            new = _tree_of(self._trees[language, path], after)
            new = new or _reparse(language, old, before, after, edits)
            return old, self._keep((language, path), after, new)

    def _keep(
        self, key: tuple[str, str], content: bytes, tree: tree_sitter.Tree
    ) -> tree_sitter.Tree:
        known = self._trees.pop(key, [])
        kept = [one for one in known if one[0] != content][-1:]
        self._trees[key] = [*kept, (content, tree)]
        self._size += _size(self._trees[key]) - _size(known)
        while self._size > self._kept_bytes and len(self._trees) > 1:
            self._size -= _size(self._trees.popitem(last=False)[1])
        return tree


def _tree_of(versions: Sequence[Version], content: bytes) -> tree_sitter.Tree | None:
    return next((tree for known, tree in versions if known == content), None)


def _size(versions: Sequence[Version]) -> int:
    return sum(len(content) for content, _ in versions)


def parse(language: str, content: bytes) -> tree_sitter.Tree:
    """Parse from nothing; broken text gives a tree with error nodes, never an exception."""
    return _parser(language).parse(content)


def parse_inside(
    language: str, content: bytes, brackets: Iterable[tree_sitter.Node]
) -> tree_sitter.Tree:
    """Parse what stands between pairs of brackets as one text; places are those of ``content``."""
    inside: list[tree_sitter.Range] = []
    for node in sorted(brackets, key=lambda node: node.start_byte):
        if not inside or node.start_byte >= inside[-1].end_byte:
            inside.append(_between(node))
    parser = tree_sitter.Parser(load(language).tree_sitter, included_ranges=inside)
    return parser.parse(content)


def _between(node: tree_sitter.Node) -> tree_sitter.Range:
    (row, column), (end_row, end_column) = node.start_point, node.end_point
    start, end = (row, column + 1), (end_row, end_column - 1)
    return tree_sitter.Range(start, end, node.start_byte + 1, node.end_byte - 1)


@cache
def _parser(language: str) -> tree_sitter.Parser:
    return tree_sitter.Parser(load(language).tree_sitter)


def _reparse(
    language: str, tree: tree_sitter.Tree, before: bytes, after: bytes, edits: Sequence[Edit]
) -> tree_sitter.Tree:
    found = _parser(language).parse(after, edited(tree, before, after, edits))
    return parse(language, after) if found.root_node.has_error else found


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


def _edit(before: bytes, after: bytes) -> Edit:
    """Return the one edit that holds all that differs."""
    start = common_start(before, after)
    limit = min(len(before), len(after)) - start
    tail = common_start(before[::-1][:limit], after[::-1][:limit])
    return Edit(start, len(before) - tail, start, len(after) - tail)


def common_start(a: bytes, b: bytes) -> int:
    """Count the bytes that ``a`` and ``b`` have in common at the start."""
    at, limit = 0, min(len(a), len(b))
    while at < limit and a[at : at + _BLOCK] == b[at : at + _BLOCK]:
        at += _BLOCK
    low, high = min(at, limit), min(at + _BLOCK, limit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if a[at:middle] == b[at:middle] else (low, middle - 1)
    return low


def _end(start: Point, content: bytes, first: int, end: int) -> Point:
    """Return the row and column, the column in bytes, at the end of a text from a point on."""
    rows = content.count(b"\n", first, end)
    if not rows:
        return start[0], start[1] + end - first
    return start[0] + rows, end - 1 - content.rfind(b"\n", first, end)

"""Bytes in, syntax trees out; an edit of a known file is parsed from what stood before.

The last trees are kept by path, so that a file that changes a little costs a little.
A tree that holds an error is parsed again from nothing: how an error is mended may depend on
the way the tree was reached, and the same bytes must always give the same facts.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from functools import cache
from threading import Lock

import tree_sitter

from touchline.syntax.language import load

_KEPT_BYTES = 32_000_000
_BLOCK = 4096


class Trees:
    """The last tree of each path, the least recently used ones dropped beyond a total size."""

    def __init__(self, kept_bytes: int = _KEPT_BYTES) -> None:
        self._kept_bytes = kept_bytes
        self._trees: OrderedDict[tuple[str, str], tuple[bytes, tree_sitter.Tree]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def parse(self, language: str, path: str, content: bytes) -> tree_sitter.Tree:
        """Return the tree of ``content``, equal to that of a parse from nothing."""
        with self._lock:
            key = (language, path)
            known = self._trees.pop(key, None)
            tree = _reparse(language, *known, content) if known else None
            if tree is None or tree.root_node.has_error:
                tree = parse(language, content)
            self._keep(key, content, tree, known)
        return tree

    def _keep(
        self,
        key: tuple[str, str],
        content: bytes,
        tree: tree_sitter.Tree,
        known: tuple[bytes, tree_sitter.Tree] | None,
    ) -> None:
        self._trees[key] = (content, tree)
        self._size += len(content) - (len(known[0]) if known else 0)
        while self._size > self._kept_bytes and len(self._trees) > 1:
            _, (dropped, _) = self._trees.popitem(last=False)
            self._size -= len(dropped)


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
    language: str, before: bytes, tree: tree_sitter.Tree, after: bytes
) -> tree_sitter.Tree:
    start = common_start(before, after)
    limit = min(len(before), len(after)) - start
    tail = common_start(before[::-1][:limit], after[::-1][:limit])
    old_end, new_end = len(before) - tail, len(after) - tail
    edited = tree.copy()
    edited.edit(
        start,
        old_end,
        new_end,
        _point(before, start),
        _point(before, old_end),
        _point(after, new_end),
    )
    return _parser(language).parse(after, edited)


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


def _point(content: bytes, offset: int) -> tuple[int, int]:
    """Return row and column, the column in bytes, of an offset."""
    return content.count(b"\n", 0, offset), offset - (content.rfind(b"\n", 0, offset) + 1)

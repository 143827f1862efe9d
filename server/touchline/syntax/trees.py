"""The trees of known files; a version of a file is parsed from what stood before.

The last trees are kept by path, so that a file that changes a little costs a little.
A tree that holds an error is parsed again from nothing: how an error is mended may depend on
the way the tree was reached, and the same bytes must always give the same facts.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import RLock

import tree_sitter

from touchline.syntax.edit import Edit, edit_between, edited
from touchline.syntax.parse import parse, parser_of

_KEPT_BYTES = 32_000_000
"""Bytes of the texts whose trees are kept."""

Version = tuple[bytes, tree_sitter.Tree]
"""The bytes of a version, and its tree."""


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
                edit = edit_between(before, content)
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


def _reparse(
    language: str, tree: tree_sitter.Tree, before: bytes, after: bytes, edits: Sequence[Edit]
) -> tree_sitter.Tree:
    found = parser_of(language).parse(after, edited(tree, before, after, edits))
    return parse(language, after) if found.root_node.has_error else found

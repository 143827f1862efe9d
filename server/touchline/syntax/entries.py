"""The entries of a list in a tree: statements of a module, members of a class, tests of a suite."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    import tree_sitter


class Entry(NamedTuple):
    """One item of a list, from its leading attributes to its end."""

    start: int
    end: int
    node: tree_sitter.Node


class Entries:
    """The entries of a body, to be found by offset."""

    def __init__(self, leading: frozenset[str], body: tree_sitter.Node) -> None:
        self._entries = list(_entries(leading, body))
        self._starts = [entry.start for entry in self._entries]
        self._ends = [entry.end for entry in self._entries]

    def cover(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the entries that a stretch lies in, or else itself."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, max(end, start)) - 1
        if first > last:
            return start, end
        return min(start, self._starts[first]), max(end, self._ends[last])

    def only(self, start: int, end: int) -> Entry | None:
        """Return the entry in a stretch, if it is one only."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end) - 1
        return self._entries[first] if first == last else None


@lru_cache(maxsize=8)
def entries_of(leading: frozenset[str], body: tree_sitter.Node) -> Entries:
    """Return the entries of a body; those of a baseline are asked for time and again."""
    return Entries(leading, body)


def _entries(leading: frozenset[str], body: tree_sitter.Node) -> Iterator[Entry]:
    start = last = None
    for node in body.children:
        start = start or node
        last = node
        if node.type in leading or (start is not node and "comment" in node.type):
            continue
        yield Entry(start.start_byte, node.end_byte, node)
        start = None
    if start and last:
        yield Entry(start.start_byte, last.end_byte, last)

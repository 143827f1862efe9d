"""Where two versions of a file differ, in whole pieces of syntax.

Most of an edited file stands as it stood, and its facts with it: what a rule compares cancels
out there. So facts are read where the versions differ, and in what leads there.

A piece is one entry of a list (a statement of a module, a member of a class, a test of a suite)
with the attributes before it. A long entry that is itself a list is opened: its head counts, and
of its entries those that differ. Pieces come in pairs: outside of them both versions have the
same text and the same structure. The tables of a language say what is a list:

``bodies``      node types whose children are entries
``wrappers``    node types that may be passed through on the way to a body
``opened``      a pattern that a call must match to be passed through, as suites are calls
``leading``     node types of what belongs to the entry after it
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from functools import lru_cache
from typing import TYPE_CHECKING

from touchline.syntax.edit import Edit, edited
from touchline.syntax.entries import Entries, Entry, entries_of
from touchline.syntax.region import Region, merged, placed
from touchline.syntax.widening import widened

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    import tree_sitter

    from touchline.syntax.language import Language

_LONG = 600
"""Bytes from which on an entry is worth opening."""


def differing(
    trees: tuple[tree_sitter.Tree, tree_sitter.Tree],
    contents: tuple[bytes, bytes],
    edits: Sequence[Edit],
    language: Language,
    *,
    marks: bool,
) -> list[Region]:
    """Return the pieces in which two versions differ, in the order of the file.

    With ``marks`` also those that may change whether the tests elsewhere run.
    """
    old, new = trees
    shape = edited(old, *contents, edits).changed_ranges(new)
    places = [Region(*edit) for edit in edits]
    places += (placed(each.start_byte, each.end_byte, edits) for each in shape)
    if marks:
        places += _marks(language.lists.marks_pattern, *contents, edits)
    finder = _Finder(language)
    return sorted(finder.regions(old.root_node, new.root_node, merged(places)))


def _marks(
    words: re.Pattern[bytes], before: bytes, after: bytes, edits: Sequence[Edit]
) -> Iterator[Region]:
    """Yield the places between edits that hold words of marks; edits are of whole lines."""
    found, at = _found(words, before), 0
    for edit in (*edits, Edit(len(before), len(before), len(after), len(after))):
        shift = edit.new_start - edit.start
        for start, end in found[bisect_left(found, (at, 0)) : bisect_left(found, (edit.start, 0))]:
            yield Region(start, end, start + shift, end + shift)
        at = edit.end


@lru_cache(maxsize=16)
def _found(words: re.Pattern[bytes], content: bytes) -> tuple[tuple[int, int], ...]:
    """Return the places of words; a file is compared with its baseline time and again."""
    return tuple(match.span() for match in words.finditer(content))


class _Finder:
    def __init__(self, language: Language) -> None:
        self._lists = language.lists

    def regions(
        self, old: tree_sitter.Node, new: tree_sitter.Node, places: Sequence[Region]
    ) -> Iterator[Region]:
        """Yield the pieces of two bodies that hold some places."""
        entries = entries_of(self._lists.leading, old), entries_of(self._lists.leading, new)
        waiting = deque(places)
        for piece in widened(entries, places):
            inside: list[Region] = []
            while waiting and waiting[0].end <= piece.end:
                inside.append(waiting.popleft())
            yield from self._opened(entries, piece, inside) or [piece]

    def _opened(
        self, entries: tuple[Entries, Entries], piece: Region, places: Sequence[Region]
    ) -> list[Region]:
        """Return the head and the pieces of a long entry that is a list; else nothing."""
        old, new = entries[0].only(piece.start, piece.end), entries[1].only(*piece[2:])
        if old is None or new is None or old.end - old.start < _LONG:
            return []
        places = [_clipped(place, old, new) for place in places]
        body = self._body(old.node, new.node, places)
        if body is None:
            return []
        head = Region(old.start, body[0].start_byte, new.start, body[1].start_byte)
        return [head, *self.regions(*body, places)]

    def _body(
        self, old: tree_sitter.Node, new: tree_sitter.Node, places: Sequence[Region]
    ) -> tuple[tree_sitter.Node, tree_sitter.Node] | None:
        """Return the bodies of two entries, if all places lie in them."""
        while old.type == new.type:
            if old.type in self._lists.bodies:
                return old, new
            if not self._passes(old) or not self._passes(new):
                return None
            first, last = places[0], places[-1]
            one = _around(old, first.start, last.end)
            other = _around(new, first.new_start, last.new_end)
            if one is None or other is None:
                return None
            old, new = one, other
        return None

    def _passes(self, node: tree_sitter.Node) -> bool:
        if node.type not in self._lists.wrappers:
            return False
        opened = self._lists.opened_pattern
        return "call" not in node.type or opened is None or bool(opened.match(node.text or b""))


def _around(node: tree_sitter.Node, start: int, end: int) -> tree_sitter.Node | None:
    """Return the child that holds a stretch."""
    for child in node.named_children:
        if child.start_byte <= start and end <= child.end_byte:
            return child
    return None


def _clipped(place: Region, old: Entry, new: Entry) -> Region:
    """Cut off what lies outside of the entries: white space, since edits are lines."""
    return Region(
        max(place.start, old.start),
        min(place.end, old.end),
        max(place.new_start, new.start),
        min(place.new_end, new.end),
    )

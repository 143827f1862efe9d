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

from bisect import bisect_left, bisect_right
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from touchline.syntax.parse import Edit, edited

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    import tree_sitter

    from touchline.syntax.language import Language

_LONG = 600
"""Bytes from which on an entry is worth opening."""


class Region(NamedTuple):
    """A stretch of each version, as byte offsets: ``before`` start to end, then ``after``."""

    start: int
    end: int
    new_start: int
    new_end: int


class Entry(NamedTuple):
    """One item of a list, from its leading attributes to its end."""

    start: int
    end: int
    node: tree_sitter.Node


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
    places += (_placed(each.start_byte, each.end_byte, edits) for each in shape)
    if marks:
        places += _marks(language.lists.marks_pattern, *contents, edits)
    finder = _Finder(language)
    return sorted(finder.regions(old.root_node, new.root_node, merged(places)))


def _marks(
    words: re.Pattern[bytes], before: bytes, after: bytes, edits: Sequence[Edit]
) -> Iterator[Region]:
    """Yield the places between edits that hold words of marks."""
    at = 0
    for edit in (*edits, Edit(len(before), len(before), len(after), len(after))):
        shift = edit.new_start - edit.start
        for match in words.finditer(before, at, edit.start):
            start, end = match.span()
            yield Region(start, end, start + shift, end + shift)
        at = edit.end


def _placed(new_start: int, new_end: int, edits: Sequence[Edit]) -> Region:
    """Return the stretches of both versions for one of the version now."""
    first = bisect_right(edits, new_start, key=lambda edit: edit.new_end)
    last = bisect_left(edits, new_end, key=lambda edit: edit.new_start)
    start, end = new_start, new_end
    if first < last:
        new_start = min(new_start, edits[first].new_start)
        new_end = max(new_end, edits[last - 1].new_end)
    before = edits[first - 1] if first else Edit(0, 0, 0, 0)
    through = edits[last - 1] if last else Edit(0, 0, 0, 0)
    start = new_start + before.end - before.new_end
    end = new_end + through.end - through.new_end
    return Region(start, end, new_start, new_end)


def merged(places: Iterable[Region]) -> list[Region]:
    """Return places in order, those that touch made one."""
    found: list[Region] = []
    for place in sorted(places):
        last = found[-1] if found else None
        if last and (place.start <= last.end or place.new_start <= last.new_end):
            found[-1] = Region(
                last.start,
                max(last.end, place.end),
                min(last.new_start, place.new_start),
                max(last.new_end, place.new_end),
            )
        else:
            found.append(place)
    return found


class _Finder:
    def __init__(self, language: Language) -> None:
        self._lists = language.lists

    def regions(
        self, old: tree_sitter.Node, new: tree_sitter.Node, places: Sequence[Region]
    ) -> Iterator[Region]:
        """Yield the pieces of two bodies that hold some places."""
        entries = _Entries(self._lists.leading, old), _Entries(self._lists.leading, new)
        waiting = deque(places)
        for piece in _whole(entries, places):
            inside: list[Region] = []
            while waiting and waiting[0].end <= piece.end:
                inside.append(waiting.popleft())
            yield from self._opened(entries, piece, inside) or [piece]

    def _opened(
        self, entries: tuple[_Entries, _Entries], piece: Region, places: Sequence[Region]
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


class _Entries:
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


def _whole(entries: tuple[_Entries, _Entries], places: Sequence[Region]) -> list[Region]:
    """Widen places until both versions have whole entries there."""
    found = list(places)
    while True:
        wider = merged(_clamped(found, entries))
        if wider == found:
            return found
        found = wider


def _clamped(places: Sequence[Region], entries: tuple[_Entries, _Entries]) -> Iterator[Region]:
    """Yield each place as wide as its entries, but not beyond the next ones on either side.

    What lies between two places is the same in both versions, so that they widen alike.
    """
    old, new = entries
    for at, place in enumerate(places):
        start, end = old.cover(place.start, place.end)
        new_start, new_end = new.cover(place.new_start, place.new_end)
        down = max(place.start - start, place.new_start - new_start)
        up = max(end - place.end, new_end - place.new_end)
        before = places[at - 1] if at else Region(0, 0, 0, 0)
        after = places[at + 1] if at + 1 < len(places) else None
        if place.start - down < before.end:
            yield Region(before.start, place.end, before.new_start, place.new_end)
            down = 0
        if after is not None and place.end + up > after.start:
            yield Region(place.start, after.end, place.new_start, after.new_end)
            up = 0
        yield Region(place.start - down, place.end + up, place.new_start - down, place.new_end + up)

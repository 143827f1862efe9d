"""The facts of one file version by kind, each read when first asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

import tree_sitter

from touchline.syntax.queries import Group, Queries
from touchline.syntax.span import Span, span_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

Captures = dict[str, list[tree_sitter.Node]]
Root = tuple[tree_sitter.Node, "Sequence[tuple[int, int]] | None"]
"""The root of a tree, and the places of it that are read: byte offsets; None for all of it."""


class Fact(NamedTuple):
    """One thing that the syntax says, of a kind that the query names, and its named parts.

    ``extent`` is the place that it is about, where the query names one (the block under an
    ``if``), else its own.
    """

    kind: str
    text: str
    span: Span
    extent: Span
    parts: tuple[tuple[str, str], ...] = ()

    def part(self, name: str) -> str:
        """Return the text of a named part; "" where the match has none."""
        return next((text for key, text in self.parts if key == name), "")


def _start(fact: Fact) -> int:
    return fact.span.start


class Kinds:
    """Facts by kind. ``words`` are those of the content; ``roots`` gives its trees when needed."""

    def __init__(
        self,
        queries: Queries,
        content: bytes,
        words: frozenset[bytes],
        roots: Callable[[], Iterable[Root]],
    ) -> None:
        self._queries = queries
        self._content = content
        self._words = words
        self._roots = roots
        self._read: dict[Group, dict[str, list[Fact]]] = {}
        self._ordered: dict[str, tuple[Fact, ...]] = {}

    def of(self, kind: str) -> tuple[Fact, ...]:
        """Return the facts of a kind in the order of the file."""
        known = self._ordered.get(kind)
        if known is None:
            groups = self._queries.of(f"fact.{kind}")
            found = [fact for group in groups for fact in self._of(group).get(kind, ())]
            found.sort(key=_start)
            known = self._ordered[kind] = tuple(found)
        return known

    def read(self) -> None:
        """Read all kinds."""
        for group in self._queries.facts:
            self._of(group)

    def within(self, kind: str, place: Span) -> tuple[Fact, ...]:
        """Return the facts of one kind that lie in a place, in the order of the file."""
        found = self.of(kind)
        first = bisect_left(found, place.start, key=_start)
        end = bisect_left(found, place.end, key=_start)
        return tuple(fact for fact in found[first:end] if place.holds(fact.span))

    def _of(self, group: Group) -> dict[str, list[Fact]]:
        known = self._read.get(group)
        if known is None:
            known = self._read[group] = defaultdict(list)
            for fact in self._facts(group):
                known[fact.kind].append(fact)
        return known

    def _facts(self, group: Group) -> Iterator[Fact]:
        if group.may_match(self._words):
            for root, places in self._roots():
                for captures in matches(group.query, root, places):
                    yield self._fact(captures)

    def _fact(self, captures: Captures) -> Fact:
        name = next(key for key in captures if key.startswith("fact."))
        node = captures[name][0]
        span = span_of(node)
        extent = span_of(captures["extent"][0]) if "extent" in captures else span
        parts = tuple(
            (key, self._text(one))
            for key, nodes in captures.items()
            if key not in (name, "extent") and key[0] != "_"
            for one in nodes
        )
        return Fact(name[5:], self._text(node), span, extent, parts)

    def _text(self, node: tree_sitter.Node) -> str:
        return self._content[node.start_byte : node.end_byte].decode("utf-8", "surrogateescape")


def matches(
    query: tree_sitter.Query,
    root: tree_sitter.Node,
    places: Sequence[tuple[int, int]] | None = None,
) -> Iterator[Captures]:
    """Yield the matches of a query, or those that touch one of some places, each once."""
    cursor = tree_sitter.QueryCursor(query)
    if places is None:
        yield from (captures for _, captures in cursor.matches(root))
        return
    said: set[Hashable] = set()
    for at, (start, end) in enumerate(places):
        if start == end:
            continue
        cursor.set_byte_range(start, end)
        for pattern, captures in cursor.matches(root):
            if len(places) > 1 and _begins_before(captures, start):
                # It touches two places, or begins in none: one of them gives it.
                first = min(nodes[0].start_byte for nodes in captures.values())
                key = pattern, *(n.byte_range for nodes in captures.values() for n in nodes)
                if key in said or _lies_in(places, at, first):
                    continue
                said.add(key)
            yield captures


def _begins_before(captures: Captures, offset: int) -> bool:
    for nodes in captures.values():  # noqa: SIM110 (any() takes thrice the time)
        if nodes[0].start_byte < offset:
            return True
    return False


def _lies_in(places: Sequence[tuple[int, int]], end: int, offset: int) -> bool:
    """Whether an offset lies in one of the first places, up to ``end`` of them."""
    at = bisect_right(places, offset, hi=end, key=lambda place: place[0]) - 1
    return at >= 0 and offset < places[at][1]

"""One version of a file, or some places of it: its tree and what queries find, when asked for."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from touchline.syntax.collect import Collector
from touchline.syntax.collected import is_test_path
from touchline.syntax.kinds import Kinds, Root, matches
from touchline.syntax.language import load
from touchline.syntax.patterns import words_of
from touchline.syntax.span import Span, span_of
from touchline.syntax.structure import Structure, structure
from touchline.syntax.trees import Trees

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import tree_sitter

TREES = Trees()


class Version:
    """A file version. ``kept`` is the path under which its tree is kept.

    ``places`` are byte offsets in order: only what touches one of them is read.
    """

    def __init__(
        self,
        language: str,
        path: str,
        content: bytes,
        kept: str | None = None,
        places: Sequence[tuple[int, int]] | None = None,
    ) -> None:
        self.path = path
        self.content = content
        self.places = places
        self._language = load(language)
        self._kept = kept or path

    @cached_property
    def may_hold_tests(self) -> bool:
        """Whether the runner may collect tests from it."""
        table = self._language.tests
        if table.anywhere or is_test_path(self.path):
            return True
        return table.may_be_inline(self.content)

    @cached_property
    def structure(self) -> Structure:
        """Its tests and definitions, and what they hold."""
        collector = Collector(self._language.name, self.content)
        scopes = collector.read(self._root, self._parsed, self._words, self.places)
        return structure(collector, scopes, self.path)

    @cached_property
    def kinds(self) -> Kinds:
        """Its facts by kind."""
        return Kinds(self._language.queries, self.content, self._words, self._roots)

    @cached_property
    def comments(self) -> tuple[Span, ...]:
        """The places of its comments."""
        return self._comments(self.places)

    def is_in_comment(self, line: int, column: int) -> bool:
        """Whether a comment that holds a line begins at a column (in bytes) of it, or before."""
        comments = self._all_comments
        at = bisect_right(comments, (line, column), key=lambda one: (one.line, one.column))
        return at > 0 and comments[at - 1].end_line >= line

    @cached_property
    def _all_comments(self) -> tuple[Span, ...]:
        return self._comments(None)

    def _comments(self, places: Sequence[tuple[int, int]] | None) -> tuple[Span, ...]:
        found = matches(self._language.queries.comments.query, self._root, places)
        spans = (span_of(one["comment"][0]) for one in found)
        return tuple(sorted(spans, key=lambda span: span.start))

    @cached_property
    def errors(self) -> tuple[Span, ...]:
        """The outermost places of the whole file that did not parse."""
        return tuple(_errors(self._root))

    @cached_property
    def lines(self) -> list[tuple[int, int]]:
        """The first and the last line of each place."""
        return list(_lines(self.content, self.places or ()))

    @cached_property
    def _parsed(self) -> bytes:
        return decodable(self.content)

    @property
    def _root(self) -> tree_sitter.Node:
        return TREES.parse(self._language.name, self._kept, self._parsed).root_node

    def _roots(self) -> Iterator[Root]:
        yield self._root, self.places
        if self._language.queries.embeds and self.structure.inner:
            yield self.structure.inner.root_node, None

    @cached_property
    def _words(self) -> frozenset[bytes]:
        """The words that queries ask for; all others would take more memory than the text."""
        content = self.content
        if self.places is not None:
            content = b"\n".join([content[start:end] for start, end in self.places])
        return words_of(content, self._language.queries.words)


def decodable(content: bytes) -> bytes:
    """Put one byte for each that is not UTF-8, which the predicates of queries can't take."""
    if content.isascii():
        return content
    try:
        content.decode()
    except UnicodeDecodeError:
        return content.decode("utf-8", "surrogateescape").encode("utf-8", "replace")
    return content


def _lines(content: bytes, places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each place, in one pass over the content."""
    line, at = 1, 0
    for start, end in places:
        line, at = line + content.count(b"\n", at, start), start
        yield line, line + content.count(b"\n", start, max(start, end - 1))


def _errors(root: tree_sitter.Node) -> Iterator[Span]:
    """Return the outermost nodes that did not parse."""
    pending = [root] if root.has_error else []
    while pending:
        node = pending.pop()
        if node.is_error or node.is_missing:
            yield span_of(node)
        else:
            pending += [child for child in node.children if child.has_error]

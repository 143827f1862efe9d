"""From the matches of a language's queries to the facts of a file.

The captures of a match say what it is:

``@definition``, ``@definition.class`` with ``@name``   a function or method; a class, type, module
``@test``, ``@suite`` with ``@name``   what the runner collects; what holds tests. Matches that
    share a ``@name`` are one scope: the largest node is its extent
``@assertion`` with ``@condition``   a statement that fails unless the condition is true;
    with ``@denied`` instead, one that fails when it is true
``@call`` with ``@callee``, ``@arguments``, ``@receiver``   a call; the tables of the language
    say whether it is an assertion
``@rows``   the node whose children are the cases of a parametrised test; ``@lines`` in their
    place a text, each of whose lines after the first is one; ``@row`` with ``@above`` an attribute
    that is one. With ``@loop``, they are those of what stands in the loop, if it asserts anything
``@skip``, ``@xfail``, ``@focus``, ``@return``, ``@uncollected``   a mark, with its ``@condition``;
    it belongs to the scope that it lies in, or whose ``@name`` is captured as ``@owner``
``@above`` with ``@test`` or a mark   an attribute: what it says belongs to the scope that follows
``@inline`` with ``@name``   code that is a test wherever it stands, if it asserts anything
``@doctest``   a text with examples, each of which asserts what it shows
``@shown``   a body that ends in comments which say what it prints: an assertion
``@comment``
``@fact.try`` with ``@handler``   statements whose failure a handler takes
``@fact.branch`` with ``@condition``   statements under a literal condition
``@fact.patch`` with ``@target``   the replacement of something by its name
``@fact.runner`` with ``@what``   code that changes what a test runner reports
``@embedded``   code of the same language between brackets that the grammar leaves as words, such
    as the tests in the body of a macro: it is parsed by itself, once, as statements of the file
``@fact.<kind>``   anything else: other captures of the match become its parts, but ``@extent``,
    the node that the fact is about or rules over
Captures that begin with ``_`` are for predicates alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import tree_sitter

from touchline.syntax.around import below
from touchline.syntax.assertion import Assertion
from touchline.syntax.doctests import examples
from touchline.syntax.items import Items
from touchline.syntax.kinds import Captures, matches
from touchline.syntax.language import Language, load
from touchline.syntax.loops import Loop, spread
from touchline.syntax.outputs import outputs
from touchline.syntax.overlaps import outermost, with_conditions
from touchline.syntax.parse import parse_inside
from touchline.syntax.patterns import MARKS
from touchline.syntax.scope import Item, Scope, nest
from touchline.syntax.span import Span, span_of

if TYPE_CHECKING:
    from collections.abc import Sequence


class Collector:
    """Sorts the matches of one file into scopes and what belongs to them."""

    def __init__(self, language: str, content: bytes) -> None:
        self.language: Language = load(language)
        self.content = content
        self.inner: tree_sitter.Tree | None = None
        self._scopes: dict[int, Scope] = {}
        self.loose: Scope = Scope("", Span(0, len(content), 1, 1, 0, 0))
        self._items = Items(self.language, content)
        self._assertions: list[Assertion] = []
        self._attributes: list[Captures] = []
        self._owned: list[tuple[int, Item]] = []
        self._free: list[Item] = []
        self._loops: list[Loop] = []
        self._embedded: list[tree_sitter.Node] = []

    def read(
        self,
        root: tree_sitter.Node,
        parsed: bytes,
        words: frozenset[bytes],
        places: Sequence[tuple[int, int]] | None = None,
    ) -> list[Scope]:
        """Return all scopes in the order of the file, with what lies in them.

        ``parsed`` is the text of the tree: as long as the content, and UTF-8; ``words`` are those
        of the content. With ``places``, byte offsets in order, only what touches one of them is
        read. What was parsed by itself is in ``inner`` afterwards.
        """
        self._read(root, words, places)
        if self._embedded:
            self.inner = parse_inside(self.language.name, parsed, self._embedded)
            self._read(self.inner.root_node, words)
        ordered = sorted(self._scopes.values(), key=lambda s: (s.span.start, -s.span.end))
        self._attribute(ordered)
        self._free += spread(self._loops, ordered, self._assertions)
        nest(ordered, with_conditions(self._free) + outermost(self._assertions), self.loose)
        for name, item in self._owned:
            self._scopes.get(name, self.loose).take(item)
        for scope in ordered:
            if scope.is_inline:
                scope.is_test = not all(one.is_unread for one in scope.assertions)
        return ordered

    def _read(
        self,
        root: tree_sitter.Node,
        words: frozenset[bytes],
        places: Sequence[tuple[int, int]] | None = None,
    ) -> None:
        for group in self.language.queries.structure(words):
            for captures in matches(group.query, root, places):
                self._match(captures)

    def _attribute(self, scopes: list[Scope]) -> None:
        """Give what attributes say to the scopes that stand right below them."""
        names = {id(scope): name for name, scope in self._scopes.items()}
        starts = {scope.span.start: scope for scope in reversed(scopes)}
        for captures in self._attributes:
            scope = starts.get(below(captures["above"][0]))
            if scope is None:
                continue
            if "test" in captures:
                scope.is_test = True
            if "row" in captures:
                scope.take(self._items.case(captures["row"][0]))
            for kind in MARKS:
                if kind in captures:
                    self._mark(kind, captures, names[id(scope)])

    def _match(self, captures: Captures) -> None:
        if "callee" in captures:
            if assertion := self._items.call(captures):
                self._assertions.append(assertion)
        elif "above" in captures:
            self._attributes.append(captures)
        elif "name" in captures:
            self._scope(captures)
        elif "assertion" in captures:
            self._assertions.append(self._items.statement(captures))
        elif "rows" in captures or "lines" in captures:
            self._cases(captures)
        elif "doctest" in captures:
            self._doctest(captures["doctest"][0])
        elif "shown" in captures:
            node = captures["shown"][0]
            self._free += outputs(self._items.bytes_of(node), span_of(node))
        elif "embedded" in captures:
            self._embedded += captures["embedded"]
        else:
            self._mark(next(kind for kind in captures if kind in MARKS), captures)

    def _scope(self, captures: Captures) -> None:
        name = captures["name"][0]
        kind = next(key for key in captures if key != "name" and key[0] != "_")
        span = span_of(captures[kind][0])
        scope = self._scopes.get(name.start_byte)
        if scope is None:
            scope = Scope(self._items.text_of(name).strip("\"'`"), span)
            self._scopes[name.start_byte] = scope
        elif span.holds(scope.span):
            scope.span = span
        scope.is_test |= kind == "test"
        scope.is_suite |= kind == "suite"
        scope.is_inline |= kind == "inline"
        scope.is_class |= kind == "definition.class"
        scope.is_definition |= kind.startswith("definition")

    def _cases(self, captures: Captures) -> None:
        table, text = captures.get("rows"), captures.get("lines")
        rows = self._items.rows(table[0]) if table else self._items.lines((text or [])[0])
        if "loop" in captures:
            self._loops.append(Loop(span_of(captures["loop"][0]), tuple(rows)))
        else:
            self._free += rows

    def _doctest(self, node: tree_sitter.Node) -> None:
        span = span_of(node)
        self._scopes[node.start_byte] = Scope("doctest", span, is_inline=True)
        self._free += examples(self._items.bytes_of(node), span)

    def _mark(self, kind: str, captures: Captures, owner: int | None = None) -> None:
        """Keep a mark for the scope whose name begins at an offset, else for that around it."""
        mark = self._items.mark(kind, captures)
        if "owner" in captures:
            owner = captures["owner"][0].start_byte
        if owner is None:
            self._free.append(mark)
        else:
            self._owned.append((owner, mark))

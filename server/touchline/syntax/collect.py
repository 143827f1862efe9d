"""From the matches of a language's queries to the facts of a file.

The captures of a match say what it is:

``@definition``, ``@definition.class`` with ``@name``   a function or method; a class, type, module
``@test``, ``@suite`` with ``@name``   what the runner collects; what holds tests. Matches that
    share a ``@name`` are one scope: the largest node is its extent
``@assertion`` with ``@condition``   a statement that fails unless the condition is true;
    with ``@denied`` instead, one that fails when it is true
``@call`` with ``@callee``, ``@arguments``, ``@receiver``   a call; the tables of the language
    say whether it is an assertion
``@rows``   the node whose children are the cases of a parametrised test
``@skip``, ``@xfail``, ``@focus``, ``@return``, ``@uncollected``   a mark, with its ``@condition``;
    it belongs to the scope that it lies in, or whose ``@name`` is captured as ``@owner``
``@above`` with ``@test`` or a mark   an attribute: what it says belongs to the scope that follows
``@inline`` with ``@name``   code that is a test wherever it stands, if it asserts anything
``@doctest``   a text with examples, each of which asserts what it shows
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

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import tree_sitter

from touchline.syntax.assertion import Assertion, family_of
from touchline.syntax.doctests import examples
from touchline.syntax.kinds import Captures, matches
from touchline.syntax.language import Language, load
from touchline.syntax.parse import parse_inside
from touchline.syntax.patterns import MARKS
from touchline.syntax.span import Span, span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Mark(NamedTuple):
    """Something that changes whether or how far a test runs.

    ``kind`` is one of ``MARKS``. ``condition`` is the text under which it holds, None where
    it always holds; ``gate`` the offset of the branch around it that says so. A return of a
    function that is defined in another one has the offset of the latter as ``outer``.
    """

    kind: str
    text: str
    span: Span
    condition: str | None = None
    gate: int | None = None
    outer: int | None = None

    def within(self, scope: Span) -> Mark:
        """Return the mark as it counts for its scope: what gates the scope does not gate it."""
        outside = self.gate is not None and self.gate < scope.start
        return self._replace(condition=None, gate=None) if outside else self


_FUNCTION = re.compile(r"function|method|lambda|closure|func_literal|do_block")


@dataclass(slots=True)
class Scope:
    """A stretch of a file under construction: a definition, suite or test, and what lies in it."""

    name: str
    span: Span
    is_test: bool = False
    is_suite: bool = False
    is_inline: bool = False
    is_class: bool = False
    is_definition: bool = False
    parent: Scope | None = None
    assertions: list[Assertion] = field(default_factory=list[Assertion])
    cases: list[Assertion] = field(default_factory=list[Assertion])
    marks: list[Mark] = field(default_factory=list[Mark])

    @property
    def path(self) -> tuple[str, ...]:
        """Return the names of the scopes from the outermost to this one."""
        return (*self.parent.path, self.name) if self.parent else (self.name,)


Item = Assertion | Mark


class Collector:
    """Sorts the matches of one file into scopes and what belongs to them."""

    def __init__(self, language: str, content: bytes) -> None:
        self.language: Language = load(language)
        self.content = content
        self.inner: tree_sitter.Tree | None = None
        self.scopes: dict[int, Scope] = {}
        self.loose: Scope = Scope("", Span(0, len(content), 1, 1, 0, 0))
        self._assertions: list[Assertion] = []
        self._attributes: list[Captures] = []
        self._owned: list[tuple[int, Item]] = []
        self._free: list[Item] = []
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
        ordered = sorted(self.scopes.values(), key=lambda s: (s.span.start, -s.span.end))
        self._attribute(ordered)
        self._free = _conditional(self._free) + _outermost(self._assertions)
        self._nest(ordered)
        for name, item in self._owned:
            _give(self.scopes.get(name, self.loose), item)
        for scope in ordered:
            if scope.is_inline:
                scope.is_test = not all(map(_is_helper, scope.assertions))
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
        names = {id(scope): name for name, scope in self.scopes.items()}
        starts = {scope.span.start: scope for scope in reversed(scopes)}
        for captures in self._attributes:
            scope = starts.get(_below(captures["above"][0]))
            if scope is None:
                continue
            if "test" in captures:
                scope.is_test = True
            for kind in MARKS:
                if kind in captures:
                    self._mark(kind, captures[kind][0], captures, names[id(scope)])

    def _match(self, captures: Captures) -> None:
        if "callee" in captures:
            self._call(captures)
        elif "above" in captures:
            self._attributes.append(captures)
        elif "name" in captures:
            self._scope(captures)
        elif "assertion" in captures:
            self._statement(captures)
        elif "rows" in captures:
            self._rows(captures["rows"][0])
        elif "doctest" in captures:
            self._doctest(captures["doctest"][0])
        elif "embedded" in captures:
            self._embedded += captures["embedded"]
        else:
            kind = next(kind for kind in captures if kind in MARKS)
            self._mark(kind, captures[kind][0], captures)

    def _text(self, node: tree_sitter.Node) -> str:
        return self._bytes(node).decode("utf-8", "surrogateescape")

    def _bytes(self, node: tree_sitter.Node) -> bytes:
        return self.content[node.start_byte : node.end_byte]

    def _inside(self, arguments: tree_sitter.Node) -> bytes:
        """Return the text of arguments without the brackets around them, where there are any."""
        text = self._bytes(arguments)
        bracketed = bool(arguments.child_count) and arguments.child(0).type == "("
        return text[1:-1] if bracketed else text

    def _scope(self, captures: Captures) -> None:
        name = captures["name"][0]
        kind = next(key for key in captures if key != "name" and key[0] != "_")
        span = span_of(captures[kind][0])
        scope = self.scopes.get(name.start_byte)
        if scope is None:
            scope = Scope(self._text(name).strip("\"'`"), span)
            self.scopes[name.start_byte] = scope
        elif span.holds(scope.span):
            scope.span = span
        scope.is_test |= kind == "test"
        scope.is_suite |= kind == "suite"
        scope.is_inline |= kind == "inline"
        scope.is_class |= kind == "definition.class"
        scope.is_definition |= kind.startswith("definition")

    def _doctest(self, node: tree_sitter.Node) -> None:
        span = span_of(node)
        self.scopes[node.start_byte] = Scope("doctest", span, is_inline=True)
        self._free += examples(self._bytes(node), span)

    def _call(self, captures: Captures) -> None:
        name = self._text(captures["callee"][0])
        receiver = captures.get("receiver")
        before = self._bytes(receiver[0]) if receiver else b""
        family = family_of(self.language.name, name, before)
        if family is None and not self.language.helper_pattern.match(name):
            return
        if family and name in family.helper:
            family = None
        node = captures["call"][0]
        if family is None and node.parent and node.parent.type == "assignment":
            return  # an attribute that gets a value, or a value that is kept
        arguments = captures.get("arguments")
        self._assertions.append(
            Assertion(
                self.language.name,
                self._bytes(node),
                span_of(node),
                callee=name,
                receiver=before,
                arguments=self._inside(arguments[0]) if arguments else b"",
                family=family,
            )
        )

    def _statement(self, captures: Captures) -> None:
        node = captures["assertion"][0]
        denied = captures.get("denied")
        condition = (denied or captures["condition"])[0]
        self._assertions.append(
            Assertion(
                self.language.name,
                self._bytes(node),
                span_of(node),
                condition=self._bytes(condition),
                denied=denied is not None,
            )
        )

    def _rows(self, table: tree_sitter.Node) -> None:
        for row in table.named_children:
            if "comment" not in row.type:
                text = self._bytes(row)
                case = Assertion(self.language.name, text, span_of(row), is_case=True)
                self._free.append(case)

    def _mark(
        self, kind: str, node: tree_sitter.Node, captures: Captures, owner: int | None = None
    ) -> None:
        condition = captures.get("condition")
        gate = None if condition else self._gate(node)
        text = self._text(condition[0]) if condition else None
        if gate is not None:
            text = self._text(gate)[: node.start_byte - gate.start_byte]
        outer = _outer(node) if kind == "return" else None
        start = gate.start_byte if gate else None
        mark = Mark(kind, self._text(node), span_of(node), text, start, outer)
        if "owner" in captures:
            owner = captures["owner"][0].start_byte
        if owner is not None:
            self._owned.append((owner, mark))
        else:
            self._free.append(mark)

    def _gate(self, node: tree_sitter.Node) -> tree_sitter.Node | None:
        """Return what stands around a mark that may not be reached, up to the next definition."""
        above = node.parent
        while above is not None and "function" not in above.type and "method" not in above.type:
            if above.type in self.language.conditionals:
                return above
            above = above.parent
        return None

    def _nest(self, scopes: list[Scope]) -> None:
        """Give each scope its parent and each item its innermost scope, in one sweep."""
        items = sorted(self._free, key=lambda item: item.span.start)
        at, stack = 0, [self.loose]
        for item in (*items, None):
            start = item.span.start if item else len(self.content) + 1
            while at < len(scopes) and scopes[at].span.start <= start:
                _unwind(stack, scopes[at].span.start)
                scopes[at].parent = stack[-1] if len(stack) > 1 else None
                stack.append(scopes[at])
                at += 1
            _unwind(stack, start)
            if item:
                _give(_owner(stack), item)


def _outermost(assertions: list[Assertion]) -> list[Assertion]:
    """Return the outer of nested assertions, but the inner ones of a check that we can't read."""
    found: list[Assertion] = []
    for one in sorted(assertions, key=lambda one: (one.span.start, -one.span.end)):
        if found and found[-1].span.holds(one.span):
            if not _is_helper(found[-1]) or _is_helper(one):
                continue
            found.pop()
        found.append(one)
    return found


def _conditional(items: list[Item]) -> list[Item]:
    """Leave out each mark that is the name of a mark with a condition, both found at one place."""
    gated = {
        (item.kind, item.span.start)
        for item in items
        if isinstance(item, Mark) and item.condition is not None and item.gate is None
    }
    return [
        item
        for item in items
        if not isinstance(item, Mark)
        or item.condition is not None
        or (item.kind, item.span.start) not in gated
    ]


def _outer(node: tree_sitter.Node) -> int | None:
    """Return where the function around the one that a return leaves begins.

    One that is handed to a call is run there and then: its returns are those of what is around.
    """
    inner = _function(node)
    if inner is None or inner.parent is None or "argument" in inner.parent.type:
        return None
    outer = _function(inner)
    return outer.start_byte if outer else None


def _function(node: tree_sitter.Node) -> tree_sitter.Node | None:
    above = node.parent
    while above is not None and not _FUNCTION.search(above.type):
        above = above.parent
    return above


def _below(attribute: tree_sitter.Node) -> int:
    """Return the offset of what an attribute is about, other attributes and comments passed by."""
    node = attribute.next_named_sibling
    while node is not None and (node.type == attribute.type or "comment" in node.type):
        node = node.next_named_sibling
    return -1 if node is None else node.start_byte


def _unwind(stack: list[Scope], start: int) -> None:
    while len(stack) > 1 and stack[-1].span.end <= start:
        stack.pop()


def _owner(stack: Iterable[Scope]) -> Scope:
    """Return the innermost test around a place, or else its innermost scope."""
    scopes = list(stack)
    return next((s for s in reversed(scopes) if s.is_test), scopes[-1])


def _give(scope: Scope, item: Item) -> None:
    if isinstance(item, Mark):
        if scope.is_test and item.outer is not None and item.outer >= scope.span.start:
            return  # it leaves a helper that the test defines
        scope.marks.append(item.within(scope.span))
    elif item.is_case:
        scope.cases.append(item)
    else:
        scope.assertions.append(item)


def _is_helper(assertion: Assertion) -> bool:
    return assertion.family is None and assertion.condition is None

"""What the syntax of one file version says: its tests, what they check, and the rest.

``facts`` never raises, whatever the bytes: what could not be parsed is in ``Facts.errors``, and
the sound parts of the file give their facts all the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from touchline.syntax.assertion import Assertion
from touchline.syntax.collect import Collector, Fact, Mark, Scope
from touchline.syntax.language import is_test_path, language_of, load
from touchline.syntax.normal import normal
from touchline.syntax.parse import Trees
from touchline.syntax.span import Span, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import tree_sitter

_TREES = Trees()
_KEPT = 1024


@dataclass(frozen=True, eq=False)
class Test:
    """One test as the runner collects it.

    ``path`` holds the names of its suites and its own; ``marks`` those of its suites and file
    as well; ``cases`` the rows of its table, where it is parametrised in place.
    """

    __test__ = False  # pytest shall not collect it

    language: str
    path: tuple[str, ...]
    text: bytes
    span: Span
    assertions: tuple[Assertion, ...] = ()
    cases: tuple[Assertion, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def name(self) -> str:
        """Return the name path as a person reads it."""
        return " > ".join(self.path)

    @cached_property
    def normal(self) -> str:
        """Return the test without its form, its own name left out."""
        text = self.text.replace(self.path[-1].encode("utf-8", "surrogateescape"), b"", 1)
        return normal(self.language, text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Return every name that occurs in the test."""
        return frozenset(re.findall(r"[^\W\d]\w*", self.text.decode("utf-8", "replace")))

    def marked(self, kind: str) -> tuple[Mark, ...]:
        """Return its marks of one kind."""
        return tuple(mark for mark in self.marks if mark.kind == kind)


@dataclass(frozen=True, slots=True)
class Definition:
    """A function, method, class or module; ``name`` is dotted, outermost first."""

    name: str
    span: Span
    is_class: bool
    in_test: bool


@dataclass(frozen=True, eq=False)
class Facts:
    """The facts of one file version; empty for a language without queries."""

    language: str | None = None
    tests: tuple[Test, ...] = ()
    definitions: tuple[Definition, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    marks: tuple[Mark, ...] = ()
    comments: tuple[Span, ...] = ()
    errors: tuple[Span, ...] = ()
    content: bytes = field(default=b"", repr=False)
    _others: dict[str, tuple[Fact, ...]] = field(default_factory=dict[str, tuple[Fact, ...]])

    def of(self, kind: str) -> tuple[Fact, ...]:
        """Return the facts that a query names ``@fact.<kind>``, in the order of the file."""
        return self._others.get(kind, ())

    def symbols(self, line: int) -> tuple[str, ...]:
        """Return the dotted names of the definitions around a line, outermost first."""
        return tuple(d.name for d in self.definitions if d.span.line <= line <= d.span.end_line)

    @cached_property
    def comment_text(self) -> str:
        """Return all comments of the file, one after another, white space removed."""
        spans = (self.content[c.start : c.end] for c in self.comments)
        return "".join(re.sub(r"[\s#/*]+", "", text.decode("utf-8", "replace")) for text in spans)


NOTHING = Facts()


def facts(path: str, content: bytes | None) -> Facts:
    """Return the facts of a file version; ``content`` None (no such version) gives none."""
    language = language_of(path)
    if content is None or language is None:
        return NOTHING
    return _facts(language, path, content)


@lru_cache(maxsize=_KEPT)
def _facts(language: str, path: str, content: bytes) -> Facts:
    root = _TREES.parse(language, path, content).root_node
    collector = Collector(language, content)
    scopes = collector.read(root)
    tests = load(language).tests
    collected = is_test_path(path) or tests.anywhere
    return Facts(
        language=language,
        tests=tuple(_tests(collector, scopes)) if collected else (),
        definitions=tuple(_definition(s) for s in scopes if s.is_definition),
        assertions=_untested(collector, scopes),
        marks=tuple(collector.loose.marks),
        comments=tuple(collector.comments),
        errors=tuple(_errors(root)),
        content=content,
        _others={kind: tuple(found) for kind, found in collector.facts.items()},
    )


def _tests(collector: Collector, scopes: list[Scope]) -> Iterator[Test]:
    for scope in scopes:
        if not scope.is_test or not _is_collected(collector, scope):
            continue
        marks = tuple(scope.marks)
        for above in _above(scope):
            marks += tuple(mark for mark in above.marks if mark.kind != "return")
        marks += tuple(mark for mark in collector.loose.marks if mark.kind != "return")
        yield Test(
            language=collector.language.name,
            path=scope.path,
            text=collector.content[scope.span.start : scope.span.end],
            span=scope.span,
            assertions=tuple(scope.assertions),
            cases=tuple(scope.cases),
            marks=marks,
        )


def _is_collected(collector: Collector, scope: Scope) -> bool:
    if collector.language.tests.in_functions:
        return True
    return all(above.is_suite for above in _above(scope))


def _above(scope: Scope) -> Iterator[Scope]:
    while scope.parent is not None:
        scope = scope.parent
        yield scope


def _definition(scope: Scope) -> Definition:
    in_test = scope.is_test or any(above.is_test for above in _above(scope))
    return Definition(".".join(scope.path), scope.span, scope.is_class, in_test)


def _untested(collector: Collector, scopes: list[Scope]) -> tuple[Assertion, ...]:
    """Return the assertions outside of tests: in helpers, fixtures and at the top."""
    found = list(collector.loose.assertions)
    for scope in scopes:
        if not scope.is_test:
            found += scope.assertions
    return tuple(found)


def _errors(root: tree_sitter.Node) -> Iterator[Span]:
    """Return the outermost nodes that did not parse."""
    pending = [root] if root.has_error else []
    while pending:
        node = pending.pop()
        if node.is_error or node.is_missing:
            yield span_of(node)
        else:
            pending += [child for child in node.children if child.has_error]

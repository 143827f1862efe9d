"""What the syntax of one file version says: its tests, what they check, and the rest.

``facts`` never raises, whatever the bytes: what could not be parsed is in ``Facts.errors``, and
the sound parts of the file give their facts all the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from touchline.syntax.assertion import Assertion
from touchline.syntax.collect import Collector, Mark, Scope
from touchline.syntax.kinds import Fact, Kinds, Root
from touchline.syntax.language import is_test_path, language_of, load
from touchline.syntax.nesting import Nesting
from touchline.syntax.normal import normal, tokens
from touchline.syntax.parse import Edit, Trees
from touchline.syntax.patterns import words_of
from touchline.syntax.regions import differing
from touchline.syntax.span import Span, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import tree_sitter

_TREES = Trees()
_KEPT = 1024
_MOST_PLACES = 100
"""Places from which on one pass over the whole tree costs less than one for each."""

_VALUE = re.compile(
    r"^[ \t]*(?:(?:let|const|var|final|mut|[A-Z]\w*(?:<.*?>)?) )*"
    r"(\w+)(?:: [\w<>\[\]]+)? :?= (.+?);?$",
    re.MULTILINE,
)
_SUITE = re.compile(r"^Test|(^|_)tests?$|Tests?$")
"""The name of a suite, by which it is known where none of its tests changed."""

_ASSIGNED = re.compile(
    r"(?:^|\bas|\bfor|\blet|\bconst|\bvar)\s+(?:mut )?(?!(?:let|const|var|final)\b)"
    r"(\w+)(?!=.*,$)[\w, :<>\[\]]*(?:=(?!=)|:|in\b)",
    re.MULTILINE,
)


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
    def own_text(self) -> bytes:
        """The text from the line of the name on: without the decorators before it."""
        name = self.path[-1].encode("utf-8", "surrogateescape")
        found = re.search(rb"^.*(?<!\w)" + re.escape(name) + rb"(?!\w)", self.text, re.MULTILINE)
        return self.text[found.start() :] if found else self.text

    @cached_property
    def normal(self) -> str:
        """Return the test without its form, its own name left out."""
        text = self.text.replace(self.path[-1].encode("utf-8", "surrogateescape"), b"", 1)
        return normal(self.language, text)

    @cached_property
    def bag(self) -> Counter[str]:
        """How often each word occurs in it, without form."""
        return Counter(self.normal.split())

    @cached_property
    def words(self) -> frozenset[str]:
        """Return every name that occurs in the test."""
        return frozenset(re.findall(r"[^\W\d]\w*", self.text.decode("utf-8", "replace")))

    @cached_property
    def variables(self) -> frozenset[str]:
        """The names that the test itself gives values."""
        return frozenset(_ASSIGNED.findall(self.text.decode("utf-8", "replace")))

    @cached_property
    def values(self) -> tuple[tuple[str, str], ...]:
        """The names that the test gives a value on one line, each with the text of that value."""
        return tuple(_VALUE.findall(self.text.decode("utf-8", "replace")))

    @cached_property
    def without_values(self) -> str:
        """The test, its own name and those values left out, without its form."""
        text = self.text.replace(self.path[-1].encode("utf-8", "surrogateescape"), b"", 1)
        bare = _VALUE.sub(r"\1 = 0", text.decode("utf-8", "replace"))
        return normal(self.language, bare.encode())

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
    in_suite: bool

    @property
    def is_product(self) -> bool:
        """Whether it is no part of the tests that stand in the same file."""
        return not (self.in_test or self.in_suite)


@dataclass(frozen=True, eq=False)
class Facts:
    """The facts of one file version; empty for a language without queries.

    Where they were read for a change, they are those of the pieces in which its versions differ,
    and of what these lie in; ``whole`` has those of all the file.

    ``assertions`` are those outside of tests; ``helpers`` the definitions of a test file that
    hold some of them, in the form of tests; ``strays`` what would be tests in a file that is
    collected; ``marks`` those of what stands around tests: the file, suites, functions.
    """

    language: str | None = None
    path: str = ""
    tests: tuple[Test, ...] = ()
    definitions: tuple[Definition, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    helpers: tuple[Test, ...] = ()
    strays: tuple[Test, ...] = ()
    marks: tuple[Mark, ...] = ()
    comments: tuple[Span, ...] = ()
    errors: tuple[Span, ...] = ()
    content: bytes = field(default=b"", repr=False)
    _kinds: Kinds | None = field(default=None, repr=False)
    _lines: tuple[tuple[int, int], ...] | None = None

    def of(self, kind: str) -> tuple[Fact, ...]:
        """Return the facts that a query names ``@fact.<kind>``, in the order of the file."""
        return self._kinds.of(kind) if self._kinds else ()

    def within(self, kind: str, place: Span) -> tuple[Fact, ...]:
        """Return the facts of one kind that lie in a place, in the order of the file."""
        return self._kinds.within(kind, place) if self._kinds else ()

    @property
    def whole(self) -> Facts:
        """The facts of the whole file version."""
        return self if self._lines is None else facts(self.path, self.content)

    def symbols(self, line: int) -> tuple[str, ...]:
        """Return the dotted names of the definitions around a line, outermost first."""
        if self._lines is not None:
            at = bisect_right(self._lines, line, key=lambda lines: lines[0])
            if not at or self._lines[at - 1][1] < line:
                return self.whole.symbols(line)
        return tuple(definition.name for definition in self.definitions_at(line))

    def definitions_at(self, line: int) -> tuple[Definition, ...]:
        """Return the definitions around a line, outermost first."""
        return tuple(self.definitions[number] for number in self._nested_definitions.at(line))

    def is_in_test(self, place: Span) -> bool:
        """Whether a place lies in a test."""
        numbers = self._nested_tests.at(place.line)
        return any(self.tests[number].span.holds(place) for number in numbers)

    def is_in_comment(self, line: int, column: int) -> bool:
        """Whether a comment that holds a line begins at a column (in bytes) of it, or before."""
        at = bisect_right(self.comments, (line, column), key=lambda one: (one.line, one.column))
        return at > 0 and self.comments[at - 1].end_line >= line

    @cached_property
    def _nested_definitions(self) -> Nesting:
        return Nesting([definition.span for definition in self.definitions])

    @cached_property
    def _nested_tests(self) -> Nesting:
        return Nesting([test.span for test in self.tests])

    @cached_property
    def named(self) -> dict[str, tuple[Definition, ...]]:
        """The definitions by the last part of their names."""
        found: defaultdict[str, list[Definition]] = defaultdict(list)
        for definition in self.definitions:
            found[definition.name.rpartition(".")[2]].append(definition)
        return {name: tuple(definitions) for name, definitions in found.items()}

    @cached_property
    def comment_text(self) -> str:
        """All comments of the file, squeezed, one after another."""
        spans = (self.content[c.start : c.end] for c in self.comments)
        return "".join(squeeze(text.decode("utf-8", "replace")) for text in spans)


NOTHING = Facts()


def squeeze(text: str) -> str:
    """Take out white space and the signs of comments, to find code that is commented out."""
    return re.sub(r"[\s#/*]+", "", text)


def facts(path: str, content: bytes | None) -> Facts:
    """Return the facts of a file version; ``content`` None (no such version) gives none."""
    language = language_of(path)
    if content is None or language is None:
        return NOTHING
    return _facts(language, path, content)


@lru_cache(maxsize=_KEPT)
def _facts(language: str, path: str, content: bytes) -> Facts:
    parsed = _decodable(content)
    return _read(language, (path, path), (content, parsed))


def forget() -> None:
    """Drop the facts and trees that are kept."""
    _facts.cache_clear()
    tokens.cache_clear()
    _TREES.clear()


def changed_facts(
    before: tuple[str, bytes | None], after: tuple[str, bytes | None], edits: Sequence[Edit]
) -> tuple[Facts, Facts]:
    """Return the facts of two versions, each a path and a content, where they differ.

    ``edits`` hold all that differs. What both have elsewhere is left out of both, unless a mark
    around tests came or went, which counts for those that stand elsewhere.
    """
    (old_path, old), (path, new) = before, after
    language = language_of(path)
    alike = language == language_of(old_path) and is_test_path(path) == is_test_path(old_path)
    if old is None or new is None or language is None or not alike:
        return facts(*before), facts(*after)
    contents = _decodable(old), _decodable(new)
    trees = _TREES.parse_edited(language, path, *contents, edits)
    table = load(language)
    marks = is_test_path(path) or table.tests.anywhere
    if marks and any(tree.root_node.has_error for tree in trees):
        # What does not parse may hang a mark on a test far away.
        return facts(*before), facts(*after)
    places = differing(trees, contents, edits, table, marks=marks)
    if len(places) > _MOST_PLACES:
        return facts(*before), facts(*after)
    old_places, new_places = [place[:2] for place in places], [place[2:] for place in places]
    was = _read(language, (old_path, path), (old, contents[0]), old_places)
    now = _read(language, (path, path), (new, contents[1]), new_places)
    if _shapes(was.marks) == _shapes(now.marks):
        return was, now
    return facts(*before), facts(*after)


def _shapes(marks: tuple[Mark, ...]) -> list[tuple[str, str, str | None]]:
    return [(mark.kind, mark.text, mark.condition) for mark in marks]


def _read(
    language: str,
    paths: tuple[str, str],
    texts: tuple[bytes, bytes],
    places: Sequence[tuple[int, int]] | None = None,
) -> Facts:
    """Read the facts of a file version.

    ``paths`` are its own and the one under which its tree is kept, ``texts`` the content and what
    is parsed of it.
    """
    (path, kept), (content, parsed) = paths, texts
    collector = Collector(language, content)
    root, words = _TREES.parse(language, kept, parsed).root_node, words_of(content)
    scopes = collector.read(root, parsed, words, places)
    inner = collector.inner

    def roots() -> Iterator[Root]:
        yield _TREES.parse(language, kept, parsed).root_node, places
        if inner:
            yield inner.root_node, None

    collected = is_test_path(path) or load(language).tests.anywhere
    for scope in scopes:
        scope.is_test = scope.is_test and _is_collected(collector, scope)
    usual = [scope for scope in scopes if not scope.is_inline]
    strays = () if collected else tuple(_tests(collector, usual))
    for scope in usual:
        scope.is_test = scope.is_test and collected
    return Facts(
        language=language,
        path=path,
        tests=tuple(_tests(collector, scopes)),
        helpers=tuple(_helpers(collector, scopes)) if collected else (),
        strays=strays,
        definitions=tuple(_definitions(scopes, is_test=is_test_path(path))),
        assertions=_untested(collector, scopes),
        marks=tuple(_around(collector, scopes)),
        comments=tuple(sorted(collector.comments, key=lambda span: span.start)),
        errors=tuple(_errors(root)),
        content=content,
        _kinds=Kinds(collector.language.queries, content, words, roots),
        _lines=None if places is None else tuple(_lines(content, places)),
    )


def _lines(content: bytes, places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each place, in one pass over the content."""
    line, at = 1, 0
    for start, end in places:
        line, at = line + content.count(b"\n", at, start), start
        yield line, line + content.count(b"\n", start, max(start, end - 1))


def _decodable(content: bytes) -> bytes:
    """Put one byte for each that is not UTF-8, which the predicates of queries can't take."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return content.decode("utf-8", "surrogateescape").encode("utf-8", "replace")
    return content


def _tests(collector: Collector, scopes: list[Scope]) -> Iterator[Test]:
    for scope in scopes:
        if scope.is_test:
            around = [*_above(scope), collector.loose]
            above = (mark for one in around for mark in one.marks if mark.kind != "return")
            yield _test(collector, scope, (*scope.marks, *above))


def _around(collector: Collector, scopes: list[Scope]) -> Iterator[Mark]:
    """Yield the marks that count for the tests in a scope."""
    for scope in (collector.loose, *scopes):
        if not scope.is_test:
            yield from (mark for mark in scope.marks if mark.kind != "return")


def _helpers(collector: Collector, scopes: list[Scope]) -> Iterator[Test]:
    for scope in scopes:
        if scope.assertions and scope.is_definition and not scope.is_test:
            yield _test(collector, scope, tuple(scope.marks))


def _test(collector: Collector, scope: Scope, marks: tuple[Mark, ...]) -> Test:
    return Test(
        language=collector.language.name,
        path=scope.path,
        text=collector.content[scope.span.start : scope.span.end],
        span=scope.span,
        assertions=tuple(scope.assertions),
        cases=tuple(scope.cases),
        marks=marks,
    )


def _is_collected(collector: Collector, scope: Scope) -> bool:
    if scope.is_inline or collector.language.tests.in_functions:
        return True
    return all(above.is_suite for above in _above(scope))


def _above(scope: Scope) -> Iterator[Scope]:
    while scope.parent is not None:
        scope = scope.parent
        yield scope


def _definitions(scopes: list[Scope], *, is_test: bool) -> Iterator[Definition]:
    """Yield the definitions; what may be a suite is one in a test file, or where it holds tests."""
    suites = {id(above) for one in scopes if one.is_test for above in _above(one)}
    for scope in scopes:
        if scope.is_definition:
            around = (scope, *_above(scope))
            yield Definition(
                ".".join(scope.path),
                scope.span,
                scope.is_class,
                in_test=any(one.is_test for one in around),
                in_suite=any(
                    one.is_suite and (is_test or id(one) in suites or _SUITE.search(one.name))
                    for one in around
                ),
            )


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

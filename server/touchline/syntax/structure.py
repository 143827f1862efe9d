"""How the tests and definitions of a file version lie in one another, and what they hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from touchline.syntax.collect import Collector
from touchline.syntax.collected import is_test_path
from touchline.syntax.mark import Mark
from touchline.syntax.scope import Scope
from touchline.syntax.testing import Test

if TYPE_CHECKING:
    from collections.abc import Iterator

    import tree_sitter

    from touchline.syntax.assertion import Assertion
    from touchline.syntax.span import Span

_SUITE = re.compile(r"^Test|(^|_)tests?$|Tests?$")
"""The name of a suite, by which it is known where none of its tests changed."""


class Definition(NamedTuple):
    """A function, method, class or module; ``name`` is dotted, outermost first."""

    name: str
    span: Span
    is_class: bool
    in_test: bool
    in_suite: bool

    @property
    def own_name(self) -> str:
        """The last part of its name."""
        return self.name.rpartition(".")[2]

    @property
    def is_product(self) -> bool:
        """Whether it is no part of the tests that stand in the same file."""
        return not (self.in_test or self.in_suite)


@dataclass(frozen=True, slots=True)
class Structure:
    """What stands where in a file version, or in some places of it; ``Facts`` says what is what.

    ``inner`` is the tree of code that was parsed by itself.
    """

    tests: tuple[Test, ...]
    helpers: tuple[Test, ...]
    strays: tuple[Test, ...]
    definitions: tuple[Definition, ...]
    assertions: tuple[Assertion, ...]
    marks: tuple[Mark, ...]
    inner: tree_sitter.Tree | None


def structure(collector: Collector, scopes: list[Scope], path: str) -> Structure:
    """Sort out what a collector read of a file."""
    in_tests = is_test_path(path)
    collected = in_tests or collector.language.tests.anywhere
    for scope in scopes:
        scope.is_test = scope.is_test and _is_collected(collector, scope)
    usual = [scope for scope in scopes if not scope.is_inline]
    strays = () if collected else tuple(_tests(collector, usual))
    for scope in usual:
        scope.is_test = scope.is_test and collected
    return Structure(
        tests=tuple(_tests(collector, scopes)),
        helpers=tuple(_helpers(collector, scopes, is_test=in_tests)) if collected else (),
        strays=strays,
        definitions=tuple(_definitions(scopes, is_test=in_tests)),
        assertions=_untested(collector, scopes),
        marks=tuple(_around(collector, scopes)),
        inner=collector.inner,
    )


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


def _helpers(collector: Collector, scopes: list[Scope], *, is_test: bool) -> Iterator[Test]:
    """Yield what asserts and is no test itself; in a file of the product, what its suites hold."""
    suites = _suites(scopes, is_test=is_test)
    for scope in scopes:
        if not scope.assertions or scope.is_test or not scope.is_definition:
            continue
        if is_test or any(id(one) in suites for one in (scope, *_above(scope))):
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
    suites = _suites(scopes, is_test=is_test)
    for scope in scopes:
        if scope.is_definition:
            around = (scope, *_above(scope))
            yield Definition(
                ".".join(scope.path),
                scope.span,
                scope.is_class,
                in_test=any(one.is_test for one in around),
                in_suite=any(id(one) in suites for one in around),
            )


def _suites(scopes: list[Scope], *, is_test: bool) -> set[int]:
    """Return the identities of suites: in a test file what may be one, else what holds tests.

    Examples in its documentation make no suite of a class.
    """
    tests = (one for one in scopes if one.is_test and not one.is_inline)
    holding = {id(above) for one in tests for above in _above(one)}
    return {
        id(one)
        for one in scopes
        if one.is_suite and (is_test or id(one) in holding or _SUITE.search(one.name))
    }


def _untested(collector: Collector, scopes: list[Scope]) -> tuple[Assertion, ...]:
    """Return the assertions outside of tests: in helpers, fixtures and at the top."""
    found = list(collector.loose.assertions)
    for scope in scopes:
        if not scope.is_test:
            found += scope.assertions
    return tuple(found)

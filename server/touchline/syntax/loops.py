"""Loops over a list that is written out: its entries are the cases of what the loop asserts."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from touchline.syntax.assertion import Assertion
    from touchline.syntax.scope import Scope
    from touchline.syntax.span import Span


class Loop(NamedTuple):
    """A loop, or a suite that is run for each row of a table, and these rows."""

    span: Span
    rows: tuple[Assertion, ...]


def spread(
    loops: Iterable[Loop], scopes: Sequence[Scope], assertions: Iterable[Assertion]
) -> Iterator[Assertion]:
    """Give the tests inside of each loop its rows; yield those of loops that lie in a test.

    ``scopes`` are in the order of the file. A loop that asserts nothing prepares something.
    """
    places = sorted(one.span.start for one in assertions) if loops else []
    for loop in loops:
        first = bisect_left(places, loop.span.start)
        if first == len(places) or places[first] >= loop.span.end:
            continue
        inside = list(_tests(loop.span, scopes))
        for scope in inside:
            scope.cases += loop.rows
        if not inside:
            yield from loop.rows


def _tests(place: Span, scopes: Sequence[Scope]) -> Iterator[Scope]:
    """Yield the outermost tests in a place."""
    end = place.start
    for at in range(bisect_left(scopes, place.start, key=_start), len(scopes)):
        scope = scopes[at]
        if scope.span.start >= place.end:
            return
        if scope.is_test and scope.span.start >= end and place.holds(scope.span):
            end = scope.span.end
            yield scope


def _start(scope: Scope) -> int:
    return scope.span.start

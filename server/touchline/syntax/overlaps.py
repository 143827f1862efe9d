"""Which of several matches at one place count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.syntax.mark import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.syntax.assertion import Assertion
    from touchline.syntax.scope import Item


def outermost(assertions: Iterable[Assertion]) -> list[Assertion]:
    """Return the outer of nested assertions, but the inner ones of a check that we can't read."""
    found: list[Assertion] = []
    for one in sorted(assertions, key=lambda one: (one.span.start, -one.span.end)):
        if found and found[-1].span.holds(one.span):
            if not found[-1].is_unread or one.is_unread:
                continue
            found.pop()
        found.append(one)
    return found


def with_conditions(items: Sequence[Item]) -> list[Item]:
    """Leave out each mark that is the name of a mark with a condition, both found at one place."""
    conditional = {
        (item.kind, item.span.start)
        for item in items
        if isinstance(item, Mark) and item.condition is not None and item.gate is None
    }
    return [
        item
        for item in items
        if not isinstance(item, Mark)
        or item.condition is not None
        or (item.kind, item.span.start) not in conditional
    ]

"""Stretches of a file, how they lie in one another, and what lies in each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from touchline.syntax.assertion import Assertion
from touchline.syntax.mark import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.syntax.span import Span

Item = Assertion | Mark
"""What lies in a scope."""


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

    def take(self, item: Item) -> None:
        """Add what lies in it."""
        if isinstance(item, Mark):
            if self.is_test and item.outer is not None and item.outer >= self.span.start:
                return  # it leaves a helper that the test defines
            self.marks.append(item.within(self.span))
        elif item.is_case:
            self.cases.append(item)
        else:
            self.assertions.append(item)


def nest(scopes: Sequence[Scope], items: Iterable[Item], file: Scope) -> None:
    """Give each scope its parent and each item its innermost scope, in one sweep.

    ``scopes`` are in the order of the file, outer ones first; ``file`` is around them all.
    """
    at, stack = 0, [file]
    for item in (*sorted(items, key=lambda item: item.span.start), None):
        start = item.span.start if item else file.span.end + 1
        while at < len(scopes) and scopes[at].span.start <= start:
            _unwind(stack, scopes[at].span.start)
            scopes[at].parent = stack[-1] if len(stack) > 1 else None
            stack.append(scopes[at])
            at += 1
        _unwind(stack, start)
        if item:
            _owner(stack).take(item)


def _unwind(stack: list[Scope], start: int) -> None:
    """Take the scopes off that end before an offset."""
    while len(stack) > 1 and stack[-1].span.end <= start:
        stack.pop()


def _owner(stack: Sequence[Scope]) -> Scope:
    """Return the innermost test around a place, or else its innermost scope."""
    return next((scope for scope in reversed(stack) if scope.is_test), stack[-1])

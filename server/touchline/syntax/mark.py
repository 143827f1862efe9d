"""Something that changes whether or how far a test runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from touchline.syntax.span import Span


class Mark(NamedTuple):
    """A skip, an expected failure, a focus, a return, or what keeps a test from being collected.

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

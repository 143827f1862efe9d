"""Stretches of lines that lie in one another, to be found by line."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.syntax.span import Span


class Nesting:
    """Which of some spans, in the order of the file, hold a line; found without a look at all."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [span.line for span in spans]
        self._around: list[int] = []
        stack: list[int] = []
        for number, span in enumerate(spans):
            while stack and spans[stack[-1]].end_line < span.line:
                stack.pop()
            self._around.append(stack[-1] if stack else -1)
            stack.append(number)

    def at(self, line: int) -> list[int]:
        """Return the numbers of the spans that hold a line (1-based), in the order of the file."""
        found: list[int] = []
        number = bisect_right(self._starts, line) - 1
        while number >= 0:
            if self._spans[number].end_line >= line:
                found.append(number)
            number = self._around[number]
        return found[::-1]

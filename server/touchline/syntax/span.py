"""A place in a file version."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from touchline.syntax.offsets import line_start

if TYPE_CHECKING:
    import tree_sitter


class Span(NamedTuple):
    """Byte offsets ``start`` to ``end`` (exclusive); 1-based lines, both included; byte columns."""

    start: int
    end: int
    line: int
    end_line: int
    column: int
    end_column: int

    def holds(self, other: Span) -> bool:
        """Whether the other place lies within this one."""
        return self.start <= other.start and other.end <= self.end


def span_of(node: tree_sitter.Node) -> Span:
    """Return the place of a node; a last line that holds nothing of it is not counted."""
    (row, column), (end_row, end_column) = node.start_point, node.end_point
    last = end_row + 1 if end_column or end_row == row else end_row
    return Span(node.start_byte, node.end_byte, row + 1, last, column, end_column)


def span_of_lines(content: bytes, line: int, end_line: int) -> Span:
    """Return the place of whole lines (1-based, both included), the last line end left out."""
    first, count = max(line, 1), max(end_line - line + 1, 0)
    start = line_start(content, first)
    if start == len(content) and not content.endswith(b"\n"):
        start = content.rfind(b"\n") + 1
    end = line_start(content, first + count) if count else start
    last = content.rfind(b"\n", start, max(start, end - 1)) + 1 or start
    stop = end - content[start:end].endswith(b"\n")
    return Span(start, stop, line, end_line, 0, stop - last)


def span_of_line(content: bytes, line: int) -> Span:
    """Return the place of a whole line (1-based), its line end left out."""
    return span_of_lines(content, line, line)

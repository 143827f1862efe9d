"""A place in a file version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tree_sitter


@dataclass(frozen=True, slots=True)
class Span:
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

"""Where a line went when a content changed."""

from __future__ import annotations

from bisect import bisect_right

from touchline.diff.lines import Edit, count_lines, edits


class LineMap:
    """Maps 1-based lines between two contents, both ways.

    A line that is gone maps to the neighbour that took its place: the line of the replacement
    that stands as far down as it did, else the line that followed it, else the last line.
    """

    def __init__(self, found: list[Edit], before_lines: int, after_lines: int) -> None:
        self._forward = found
        self._back = [Edit(e.after_start, e.after_end, e.before_start, e.before_end) for e in found]
        self._before_lines = before_lines
        self._after_lines = after_lines

    @classmethod
    def between(cls, before: bytes, after: bytes) -> LineMap:
        """Make the map of two contents."""
        return cls(edits(before, after), count_lines(before), count_lines(after))

    def forward(self, line: int) -> int:
        """Return the line of ``after`` for a line of ``before``; at least 1."""
        return _mapped(self._forward, line, self._after_lines)

    def back(self, line: int) -> int:
        """Return the line of ``before`` for a line of ``after``; at least 1."""
        return _mapped(self._back, line, self._before_lines)


def _mapped(found: list[Edit], line: int, last: int) -> int:
    index = line - 1
    position = bisect_right(found, index, key=_start) - 1
    # An insertion before this line has the same start as the line; an edit further up shifts it.
    if position >= 0:
        _, end, after_start, after_end = found[position]
        if index >= end:
            index += after_end - end
        else:
            start = found[position].before_start
            index = min(after_start + index - start, max(after_end - 1, after_start))
    return max(1, min(index + 1, last))


def _start(edit: Edit) -> int:
    return edit.before_start

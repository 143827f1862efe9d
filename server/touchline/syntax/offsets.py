r"""Where lines start: the lines of a content by their byte offsets.

An edit is about a line or two of a long file, so the line ends are not counted one by one: a
line is found by halving, from the nearest one that is known. Lines end at ``\n`` only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from io import BytesIO
from itertools import accumulate

_NEAR = 512
"""Bytes that are searched line by line."""

_MOST = 32
"""Lines that are searched for before all are counted."""


class _Offsets:
    """The offsets of one content. Threads may ask at once, so what is known is never changed."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._known: tuple[tuple[int, int], ...] = ((1, 0),)
        self._all: tuple[int, ...] = ()

    def start(self, line: int) -> int:
        known, end = self._known, len(self.content)
        if len(known) > _MOST and not self._all:
            self._all = (0, *accumulate(map(len, BytesIO(self.content))))
        if self._all:
            return self._all[min(line, len(self._all)) - 1]
        at = bisect_right(known, (line, end))
        above, low = known[at - 1]
        if above == line:
            return low
        high = known[at][1] if at < len(known) else end
        found = _searched(self.content, low, high, line - above)
        if found < end:
            self._known = (*known[:at], (line, found), *known[at:])
        return found


_LAST: deque[_Offsets] = deque(maxlen=4)
"""Those of the last contents: rules and diagnostics ask again about the same two versions."""


def line_start(content: bytes, line: int) -> int:
    """Return the offset at which a line (from 1) starts; the length of the content beyond it."""
    for known in tuple(_LAST):
        if known.content is content:
            return known.start(line)
    offsets = _Offsets(content)
    _LAST.append(offsets)
    return offsets.start(line)


def _searched(content: bytes, low: int, high: int, lines: int) -> int:
    """Return where the line starts that is so many lines below the one that starts at ``low``."""
    while high - low > _NEAR:
        middle = (low + high) // 2
        passed = content.count(b"\n", low, middle)
        if passed < lines:
            low, lines = middle, lines - passed
        else:
            high = middle
    for _ in range(lines):
        low = content.find(b"\n", low) + 1
        if low == 0:
            return len(content)
    return low

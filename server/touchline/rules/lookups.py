"""Whether a table is one in which something is looked up, and not a piece of configuration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.syntax import Span

_ASKED = (
    rb"(?:get|has|fetch|getOrDefault|containsKey|contains|items|entries|keys|iter"
    rb"|key\?|include\?|find)"
)
_AT_ONCE = re.compile(rb"\s*\)*\s*(?:\[|(?:\?\.|\.)\s*" + _ASKED + rb"\b)")
_NAMED = re.compile(
    rb"([A-Za-z_$][\w$]*)\s*(?::[^=\n;{]{0,80})?(?::=|=)\s*(?:[\w.:<>, &\[\]]{0,60}[({\[]\s*){0,2}$"
)
_BEFORE = 240
_USED = re.compile(rb"\s*(?:(?:\?\.)?\[\s*(?![\"'`\d\]])|(?:\?\.|\.)\s*" + _ASKED + rb"\b)")
_IN = re.compile(rb"\bin\s+(?:[\w$]+\.)*\Z")
_WORD = re.compile(rb"\w")


def is_looked_up(content: bytes, table: Span) -> bool:
    """Tell whether a value that is no literal is looked up in a table of a file.

    A table that is passed on, returned, or read by fixed names is configuration.
    """
    if _AT_ONCE.match(content, table.end):
        return True
    named = _NAMED.search(content[max(0, table.start - _BEFORE) : table.start])
    if named is None:
        return False
    return any(
        _USED.match(content, end) or _IN.search(content, max(0, start - _BEFORE), start)
        for start, end in _places(content, named[1])
    )


def _places(content: bytes, name: bytes) -> Iterator[tuple[int, int]]:
    """Yield where a name stands as a whole word."""
    start = content.find(name)
    while start >= 0:
        end = start + len(name)
        if not (_WORD.match(content[start - 1 : start]) or _WORD.match(content, end)):
            yield start, end
        start = content.find(name, end)

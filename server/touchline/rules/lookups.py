"""Whether a table is one in which something is looked up, and not a piece of configuration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.syntax import Span

_ASKED = (
    rb"(?:get|has|fetch|getOrDefault|containsKey|contains|items|entries|keys|iter"
    rb"|key\?|include\?|find|find_map|into_iter|detect|assoc|entrySet|forEach|each)"
)
"""Methods that look a key up, or go through a table."""

_AT_ONCE = re.compile(rb"\s*\)*\s*(?:\[|(?:\?\.|\.)\s*" + _ASKED + rb"\b)")
"""What follows a table in which something is looked up right there."""

_NAMED = re.compile(
    rb"([A-Za-z_$@][\w$]*)\s*(?::[^=\n{]{0,80})?(?::=|\|\|=|=)\s*"
    rb"(?:[\w.:<>, &\[\]]{0,60}[({\[]\s*){0,2}(?:[\w.:<>&\[\] ]{0,40})$"
)
"""What stands before a table that gets a name."""

_TAIL = re.compile(rb"[\w.:<>, &\[\](){\s]*")
"""What stands between the last sign of equality and such a table."""

_LOOPED = re.compile(rb"\b(?:in|of|range)\s*\(?&?\s*$")
"""What stands before a table that is gone through right there."""

_BEFORE = 240
"""Bytes before a table in which its name is looked for."""

_USED = re.compile(rb"\s*(?:(?:\?\.)?\[\s*(?![\"'`\d\]])|(?:\?\.|\.)\s*" + _ASKED + rb"\b)")
"""What follows the name of a table in which a key that is no literal is looked up."""

_IN = re.compile(rb"\b(?:in|of|range)\s+&?(?:[\w$]+\.)*\Z|\bfor\s*\([^)\n]*:\s*\Z")
"""What stands before the name of a table that is gone through."""

_WORD = re.compile(rb"\w")
"""A byte that goes on a name."""


def is_looked_up(content: bytes, table: Span, start: int) -> bool:
    """Tell whether a value that is no literal is looked up in a table of a file.

    A table that is passed on, returned, or read by fixed names is configuration. ``start`` is
    where the expression begins that holds the table: before its type, in Go.
    """
    above = content[max(0, start - _BEFORE) : start]
    if _AT_ONCE.match(content, table.end) or _LOOPED.search(above):
        return True
    return is_used(content, name_of(content, start))


def is_used(content: bytes, name: bytes) -> bool:
    """Tell whether a value that is no literal is looked up in what has a name."""
    return bool(name) and any(
        _USED.match(content, end) or _IN.search(content, max(0, at - _BEFORE), at)
        for at, end in places(content, name)
    )


def name_of(content: bytes, start: int) -> bytes:
    """Return the name that is given to the expression that begins at an offset; b"" for none."""
    above = content[max(0, start - _BEFORE) : start]
    equals = above.rfind(b"=")
    if equals < 0 or not _TAIL.fullmatch(above, equals + 1):
        return b""  # told before a search, which tries from every byte
    named = _NAMED.search(above)
    return named[1] if named else b""


def places(content: bytes, name: bytes) -> Iterator[tuple[int, int]]:
    """Yield where a name stands as a whole word."""
    start = content.find(name)
    while start >= 0:
        end = start + len(name)
        if not (_WORD.match(content[start - 1 : start]) or _WORD.match(content, end)):
            yield start, end
        start = content.find(name, end)

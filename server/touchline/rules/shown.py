"""Two values as a message can hold them: short, on one line, and seen to differ."""

from __future__ import annotations

import re
from itertools import takewhile

_LONGEST = 60
"""Characters of a value that are shown."""

# So much of what both have in common is shown before that in which they differ.
_LEAD = 20

_BEFORE = re.compile(r"\s+([,;:.)\]}])")
"""White space that nobody writes before a sign."""

_AFTER = re.compile(r"([(\[{.])\s+")
"""White space that nobody writes after one."""


def apart(one: str, other: str) -> tuple[str, str]:
    """Return two texts of code, of which only the part is left in which they differ if long."""
    one, other = (_tidy(text) for text in (one, other))
    if max(len(one), len(other)) <= _LONGEST:
        return one, other
    common = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    )
    start = one.rfind(" ", 0, max(0, common - _LEAD) + 1) + 1 if common > _LEAD else 0
    return _cut(one, start), _cut(other, start)


def _tidy(text: str) -> str:
    """Put a normal form, which has a blank between all words, as a person would write it."""
    text = " ".join(text.split())
    return _AFTER.sub(r"\1", _BEFORE.sub(r"\1", text))


def _cut(text: str, start: int) -> str:
    end = start + _LONGEST
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"

"""Where a language has its tests, and where its syntax is a list: two tables of its folder."""

from __future__ import annotations

import re
from functools import cached_property

from touchline.model import Frozen


class Collection(Frozen):
    """Where the runner of a language looks for tests."""

    files: tuple[str, ...] = ()
    in_functions: bool = True
    anywhere: bool = False
    inline: tuple[tuple[bytes, ...], ...] = ()

    def may_be_inline(self, content: bytes) -> bool:
        """Whether a product file can hold tests."""
        return any(_has_in_order(content, texts) for texts in self.inline)


def _has_in_order(content: bytes, texts: tuple[bytes, ...]) -> bool:
    at = 0
    for text in texts:
        at = content.find(text, at)
        if at < 0:
            return False
    return True


class Lists(Frozen):
    """What of the syntax is a list of entries, see ``regions.py``; ``marks`` is a pattern of the
    words without which nothing changes whether the tests around it run.
    """

    bodies: frozenset[str] = frozenset()
    wrappers: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()
    opened: str | None = None
    marks: str = ""

    @cached_property
    def opened_pattern(self) -> re.Pattern[bytes] | None:
        """The compiled pattern of calls that hold entries."""
        return None if self.opened is None else re.compile(self.opened.encode())

    @cached_property
    def marks_pattern(self) -> re.Pattern[bytes]:
        """The compiled pattern of the words of marks."""
        return re.compile(self.marks.encode())

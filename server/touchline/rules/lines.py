"""Added and removed lines of a change, for rules that look at text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from touchline.rules.filechange import FileChange

_COMMENT = re.compile(r"^\s*(#(?!\s*\[)|//|\*|/\*|--|<!--|;)")
"""The beginning of a line that is a comment; an attribute of Rust, ``#[…]``, is none."""


def every_added(file: FileChange) -> Iterator[tuple[int, str]]:
    """Yield each added line, comments too, with its number."""
    for hunk in file.hunks:
        yield from enumerate(hunk.added, hunk.target_start)


def added(file: FileChange) -> Iterator[tuple[int, str]]:
    """Yield each added line that is no comment, with its number."""
    for number, text in every_added(file):
        if not _COMMENT.match(text):
            yield number, text


def matching(file: FileChange, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Yield each added line that is no comment, with its number, if any may match a pattern."""
    return added(file) if _of_lines(pattern).search(file.added_text) else iter(())


@cache
def _of_lines(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """Return a pattern of one line for many: what it finds in a line, it finds among others."""
    return re.compile(pattern.pattern, pattern.flags | re.MULTILINE)


def removed(file: FileChange) -> Iterator[tuple[int, str]]:
    """Yield each removed line that is no comment, with its number before."""
    for hunk in file.hunks:
        for number, text in enumerate(hunk.removed, hunk.source_start):
            if not _COMMENT.match(text):
                yield number, text

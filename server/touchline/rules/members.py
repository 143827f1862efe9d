"""Lists of whole inputs that code only asks for membership: the answer is whether one is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.rules.filechange import FileChange
from touchline.rules.fresh import fresh
from touchline.rules.literals import Run, bits
from touchline.rules.lookups import name_of, places
from touchline.rules.special_cases import SpecialCase
from touchline.rules.tables import items_of
from touchline.syntax import Facts, Span

_ASKED = re.compile(
    rb"\s*\)*\s*(?:\?\.|\.)\s*(?:(?:contains|includes?|has|binary_search)\b|member\?)"
)
"""What follows a list that is asked whether it holds something."""

_ASKS = re.compile(
    rb"(?!.*\bfor\b)(?:.*\bin\s+(?:\w+\.)?|.*\b(?:slices\.Contains|Arrays\.binarySearch)\(\s*)\Z"
)
"""What stands before one on its line."""

_DATA = re.compile(r"(?=.*[a-zA-Z])(?=(?:.*\d){3})[\w-]{6,}|\d{6,}|[^\W_\d]{14,}")
"""A word that nobody would choose as a name: letters among digits, many digits, or very long."""

_ROUND = re.compile(r"\d{1,3}0+")
_ENOUGH = 40.0
"""Bits of all the entries of a list."""


def members(file: FileChange) -> Iterator[tuple[SpecialCase, ...]]:
    """Yield the entries of each new list of inputs that is only asked for membership.

    The outcome of each is empty: that it stands in the list is the answer.
    """
    facts = file.after
    for fact in fresh(file, "list"):
        items = items_of(fact, facts.language or "")
        if not items or not all(map(_is_data, items)) or sum(map(bits, items)) < _ENOUGH:
            continue
        if _is_asked(facts, fact.span, fact.extent.start):
            yield tuple(SpecialCase(item, (), fact.span, fact.span.start + 1) for item in items)


def _is_data(item: Run) -> bool:
    text = "".join(item)
    return bool(_DATA.fullmatch(text)) and not _ROUND.fullmatch(text)


def _is_asked(facts: Facts, span: Span, start: int) -> bool:
    content = facts.content
    if _asks(content, start, span.end):
        return True
    name = name_of(content, start)
    return bool(name) and any(_asks(content, at, end) for at, end in places(content, name))


def _asks(content: bytes, start: int, end: int) -> bool:
    above = content[content.rfind(b"\n", 0, start) + 1 : start]
    return bool(_ASKED.match(content, end) or _ASKS.match(above))

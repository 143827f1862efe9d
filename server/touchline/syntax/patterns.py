"""The patterns of a language's queries: what they yield, and which texts can hold a match.

A pattern that asks for certain names (``#eq?``, ``#any-of?``) has nothing to find in a text that
lacks them, and is neither compiled nor run for it. A capture in such a predicate must therefore
be one that every match of its pattern has.

A query takes its time to compile, above all for node types with children that can stand in many
places. Where a field tells the type of a node (``object:`` with ``property:``, ``method:``), the
pattern says ``_`` for it, which costs a fraction; not with a denied field, which ``_`` lets by.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = ("skip", "xfail", "focus", "return", "uncollected")

_TOKEN = re.compile(r';[^\n]*|"(?:\\.|[^"\\])*"|[()\[\]]|@[\w.-]+')
"""A part of a query: a comment, a string, a bracket, a capture."""

_NAMES = re.compile(r'\(#(?:eq\?|any-of\?) @[\w.-]+((?:\s+"(?:\\.|[^"\\])*")+)\s*\)')
"""A predicate that asks for certain names."""

_STRING = re.compile(r'"((?:\\.|[^"\\])*)"')
"""A string in a query."""

_WORD = re.compile(rb"\w+", re.ASCII)
"""A word in a name."""

_PLAIN = bytes(c if chr(c).isalnum() or c == ord("_") or c > 127 else ord(" ") for c in range(256))
"""A table that puts a blank for each byte that is in no word."""

_STRUCTURE = frozenset(
    {"name", "above", "callee", "assertion", "comment", "rows", "lines", "doctest", "shown"}
    | {"embedded"}
)
"""Captures of what tests and definitions are made of."""


def words_of(content: bytes, known: frozenset[bytes]) -> frozenset[bytes]:
    """Return which words stand in a text, as runs of letters, digits and underscores."""
    return known.intersection(content.translate(_PLAIN).split())


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of a query. ``kind`` is the fact, mark or scope that it yields, "" for others.

    ``needs`` has the words of which a text must hold some: for each predicate its alternatives,
    each a set of words.
    """

    text: str
    kind: str
    needs: tuple[tuple[frozenset[bytes], ...], ...]

    @property
    def is_fact(self) -> bool:
        """Whether it yields facts that are read by their kind."""
        return self.kind.startswith("fact.")

    @property
    def is_comment(self) -> bool:
        """Whether it yields comments, which hardly anybody asks for."""
        return "@comment" in self.text

    @property
    def key(self) -> frozenset[bytes]:
        """The fewest words of which one is in every text with a match; none where any may do."""
        plain = [names for names in self.needs if all(len(one) == 1 for one in names)]
        return frozenset[bytes]().union(*min(plain, key=len, default=()))

    def may_match(self, words: frozenset[bytes]) -> bool:
        """Whether a text of these words can hold a match."""
        return all(any(one <= words for one in names) for names in self.needs)


def split(query: str) -> Iterator[Pattern]:
    """Yield the patterns of a query: each begins outside of all brackets."""
    depth, start, end, captures = 0, 0, 0, set[str]()
    for token in _TOKEN.finditer(query):
        sign = token[0][0]
        if sign == ";":
            continue
        if sign == "@":
            captures.add(token[0][1:])
        elif depth == 0:
            if captures:
                yield _pattern(query[start:end], captures)
            start, captures = token.start(), set[str]()
        depth += (sign in "([") - (sign in ")]")
        end = token.end()
    if captures:
        yield _pattern(query[start:end], captures)


def _pattern(text: str, captures: set[str]) -> Pattern:
    needs = tuple(
        tuple(frozenset(_WORD.findall(name.encode())) for name in _STRING.findall(names))
        for names in _NAMES.findall(text)
    )
    return Pattern(text, _kind(captures), needs)


def _kind(captures: set[str]) -> str:
    kinds = [one for one in captures if one.startswith("fact.") or one in MARKS]
    structure = captures & _STRUCTURE
    if structure == {"name"} and not kinds:
        return "scope"
    return kinds[0] if len(kinds) == 1 and not structure else ""

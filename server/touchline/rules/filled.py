"""Tables that are no expression: filled entry by entry, or written as a text to take apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from touchline.rules.literals import run_of, words
from touchline.rules.lookups import is_used
from touchline.rules.special_cases import SpecialCase
from touchline.rules.tables import Entry
from touchline.syntax import Facts, Span, span_of_line, split, tokens

_FILLS = re.compile(
    rb"^[ \t]*([\w.@$]+)(?:\[((?:[rbu]?[\"'`]|-?\d|[(\[])[^\n]*?)\]\s*=(?!=)\s*([^\n;]+)"
    rb"|\.(?:set|put|insert|store|emplace)\(((?:[\"'`]|-?\d)[^\n]*)\));?[ \t]*\r?$",
    re.MULTILINE,
)
"""A line that puts an entry into a table."""

_MAY_FILL = re.compile(r"\]\s*=(?!=)|\.(?:set|put|insert|store|emplace)\(\s*[\"'`\d-]")
_MAY_PAIR = re.compile(r"\w\s*(?:=>|->|[=:\t])\s*[\w-]+(?:[|;\n]|\\n)\s*\S+(?:=>|->|[=:\t])")
"""What a new line holds that fills a table, or new text that holds entries."""

_SPLITS = re.compile(
    rb"\.(?:r?split(?:lines|n|_once)?|r?partition|lines)\b|\b(?:Split|Fields|Cut)\("
)
"""What takes a text apart."""

_LINES = re.compile(rb"(\"{3}|\x27{3}|[\"\x27`])((?:(?!\1)[^\\]|\\.){16,2000}?)\1", re.DOTALL)
_PIECES = re.compile(r"[|;\n]|\\n")
_PAIRS = re.compile(r"\s*(?:=>|->|[=:\t])\s*")
"""A longer text, what stands between its entries, and between the sides of one."""

_COMMA = frozenset({","})
_FEW = 3


def may_fill(added: str) -> bool:
    """Tell quickly whether added lines can hold an entry of such a table."""
    return bool(_MAY_FILL.search(added) or _MAY_PAIR.search(added))


def filled_tables(facts: Facts) -> Iterator[SpecialCase]:
    """Find the entries of the tables of a file that are filled, or taken apart."""
    for span, entries in (*_one_by_one(facts, facts.language or ""), *_taken_apart(facts)):
        for key, outcome in entries:
            yield SpecialCase(key, outcome, span, span.start + 1)


def _one_by_one(facts: Facts, language: str) -> Iterator[tuple[Span, list[Entry]]]:
    """Yield the tables that are filled by statements: ``seen["a b"] = 4``, ``m.put(3, 7)``."""
    filled: defaultdict[bytes, list[tuple[int, Entry]]] = defaultdict(list)
    for found in _FILLS.finditer(facts.content):
        sides = [tokens(language, found[2]), tokens(language, found[3])] if found[2] else []
        runs = [run_of(side) for side in sides or split(tokens(language, found[4]), _COMMA)]
        if len(runs) == 2 and runs[0] and runs[1]:
            filled[found[1]].append((found.start(1), (runs[0], runs[1])))
    for name, entries in filled.items():
        if len(entries) >= _FEW and is_used(facts.content, name.rpartition(b".")[2]):
            yield _line(facts, entries[0][0]), [entry for _, entry in entries]


def _taken_apart(facts: Facts) -> Iterator[tuple[Span, list[Entry]]]:
    """Yield the tables that are written as a text, which the code takes apart."""
    if not _SPLITS.search(facts.content):
        return
    for found in _LINES.finditer(facts.content):
        text = found[2].decode("utf-8", "surrogateescape")
        rows = [_PAIRS.split(piece.strip()) for piece in _PIECES.split(text) if piece.strip()]
        if len(rows) >= _FEW and all(len(row) == 2 for row in rows):
            yield _line(facts, found.start()), [(words(row[0]), words(row[1])) for row in rows]


def _line(facts: Facts, offset: int) -> Span:
    return span_of_line(facts.content, facts.content.count(b"\n", 0, offset) + 1)

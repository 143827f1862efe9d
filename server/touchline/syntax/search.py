"""Tree-sitter queries that somebody else wrote: compiled with a place for their errors."""

from __future__ import annotations

import re
from dataclasses import dataclass

import tree_sitter

from touchline.syntax.compiled import compiled
from touchline.syntax.language import load
from touchline.syntax.parse import parse
from touchline.syntax.span import Span, span_of

_ROW = re.compile(r"\brow (\d+)")
"""The row in the message of an error of a query."""


class PatternError(ValueError):
    """A query that can't be compiled; ``row`` counts its lines from 0."""

    def __init__(self, message: str, row: int) -> None:
        super().__init__(message)
        self.row = row


@dataclass(frozen=True)
class Pattern:
    """A compiled query of one language. What it finds is captured as ``@match``."""

    language: str
    query: tree_sitter.Query

    @classmethod
    def compile(cls, language: str, text: str) -> Pattern:
        """Compile a query. Raises ``KeyError`` for no such language, and ``PatternError``."""
        grammar = load(language).tree_sitter
        try:
            query = compiled(grammar, text)
        except tree_sitter.QueryError as error:
            row = _ROW.search(str(error))
            raise PatternError(str(error), int(row[1]) if row else 0) from error
        names = [query.capture_name(number) for number in range(query.capture_count)]
        if "match" not in names:
            raise PatternError("nothing is captured as @match", 0)
        return cls(language, query)

    def spans(self, content: bytes) -> list[Span]:
        """Return the places of all matches, in the order of the file, each once."""
        cursor = tree_sitter.QueryCursor(self.query)
        found = cursor.captures(parse(self.language, content).root_node).get("match", [])
        return sorted({span_of(node) for node in found}, key=lambda span: (span.start, span.end))

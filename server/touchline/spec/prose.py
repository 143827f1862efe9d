"""Sentences in, clauses out."""

from __future__ import annotations

from touchline.spec.mentions import mentions
from touchline.spec.model import Clause, ClauseKind, Origin, Quote
from touchline.spec.reading import Reading
from touchline.spec.text import Document, blocks, sentences
from touchline.spec.tree import Tree


class Reader:
    """Reads prose into a ``Reading``."""

    def __init__(self, tree: Tree, origin: Origin = Origin.TASK) -> None:
        self.tree = tree
        self.origin = origin
        self.reading = Reading()

    def read(self, document: Document) -> None:
        """Read every sentence of a text."""
        for block in blocks(document):
            for quote in sentences(document, block):
                if not self.reading.title:
                    self.reading.title = quote.text
                self.reading.clauses += self.clauses(quote, ClauseKind.GOAL)

    def clauses(self, quote: Quote, kind: ClauseKind) -> list[Clause]:
        """Return the clauses of one sentence that has the sense of ``kind``."""
        found = mentions(quote.text, self.tree)
        paths = tuple(path for mention in found for path in mention.paths)
        symbols = tuple(symbol for mention in found for symbol in mention.symbols)
        if not paths and not symbols:
            return []
        return [
            Clause(
                **quote.model_dump(), kind=kind, paths=paths, symbols=symbols, origin=self.origin
            )
        ]

"""How a sentence's clauses are made, each with the sentence that it came from."""

from __future__ import annotations

from typing import Any

from touchline.spec.model import Clause, ClauseKind, Origin, Quote
from touchline.spec.objects import Object
from touchline.spec.senses import paths_of, unique

LOCKS = (
    "**/*.lock",
    "**/package-lock.json",
    "**/pnpm-lock.yaml",
    "**/go.sum",
    "**/npm-shrinkwrap.json",
)


class Maker:
    """Makes the clauses of one sentence."""

    def __init__(self, quote: Quote, origin: Origin) -> None:
        self._quote = quote.model_dump()
        self.origin = origin

    def __call__(self, kind: ClauseKind, *items: Object, **fields: Any) -> Clause:
        """Make a clause that binds what the items name."""
        mentions = [item.mention for item in items if item.mention]
        sure = [m.sure for item in items for m in (item.mention, item.inside) if m]
        return Clause(
            **self._quote,
            kind=kind,
            origin=self.origin,
            confidence=min(sure, default=1.0),
            paths=unique(
                [*fields.pop("paths", ()), *(p for item in items for p in paths_of(item))]
            ),
            symbols=unique(symbol for mention in mentions for symbol in mention.symbols),
            **fields,
        )

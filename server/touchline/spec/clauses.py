"""From what a sentence says to the clauses that it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.spec.asking import asked
from touchline.spec.forbidding import forbidden
from touchline.spec.making import Maker
from touchline.spec.model import EVERYTHING, Clause, ClauseKind, Origin, Quote
from touchline.spec.objects import Part, families
from touchline.spec.segments import Mood
from touchline.spec.senses import kinds_of, paths_of
from touchline.spec.vocabulary import Verb

_SOMETIMES = re.compile(
    r"\b(?:if|when|unless|after|once|during|on (?:the )?(?:initial|first|next|each|every|demand"
    r"|startup|change|failure|success|error|create|update|\w+ing)|for (?:each|every))\b"
)
"""What tells when something is done, and so that it is done by the code."""


class Clauses:
    """The clauses of one sentence, made part by part."""

    def __init__(self, quote: Quote, origin: Origin) -> None:
        self._make = Maker(quote, origin)
        self.made: list[Clause] = []
        self._last: list[Clause] = []

    def add(self, part: Part) -> None:
        """Add what one part gives."""
        made = list(self._of(part))
        if part.mood is Mood.EXCEPT:
            self._except(part)
        else:
            self.made += made
            self._last = made

    def _of(self, part: Part) -> Iterator[Clause]:
        if part.mood is Mood.FORBID:
            yield from forbidden(self._make, part)
        elif part.mood is Mood.ONLY:
            yield from self._only(part)
        elif part.mood is not Mood.EXCEPT:
            yield from asked(self._make, part)

    def _only(self, part: Part) -> Iterator[Clause]:
        """Return what is named is allowed, and everything else is not."""
        if _SOMETIMES.search(part.text):
            return
        done = families(part.verbs[:1])
        if done == frozenset({Verb.WORK}) and part.verbs[0].text not in {
            "fix",
            "address",
            "handle",
            "repair",
        }:
            return
        if not all(item.is_direct for item in part.objects):
            return
        allowed = [clause for clause in asked(self._make, part) if clause.binds]
        if allowed:
            yield from (clause.model_copy(update={"kind": ClauseKind.ALLOW}) for clause in allowed)
            yield self._make(
                ClauseKind.FORBID,
                paths=(EVERYTHING,),
                excluded=tuple(path for clause in allowed for path in clause.paths),
                spared=frozenset(k for c in allowed if not c.paths for k in c.aspects),
            )

    def _except(self, part: Part) -> None:
        """Take something out of what was just forbidden or allowed."""
        paths = tuple(path for item in part.objects for path in paths_of(item))
        kinds = frozenset(
            k for item in part.objects if item.noun for k in kinds_of(item, forbidden=True)
        )
        if not self._last or not (paths or kinds):
            return
        if not paths and any(kinds == clause.aspects for clause in self._last):
            return  # "the docs, except docs of …" names no place to take out
        update = {"excluded": paths, "spared": kinds}
        self.made = [c.model_copy(update=update) if c in self._last else c for c in self.made]
        if not any(clause.kind is ClauseKind.FORBID for clause in self._last):
            if self._make.origin is Origin.STANDING:
                return  # what standing rules advise is no task, and an exception to it no rule
            self.made.append(self._make(ClauseKind.FORBID, paths=paths, aspects=kinds))
        elif any(EVERYTHING in clause.paths for clause in self._last):
            self.made.append(self._make(ClauseKind.ALLOW, paths=paths, aspects=kinds))

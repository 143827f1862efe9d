"""Code that answers single inputs: branches on literals with a literal outcome, and tables.

``if n == 2 and a == [3, 1]: return 4`` is the special case of the key ``("2", "3", "1")`` with
the outcome ``("4",)``. Conditions of nested branches count together.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from touchline.rules.conditions import keys_of
from touchline.rules.literals import Run, bits, run_of
from touchline.rules.tables import tables
from touchline.syntax import Fact, Facts, Span, tokens

ARMS = -1

_ONLY_SETS = re.compile(
    rb"[\s{:]*(?:(?:[\w.$@]+(?:\[\w+\])?\s*:?=(?!=)\s*([^\n;]+)|[\w.$@]+\.(?:append|push|add|write)\(([^\n]+)\));?)"
    rb"[\s}]*(?:break;?\s*|(?:el|els|else|end)\s*)?"
)
"""A branch that does no more than set a variable, or add to one."""


@dataclass(frozen=True, slots=True)
class SpecialCase:
    """One input that the code knows by heart.

    ``group`` is 0 for branches, ``ARMS`` for the arms of switches, else the table's own.
    """

    key: Run
    outcome: Run
    span: Span
    group: int


def special_cases(facts: Facts) -> Iterator[SpecialCase]:
    """Find the special cases of a file, in its order."""
    if facts.language is None:
        return
    yield from _branches(facts, facts.language)
    for span, entries in tables(facts):
        for key, outcome in entries:
            yield SpecialCase(key, outcome, span, span.start + 1)


def _branches(facts: Facts, language: str) -> Iterator[SpecialCase]:
    outcomes = Outcomes(facts)
    around: list[tuple[Span, tuple[Run, ...]]] = []
    for fact in sorted((*facts.of("special"), *facts.of("arm")), key=lambda f: f.extent.start):
        while around and not around[-1][0].holds(fact.extent):
            around.pop()
        keys = keys_of(fact, language)
        if not keys:
            continue
        outer = around[-1][1] if around else ((),)
        keys = tuple(above + key for above in outer for key in keys)
        around.append((fact.extent, keys))
        outcome = outcomes.of(fact, language)
        if outcome:
            for key in keys:
                yield SpecialCase(key, outcome, _whole(fact), ARMS if fact.kind == "arm" else 0)


def _whole(fact: Fact) -> Span:
    one, other = fact.span, fact.extent
    return Span(one.start, other.end, one.line, other.end_line, one.column, other.end_column)


class Outcomes:
    """What comes of each branch: the values returned and printed right in it."""

    def __init__(self, facts: Facts) -> None:
        self._content = facts.content
        self._outcomes = facts.of("outcome")
        self._starts = [fact.span.start for fact in self._outcomes]
        self._inner = sorted(f.extent.start for f in (*facts.of("special"), *facts.of("arm")))

    def of(self, branch: Fact, language: str) -> Run:
        """Return the outcome where it is literal all through; else nothing."""
        if value := branch.part("value"):
            return run_of(tokens(language, _encoded(value))) or ()
        first = bisect_left(self._starts, branch.extent.start)
        end = min(branch.extent.end, self._next_branch(branch))
        found = self._outcomes[first : bisect_left(self._starts, end)]
        if not found:
            set_to = _ONLY_SETS.fullmatch(self._content[branch.extent.start : end])
            run = run_of(tokens(language, set_to[1] or set_to[2])) or () if set_to else ()
            return run if bits(run) > 1 else ()
        run: Run = ()
        for fact in found:
            part = run_of(tokens(language, _encoded(fact.part("value"))))
            if part is None:
                return ()
            run += part
        return _without_error(run) if language == "go" else run

    def _next_branch(self, branch: Fact) -> int:
        at = bisect_right(self._inner, branch.extent.start)
        return self._inner[at] if at < len(self._inner) else branch.extent.end


def _without_error(run: Run) -> Run:
    """Return an outcome of Go without the error that goes with it."""
    return run[:-1] if run[1:] and run[-1] == "null" else run


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")

"""Code that answers single inputs: branches on literals with a literal outcome, and tables.

``if n == 2 and a == [3, 1]: return 4`` is the special case of the key ``("2", "3", "1")`` with
the outcome ``("4",)``. Conditions of nested branches count together.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from touchline.rules.literals import Run, run_of
from touchline.rules.lookups import is_looked_up
from touchline.syntax import Fact, Facts, Span, split, tokens

_EQUALS = frozenset({"==", "===", "is", "in", "eq", "eql?", "===="})
_AND = frozenset({"and", "&&"})
_OR = frozenset({"or", "||", "|"})
_CALLS = frozenset(
    {
        "equals",
        "equalsIgnoreCase",
        "contentEquals",
        "Equal",
        "DeepEqual",
        "startswith",
        "startsWith",
        "starts_with",
        "HasPrefix",
        "deepEqual",
        "isEqual",
        "eq",
        "match",
        "fullmatch",
        "search",
    }
)
_MAY_EQUAL = re.compile(
    r"==|\bin\b|\bis\b|\beq\b|equals?|starts?_?with|HasPrefix|DeepEqual|match|search", re.IGNORECASE
)
_LITERAL = re.compile(r"""["'`\d]""")
_PAIR = frozenset({":", "=>"})
_NAMED_KEYS = frozenset({"javascript", "typescript", "tsx", "ruby"})
"""Languages in which the key of a table may be a bare name."""
_COMMA = frozenset({","})


ARMS = -1


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
    for table in facts.of("table"):
        if is_looked_up(facts.content, table.span):
            yield from _entries(table, facts.language)


def _branches(facts: Facts, language: str) -> Iterator[SpecialCase]:
    outcomes = _Outcomes(facts)
    around: list[tuple[Span, tuple[Run, ...]]] = []
    for fact in sorted((*facts.of("special"), *facts.of("arm")), key=lambda f: f.extent.start):
        while around and not around[-1][0].holds(fact.extent):
            around.pop()
        keys = _keys(fact, language)
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


def _keys(fact: Fact, language: str) -> tuple[Run, ...]:
    """Return the inputs for which a condition holds; none where it is not about single ones."""
    text = _encoded(fact.text)
    if not _LITERAL.search(fact.text):
        return ()
    if fact.kind == "arm" and (run := run_of(tokens(language, text))):
        return (run,)
    if not _MAY_EQUAL.search(fact.text):
        return ()
    return tuple(key for part in split(tokens(language, text), _OR) if (key := _conjunction(part)))


def _conjunction(condition: tuple[str, ...]) -> Run:
    key: Run = ()
    for part in split(_unwrapped(condition), _AND):
        key += _compared(_unwrapped(part))
    return key


def _unwrapped(condition: tuple[str, ...]) -> tuple[str, ...]:
    while len(condition) > 2 and condition[0] == "(" and len(split(condition[1:-1], _COMMA)) == 1:
        inner = condition[1:-1]
        if condition[-1] != ")" or _depth_falls(inner):
            break
        condition = inner
    return condition


def _depth_falls(words: tuple[str, ...]) -> bool:
    depth = 0
    for word in words:
        depth += (word in "([{") - (word in ")]}")
        if depth < 0:
            return True
    return False


def _compared(condition: tuple[str, ...]) -> Run:
    """Return the literal that something is compared with; empty where there is none."""
    sides = split(condition, _EQUALS)
    if len(sides) == 2:
        runs = [run_of(side) for side in sides]
        if sum(run is None for run in runs) == 1:
            return runs[0] or runs[1] or ()
    for at, word in enumerate(condition):
        if word in _CALLS and condition[at + 1 : at + 2] == ("(",):
            for argument in split(condition[at + 2 : -1], _COMMA):
                if run := run_of(argument):
                    return run
            return run_of(condition[: at - 1]) or ()
    return ()


class _Outcomes:
    """What comes of each branch: the values returned and printed right in it."""

    def __init__(self, facts: Facts) -> None:
        self._outcomes = facts.of("outcome")
        self._starts = [fact.span.start for fact in self._outcomes]
        self._inner = sorted(f.extent.start for f in (*facts.of("special"), *facts.of("arm")))

    def of(self, branch: Fact, language: str) -> Run:
        """Return the outcome where it is literal all through; else nothing."""
        if value := branch.part("value"):
            return run_of(tokens(language, _encoded(value))) or ()
        first = bisect_left(self._starts, branch.extent.start)
        end = min(branch.extent.end, self._next_branch(branch))
        run: Run = ()
        for fact in self._outcomes[first : bisect_left(self._starts, end)]:
            part = run_of(tokens(language, _encoded(fact.part("value"))))
            if part is None:
                return ()
            run += part
        return run

    def _next_branch(self, branch: Fact) -> int:
        at = bisect_right(self._inner, branch.extent.start)
        return self._inner[at] if at < len(self._inner) else branch.extent.end


def _entries(table: Fact, language: str) -> Iterator[SpecialCase]:
    words = tokens(language, _encoded(table.text))
    named = language in _NAMED_KEYS
    for key, outcome in _pairs(words, named=named):
        if key and outcome:
            yield SpecialCase(key, outcome, table.span, table.span.start + 1)


def _pairs(words: tuple[str, ...], *, named: bool) -> Iterator[tuple[Run | None, Run | None]]:
    """Yield the entries of a table: ``{k: v}``, ``[[k, v]]``, ``[(a, b, v)]``, ``of(k, v, …)``."""
    if words[:1] == ("(",):
        flat = [run_of(part) for part in split(words[1:-1], _COMMA)]
        yield from zip(flat[::2], flat[1::2], strict=False)
        return
    opens = "{" if "{" in words else "["
    inner = words[words.index(opens) + 1 : -1] if opens in words else ()
    for entry in split(inner, _COMMA):
        sides = split(entry, _PAIR)
        if len(sides) == 2:
            is_name = named and len(sides[0]) == 1 and sides[0][0].isidentifier()
            yield sides[0] if is_name else run_of(sides[0]), run_of(sides[1])
        elif opens == "[" and entry[:1] in {("(",), ("[",)}:
            values = split(entry[1:-1], _COMMA)
            yield run_of(sum(values[:-1], ())), run_of(values[-1])


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")

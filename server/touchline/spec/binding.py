"""How specific a clause is at one place, and which of two clauses comes first there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from touchline.model import Aspect
from touchline.places import kinds
from touchline.spec.globs import depth
from touchline.spec.model import EVERYTHING, Clause, Origin, forbidden_with
from touchline.spec.tree import is_glob

_SAMPLE = "x"


class Level(IntEnum):
    """What of a place a clause fixes, from the widest to the narrowest."""

    EVERYTHING = 0
    KIND = 1
    GLOB = 2
    FILE = 3
    SYMBOL = 4
    CONTENT = 5


@dataclass(frozen=True, slots=True)
class Binding:
    """A clause as it binds one place; ``depth`` counts the parts of the path that it fixes."""

    clause: Clause
    level: Level
    depth: int = 0
    kinds: frozenset[Aspect] = frozenset()


def bind(clause: Clause, glob: str | None, *, symbol: bool = False) -> Binding:
    """Return the binding of a clause through one of its globs, a symbol, or its kinds alone."""
    if symbol:
        return Binding(clause, Level.SYMBOL, depth(glob) if glob else 0)
    if glob is None:
        return Binding(clause, Level.KIND, 0, forbidden_with(clause.aspects))
    if glob == EVERYTHING:
        level = Level.KIND if clause.aspects else Level.EVERYTHING
        return Binding(clause, level, 0, forbidden_with(clause.aspects))
    level = Level.GLOB if is_glob(glob) else Level.FILE
    return Binding(clause, level, depth(glob), glob_kinds(glob))


def glob_kinds(glob: str) -> frozenset[Aspect]:
    """Return the kinds that every file under a glob is of (``tests/unit/**`` is tests)."""
    return kinds(glob.replace("**", _SAMPLE).replace("*", _SAMPLE).replace("?", _SAMPLE))


def _narrower(first: Binding, second: Binding) -> bool | None:
    """Whether the first fixes more of the place; None where neither contains the other."""
    levels = {first.level, second.level}
    if levels == {Level.GLOB, Level.KIND}:
        folder, kind = sorted((first, second), reverse=True, key=lambda binding: binding.level)
        if folder.kinds & kind.kinds:
            return folder is first
        return None
    if first.level != second.level:
        return first.level > second.level
    if first.depth != second.depth:
        return first.depth > second.depth
    return _fewer_aspects(first.clause, second.clause)


def _fewer_aspects(first: Clause, second: Clause) -> bool:
    """Tell whether the first is about fewer kinds of change; none at all means all work."""
    if not first.aspects or not second.aspects:
        return bool(first.aspects) and not second.aspects
    return forbidden_with(first.aspects) < forbidden_with(second.aspects)


def outranks(first: Binding, second: Binding) -> bool:
    """Tell whether the first clause comes before the second.

    The more specific clause wins; of two that are equally specific, the task before a standing
    rule. Of two whose places only overlap neither wins by its origin.
    """
    narrower = _narrower(first, second)
    if narrower:
        return True
    if narrower is None or _narrower(second, first):
        return False
    standing = Origin.STANDING
    return first.clause.origin is not standing and second.clause.origin is standing


def order(bindings: list[Binding]) -> tuple[Binding, ...]:
    """Return the bindings, the most specific first, else as they were written."""
    if len(bindings) < 2:
        return tuple(bindings)
    return tuple(sorted(bindings, key=_rank, reverse=True))


def _rank(binding: Binding) -> tuple[int, int, bool, bool]:
    clause = binding.clause
    return (
        binding.level,
        binding.depth,
        bool(clause.aspects),
        clause.origin is not Origin.STANDING,
    )

"""The inputs for which a condition holds: ``("2", "3", "1")`` for ``n == 2 and a == [3, 1]``."""

from __future__ import annotations

import re

from touchline.rules.literals import Run, run_of
from touchline.syntax import Fact, split, tokens

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
        "isclose",
        "match",
        "fullmatch",
        "search",
    }
)
_MAY_EQUAL = re.compile(
    r"==|\bin\b|\bis\b|\beq\b|equals?|starts?_?with|HasPrefix|DeepEqual|isclose|match|search",
    re.IGNORECASE,
)
"""What a condition holds that can be about single inputs."""

_LITERAL = re.compile(r"""["'`\d]""")
"""The beginning of something written out."""

_COMMA = frozenset({","})
_TUPLES = frozenset({"python", "rust"})
"""Languages in which a comma in an arm joins the parts of one input."""


_SIZES = frozenset({"len", "length", "size", "count", "Len", "is_empty"})
"""What asks how large an input is."""

_PATTERNS = frozenset({"match", "fullmatch", "search"})
_ESCAPED = re.compile(r"\\+(?=[^\w\s])|^\^|\$$")
"""What a pattern holds that a text does not in which it finds no other text."""


def _plain(run: Run) -> Run:
    """Return the text that a pattern without wildcards finds."""
    return tuple(_ESCAPED.sub("", scalar) for scalar in run)


def keys_of(fact: Fact, language: str) -> tuple[Run, ...]:
    """Return the inputs for which a condition holds; none where it is not about single ones."""
    text = fact.text.encode("utf-8", "surrogateescape")
    if not _LITERAL.search(fact.text):
        return ()
    if fact.kind == "arm" and (arms := _arms(tokens(language, text), language)):
        return arms
    if not _MAY_EQUAL.search(fact.text):
        return ()
    return tuple(key for part in split(tokens(language, text), _OR) if (key := _conjunction(part)))


def _arms(words: tuple[str, ...], language: str) -> tuple[Run, ...]:
    """Return the inputs of an arm, of which there may be several: ``case 27, 121``, ``3 | 5``."""
    signs = _OR if language in _TUPLES else _OR | _COMMA
    return tuple(run for part in split(words, signs) if (run := run_of(part)))


def _conjunction(condition: tuple[str, ...]) -> Run:
    """Return the input for which all parts hold, without its size where more is told of it."""
    parts = [_unwrapped(part) for part in split(_unwrapped(condition), _AND)]
    keys = [(_compared(part), part) for part in parts]
    told: Run = sum((key for key, part in keys if _SIZES.isdisjoint(part)), ())
    return told or sum((key for key, _ in keys), ())


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
                    return _plain(run) if word in _PATTERNS else run
            return run_of(condition[: at - 1]) or ()
    return ()

"""How far a value may be off: a tolerance that is given, or a difference that has a bound."""

from __future__ import annotations

import re

from touchline.syntax.normal import is_wrapped, split
from touchline.syntax.reading.words import (
    COMMA,
    Words,
    after_call,
    inside,
    is_literal,
    number_of,
    opening_bracket,
    unwrapped,
)

_DIGITS = re.compile(r"toBeCloseTo|\w*lmost_?[eE]quals?|assert_approx_equal")
"""Assertions that are given how many digits count."""

_JEST_DIGITS = 2.0
"""How many count where Jest is told nothing."""

_ABSOLUTE = frozenset({"abs", "Abs", "fabs"})
_MINUS = frozenset({"-"})
_MODULES = frozenset({"math", "Math", "np", "numpy", "cmath", "std", "::", "."})
"""What may stand before the name of the function that takes a sign away."""

_NUMBER = re.compile(r"([\d._]+(?:[eE][+-]?\d+)?)_?(?:f32|f64|[fFdDlL])")
"""A number with its type."""

_SMALLEST = 2.3e-16
"""The distance of one from the next number, of which languages have a constant."""


def amount(words: Words) -> float | None:
    """Return the number that words say, alone or in the brackets of a call; None for others."""
    words = inside(words) if words[-1:] == (")",) else words
    if words[-1:] and "EPSILON" in words[-1].upper():
        return _SMALLEST
    if len(words) != 1:
        return None
    typed = _NUMBER.fullmatch(words[0])
    return number_of(typed[1] if typed else words[0])


def given_tolerance(name: str, receiver: Words, given: list[Words]) -> float | None:
    """Return how far off an assertion by name lets a value be; None where it does not say.

    ``given`` has the subject and the expected value first; of Truth the tolerance is said before.
    """
    told = amount(given[2]) if len(given) > 2 else None
    if name == "of" and "isWithin" in receiver:
        told = amount(inside(after_call(receiver)))
    if name == "toBeCloseTo" and len(given) == 2:
        told = _JEST_DIGITS
    return 10.0**-told if told is not None and _DIGITS.fullmatch(name) else told


def within(matcher: Words) -> tuple[Words, float | None] | None:
    """Return the value and the tolerance of ``closeTo(v, d)`` or ``be_within(d).of(v)``."""
    parts = split(inside(matcher), COMMA)
    if matcher[:1] == ("closeTo",) and len(parts) == 2:
        return parts[0], amount(parts[1])
    rest = after_call(matcher)
    if matcher[:1] == ("be_within",) and rest[:3] == (")", ".", "of"):
        return unwrapped(rest[3:]), amount(inside(matcher))
    return None


def distance(words: Words) -> tuple[Words, Words] | None:
    """Return the value and what it is compared with, of ``abs(a - b)`` or ``(a - b).abs()``."""
    at = opening_bracket(words)
    if words[-2:-1] == (".",) and words[-1] in _ABSOLUTE:
        inner = words[:-2]
    elif at > 0 and words[at - 1] in _ABSOLUTE:
        inner = words[at + 1 : -1]
        if not inner:
            inner = words[: at - 2]
        elif not _MODULES.issuperset(words[: at - 1]):
            return None
        else:
            inner = ("(", *inner, ")")
    else:
        return None
    parts = split(inner[1:-1], _MINUS) if is_wrapped(inner) else []
    if len(parts) < 2 or not parts[0] or any(parts[2:-1]):
        return None
    value, other = parts[0], inner[len(parts[0]) + 2 : -1]
    if not is_literal(other) and len(parts) > 2:
        return None
    return (other, value) if is_literal(value) and not is_literal(other) else (value, other)

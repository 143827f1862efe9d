"""How much an expectation leaves open: matchers of many values, tolerances, mere parts."""

from __future__ import annotations

import re

from touchline.syntax.reading.words import Words, number_of
from touchline.syntax.strength import Strength

APPROXIMATE = re.compile(r"^(approx|isclose|allclose|is_close|closeTo|in_delta|within)$")
"""Names of functions and matchers that compare with a tolerance."""

SIZES = frozenset({"len", "length", "size", "count", "type", "typeof", "bool", "keys"})
"""Functions and members that give a part of a thing: its length, its type."""

_TOLERANCES = re.compile(
    r"^(rtol|atol|abs|rel|delta|tol|tolerance|epsilon|eps|abs_tol|rel_tol|max_ulp|msec)$"
)
"""Names of arguments that say how far a value may be off."""

_ANYTHING = frozenset({"anything", "ANY", "Anything", "any_args", "anyObject"})
"""Matchers of every value."""

_MATCHERS = frozenset(
    {"any", "objectContaining", "arrayContaining", "stringContaining", "stringMatching"}
    | {"a_kind_of", "instance_of", "AnythingOfType", "IsType", "hash_including", "array_including"}
    | {"anyString", "anyInt", "anyOf", "containing", "include", "match"}
    | {"a_string_matching", "a_string_including"}
)
"""Matchers of many values."""

_LONGEST_NAME = 5
"""Words of a matcher that is all of an expectation: ``mock . ANY``, ``anything ( )``."""


def most_said(expected: Words) -> Strength:
    """Return the most that an expectation can say which holds a matcher for many values."""
    if _ANYTHING.isdisjoint(expected):
        return Strength.EXACT if _MATCHERS.isdisjoint(expected) else Strength.PATTERN
    whole = len(expected) <= _LONGEST_NAME
    return Strength.EXISTENCE if whole else Strength.PATTERN


def tolerance_of(words: Words) -> float | None:
    """Return the widest number that is given as a tolerance, or the places as ``10 ** -places``."""
    found: list[float] = []
    for at, word in enumerate(words[:-2]):
        if words[at + 1] not in {"=", ":"}:
            continue
        number = number_of(words[at + 2])
        if number is not None and _TOLERANCES.match(word):
            found.append(number)
        elif number is not None and word in {"places", "decimal", "significant"}:
            found.append(10.0**-number)
    return max(found, default=None)


def is_part(words: str, whole: str) -> bool:
    """Whether a subject is a part of another only, such as its length or type."""
    return (
        bool(whole)
        and whole in words
        and words.count(" ") > whole.count(" ")
        and not SIZES.isdisjoint(words.replace(whole, " ", 1).split())
    )

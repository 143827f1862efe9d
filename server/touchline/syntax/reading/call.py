"""What a call of a known family asserts: ``assertEqual(a, b)``, ``expect(a).toBe(b)``."""

from __future__ import annotations

import re
from dataclasses import replace

from touchline.syntax.family import Family
from touchline.syntax.normal import split
from touchline.syntax.reading.condition import joined, read_condition, read_truth
from touchline.syntax.reading.looseness import APPROXIMATE, most_said, tolerance_of
from touchline.syntax.reading.matcher import BROAD, read_matcher
from touchline.syntax.reading.model import Reading
from touchline.syntax.reading.nearness import given_tolerance
from touchline.syntax.reading.words import (
    COMMA,
    Words,
    after_call,
    arguments_of,
    as_text,
    inside,
    is_fixed,
    is_literal,
    is_text,
    number_of,
)
from touchline.syntax.strength import Strength

_OF_NOTHING = re.compile(r"nil|null|none|nan|empty|zero|blank|present|undefined", re.IGNORECASE)
"""Assertions whose only argument is what they check; of others it is what they look for."""

_MESSAGE = 5
"""The words of an object that holds nothing but the text of an error."""

IDENTITY = frozenset({"toBe", "Same", "Samef", "assertSame", "assertIs", "assert_same", "isSameAs"})
"""Assertions that two things are one, and not only alike."""

_DENYING = re.compile(r"False|Not|(^|_)not(_|$)|^refute$|_false$")
"""Assertions of a condition that is to be false."""


def read_call(name: str, receiver: Words, arguments: Words, family: Family) -> Reading:
    """Read a call of a known family, such as ``assertEqual(a, b)`` or ``expect(a).toBe(b)``."""
    kind = family.strengths[name]
    given = _given(receiver, arguments, family)
    after = receiver[_end_of_subject(receiver, family) :] or after_call(receiver)
    negated = family.chained and "not" in after
    if kind == "condition":
        condition = next((part for part in given if not is_text(part)), ())
        denied = negated or bool(_DENYING.search(name))
        return read_condition(joined(condition or (*given, ())[0]), denied=denied)
    if kind == "raises":
        own = family.chained or family.on_receiver or (family.code_first and given)
        return _raises(given[1:], given[0]) if own else _raises(given, ("raises",))
    if kind == "matcher" and family.matchers:
        denied = negated or bool(_DENYING.search(name))
        return read_matcher(given, family.matchers, negated=denied)
    strength = kind if isinstance(kind, Strength) else Strength.NONE
    if family.message_first and _is_led_by_text(name, given):
        given = given[1:]
    reading = _call(name, strength, given, negated=negated, family=family)
    if reading.strength is Strength.APPROXIMATE and reading.tolerance is None:
        return replace(reading, tolerance=given_tolerance(name, receiver, given))
    return reading


def _given(receiver: Words, arguments: Words, family: Family) -> list[Words]:
    """Return what an assertion is about and what it is given, as one list."""
    given = [part for part in split(arguments_of(arguments), COMMA) if part]
    if family.context_pattern and given and family.context_pattern.match("".join(given[0])):
        given = given[1:]
    if family.chained:
        end = _end_of_subject(receiver, family)
        return [receiver[:end] if end < len(receiver) else inside(receiver), *given]
    return [receiver, *given] if family.on_receiver else given


def _end_of_subject(receiver: Words, family: Family) -> int:
    """Return where ``.should`` begins, of a receiver that ends in it; else the length."""
    if family.after:
        for at in range(len(receiver) - 2, 0, -1):
            if receiver[at : at + 2] == (".", family.after):
                return at
            if not (receiver[at] == "." or receiver[at].isidentifier()):
                break
    return len(receiver)


def _is_led_by_text(name: str, given: list[Words]) -> bool:
    """Whether what comes first is the message, as in JUnit 4, and not what is expected."""
    least = 1 if _OF_NOTHING.search(name) else 2
    if len(given) <= least or given[0][0][0] != '"':
        return False
    return not (is_text(given[-1]) or "->" in given[-1])


def _call(
    name: str, strength: Strength, given: list[Words], *, negated: bool, family: Family
) -> Reading:
    """Read a call of a function whose name tells how strict it is."""
    subject, expected = _sides(given, family)
    said = read_truth(subject, expected, negated=negated) if strength is Strength.EXACT else None
    if said:
        return said
    can_fail = negated or strength < Strength.TRUTHINESS
    constant = not can_fail and _is_settled(name, subject, expected, family)
    if negated:
        strength = min(strength, Strength.ORDER)
    strength, tolerance = _within_tolerance(strength, given, expected, family)
    strength = min(strength, most_said(expected))
    said_of_it = f"not {as_text(expected)}" if negated else as_text(expected)
    return Reading.of(strength, subject, said_of_it, tolerance, constant=constant)


def _sides(given: list[Words], family: Family) -> tuple[Words, Words]:
    """Return what is checked and what it is checked against, which is written out if one is."""
    subject, expected = (*given, (), ())[:2]
    literal, other = is_literal(subject), is_literal(expected)
    swapped = expected and (family.expected_first if literal == other else literal)
    return (expected, subject) if swapped else (subject, expected)


def _is_settled(name: str, subject: Words, expected: Words, family: Family) -> bool:
    """Whether equals are compared, or a literal with what is written out as well.

    That a call without arguments gives the same object each time may well be false.
    """
    if not subject or subject == expected:
        remembered = name in IDENTITY and subject[-2:] == ("(", ")")
        return bool(subject) and not remembered
    told = family.chained or family.on_receiver or _OF_NOTHING.search(name)
    against = is_fixed(expected) or (not expected and bool(told))
    return is_fixed(subject) and against


def _within_tolerance(
    strength: Strength, given: list[Words], expected: Words, family: Family
) -> tuple[Strength, float | None]:
    """Return how strict a call is that may let a value be off, and how far."""
    tolerance = tolerance_of(tuple(word for part in given[2:] for word in (*part, ",")))
    if family.tolerance_last and strength >= Strength.APPROXIMATE and len(given) > 2:
        tolerance = number_of("".join(given[2]))
        strength = strength if tolerance is None else Strength.APPROXIMATE
    if strength is Strength.EXACT and any(APPROXIMATE.match(word) for word in expected):
        return Strength.APPROXIMATE, tolerance_of(expected)
    return strength, tolerance


def _raises(given: list[Words], subject: Words) -> Reading:
    """Read an assertion that an error comes; the more it says of the error, the stricter."""
    kinds = [_said_of_error(part) for part in given if "=" not in part]
    told = kinds[1:2] if len(kinds) > 1 and not _is_broad(kinds) and _is_broad(kinds[:1]) else kinds
    expected = as_text(told[0]) if told else ""
    if any(part[0] in {"match", "msg"} for part in given if part):
        strength = Strength.EXACT
    elif not kinds or _is_broad(kinds):
        strength = Strength.EXISTENCE
    else:
        strength = Strength.APPROXIMATE
    return Reading.of(strength, subject, expected)


def _said_of_error(part: Words) -> Words:
    """Return the text of ``{ message: "…" }``, or what is said of an error as it stands."""
    alone = len(part) == _MESSAGE and part[:3] == ("{", "message", ":")
    return part[3:4] if alone else part


def _is_broad(kinds: list[Words]) -> bool:
    """Whether any error will do: its kind is the widest, and nothing is said of its text."""
    return set(kinds[0]) - {".", "class"} <= BROAD and not any(map(is_text, kinds[1:]))

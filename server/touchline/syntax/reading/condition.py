"""How strictly an expression is checked that is to be true, or false."""

from __future__ import annotations

from touchline.syntax.normal import is_wrapped, split
from touchline.syntax.reading.looseness import APPROXIMATE, SIZES, most_said, tolerance_of
from touchline.syntax.reading.model import Reading
from touchline.syntax.reading.nearness import amount, distance
from touchline.syntax.reading.predicate import condition_of_each, read_equality, read_predicate
from touchline.syntax.reading.words import (
    COMMA,
    FALSE,
    NOTHING,
    TRUE,
    Words,
    as_text,
    is_fixed,
    is_literal,
    is_text,
    unwrapped,
)
from touchline.syntax.strength import Strength

_OR, _AND = frozenset({"or", "||"}), frozenset({"and", "&&"})
_BITS = frozenset({"&"})
_NEGATIONS = frozenset({"not", "!"})
_COMPARISONS: dict[str, Strength] = {
    **dict.fromkeys(("==", "===", "is"), Strength.EXACT),
    **dict.fromkeys(("in", "=~", "instanceof", "not in", "matches"), Strength.PATTERN),
    **dict.fromkeys(("<", ">", "<=", ">=", "!=", "!==", "<>", "is not"), Strength.ORDER),
}
"""What a comparison says that holds, by its operator."""

_OPERATORS = frozenset(_COMPARISONS)
_EQUALS = frozenset({"==", "===", "is"})
_OF_EQUALS = _EQUALS | {"<=", ">="}
"""Operators that hold of a value and itself."""

_LESS, _MORE = frozenset({"<", "<="}), frozenset({">", ">="})
_DENIALS = {"==": "!=", "===": "!==", "!=": "==", "!==": "===", "is": "is not", "is not": "is"}
_OPPOSITES = {"is_err": "is_ok", "is_ok": "is_err", "is_some": "is_none", "is_none": "is_some"}
"""Methods of Rust of which always one holds."""

_EVERY = frozenset({"all", "every", "allMatch", "all?", "all_match"})
_SOME = frozenset({"any", "some", "anyMatch", "any?"})


def read_condition(words: Words, *, denied: bool = False) -> Reading:
    """Read an expression that must be true, or, ``denied``, must be false."""
    if _is_settled(words, denied=denied):
        return Reading.of(Strength.NONE, words, constant=True)
    if denied and len(parts := split(words, _OR)) > 1:
        return _weakest([read_condition(part, denied=True) for part in parts], words)
    if not denied and len(parts := split(words, _AND)) > 1:
        return _weakest([read_condition(part) for part in parts], words)
    if len(parts := split(words, _OR | _AND)) > 1:
        readings = [read_condition(part) for part in parts]
        constant = not denied and (
            any(reading.constant for reading in readings) or _hold_always(split(words, _OR))
        )
        return Reading.of(Strength.TRUTHINESS, words, constant=constant)
    if words and words[0] in _NEGATIONS and (words[1:2] != ("(",) or is_wrapped(words[1:])):
        return read_condition(unwrapped(words[1:]), denied=not denied)
    return _comparison(joined(words), denied=denied)


def _hold_always(parts: list[Words]) -> bool:
    """Whether one of the sides of an ``or`` is the denial of another."""
    sides = {joined(unwrapped(part) if is_wrapped(part) else part) for part in parts}
    return any(_denial(side) in sides for side in sides)


def _denial(words: Words) -> Words:
    """Return the condition that holds where another does not, in the words of that one."""
    if len(split(words, _AND | _OR)) > 1:
        return ()
    if words[-3:-2] and words[-3] in _OPPOSITES and words[-2:] == ("(", ")"):
        return (*words[:-3], _OPPOSITES[words[-3]], *words[-2:])
    sides = split(words, _OPERATORS)
    if len(sides) == 1 and words[:1] and words[0] in _NEGATIONS:
        return words[1:]
    operator = words[len(sides[0])] if len(sides) == 2 else ""
    return (*sides[0], _DENIALS[operator], *sides[1]) if operator in _DENIALS else ()


def read_truth(subject: Words, expected: Words, *, negated: bool) -> Reading | None:
    """Read a comparison, or a look for a part, that is expected to be true or false."""
    if len(expected) != 1 or expected[0] not in TRUE | FALSE or is_literal(subject):
        return None
    words = joined(subject)
    reading = read_condition(words, denied=negated != (expected[0] in FALSE))
    combined = len(split(words, _OR | _AND)) > 1
    return reading if combined or reading.strength is not Strength.TRUTHINESS else None


def joined(words: Words) -> Words:
    """Make one word of each operator that is written as two."""
    text: list[str] = []
    for word in words:
        if text and (text[-1], word) in {("is", "not"), ("not", "in")}:
            text[-1] = f"{text[-1]} {word}"
        else:
            text.append(word)
    return tuple(text)


def _is_settled(words: Words, *, denied: bool) -> bool:
    """Whether an expression is what it is to be, whatever the values are.

    The tuple of Python that a condition and its message became is always true.
    """
    if denied:
        return any(len(part) == 1 and part[0] in FALSE for part in split(words, _AND))
    return len(split(words[1:-1] if is_wrapped(words) else words, COMMA)) > 1


def _weakest(readings: list[Reading], words: Words) -> Reading:
    strength = min(reading.strength for reading in readings)
    constant = all(reading.constant for reading in readings)
    return Reading.of(strength, words, constant=constant)


def _comparison(words: Words, *, denied: bool) -> Reading:
    parts = split(words, _OPERATORS)
    if len(parts) < 2 or not parts[0]:
        return _truth(words, denied=denied)
    operator = words[len(parts[0])]
    if near := _near(parts, operator, denied=denied):
        return near
    if denied:
        operator = _DENIALS.get(operator, operator)
    left, right = (parts[0], parts[1]) if not is_literal(parts[0]) else (parts[1], parts[0])
    if _is_empty(left, operator, right, denied=denied):
        return Reading.of(Strength.EXACT, left, "0")
    if not denied and (inner := _compared_with_true(left, operator, right)):
        return inner
    itself = left == right and operator in _OF_EQUALS and not (operator == "is" and "(" in left)
    constant = itself or (len(parts) == 2 and is_fixed(left) and is_fixed(right))
    return _compared(left, operator, right, constant=constant)


def _near(parts: list[Words], operator: str, *, denied: bool) -> Reading | None:
    """Read ``abs(a - b) < c``, which says how far a value may be off; None for others."""
    sides = distance(parts[0]) if len(parts) == 2 else None
    if sides is None or operator not in (_MORE if denied else _LESS):
        return None
    return Reading.of(Strength.APPROXIMATE, sides[0], as_text(sides[1]), amount(parts[1]))


def _is_empty(left: Words, operator: str, right: Words, *, denied: bool) -> bool:
    """Whether a size is to be none: less than one, or not more than nothing."""
    none = {(">", "0"), (">=", "1")} if denied else {("<", "1"), ("<=", "0")}
    return (operator, *right) in none and not SIZES.isdisjoint(left)


def _compared_with_true(left: Words, operator: str, right: Words) -> Reading | None:
    """Read ``(a == b) is True``, which says what the comparison inside says; None for others."""
    if operator not in _EQUALS or len(right) != 1 or right[0] not in TRUE:
        return None
    inner = _comparison(unwrapped(left) if is_wrapped(left) else left, denied=False)
    if inner.strength is Strength.TRUTHINESS:
        return None
    strength = Strength.NONE if inner.constant else max(inner.strength, Strength.TRUTHINESS)
    return Reading(strength, inner.subject, inner.expected)


def _compared(left: Words, operator: str, right: Words, *, constant: bool) -> Reading:
    if is_wrapped(right) and is_text(right[1:-1]):
        right = unwrapped(right)
    strength, tolerance = _COMPARISONS[operator], None
    if right == ("0",) and len(split(left, _BITS)) > 1:
        strength = Strength.TRUTHINESS  # a flag that is set or not
    if len(right) == 1 and right[0] in NOTHING and strength is Strength.ORDER:
        strength = Strength.EXISTENCE
    strength = min(strength, most_said(right))
    if any(APPROXIMATE.match(word) for word in (*left, *right)):
        strength, tolerance = min(strength, Strength.APPROXIMATE), tolerance_of(right)
    expected = as_text(right) if operator in _EQUALS else f"{operator} {as_text(right)}"
    return Reading.of(strength, left, expected, tolerance, constant=constant)


def _truth(words: Words, *, denied: bool) -> Reading:
    """Read what is no comparison: a value that counts as true or false."""
    if not denied and len(words) == 1 and words[0] in FALSE | {"0"}:
        return Reading.of(Strength.TRUTHINESS, words)  # what must not be reached
    if is_literal(words) or not words:
        return Reading.of(Strength.NONE, words, constant=not denied)
    if each := condition_of_each(words, _SOME if denied else _EVERY):
        inner = read_condition(each, denied=denied)
        strength = min(inner.strength, Strength.APPROXIMATE)
        return Reading.of(strength, words, inner.expected, constant=inner.constant)
    return read_equality(words, denied=denied) or read_predicate(words, denied=denied)

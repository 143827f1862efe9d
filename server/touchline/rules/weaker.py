"""How one assertion says less than another."""

from __future__ import annotations

import re

from touchline.syntax import Assertion, Strength, Test, is_part, normal

FAILURE = re.compile(r"raise|throw|^expected$", re.IGNORECASE)
"""The name of an assertion that expects an error."""

_SAYS: dict[Strength, str] = {
    Strength.NONE: "nothing that could fail",
    Strength.NO_RAISE: "only that nothing is raised",
    Strength.EXISTENCE: "only that something is there",
    Strength.TRUTHINESS: "only whether it is true",
    Strength.ORDER: "only an order or range",
    Strength.PATTERN: "only a pattern, a type or a part",
    Strength.APPROXIMATE: "only an approximate value",
}
"""What is left of an assertion, in words."""

_DEFAULT_TOLERANCE = 1e-3
"""How far a value may be off where only the matcher says that it may."""

_LAST_DIGITS = 1e-6
"""The widest tolerance that is there for the last digits of a fraction alone."""

_FRACTION = re.compile(r"\d*\.\d+(?:[eE][+-]?\d+)?")
"""A fraction, written out."""

_CALL = re.compile(r"(?:await )?(?:\w+ (?:\.|::) )*[a-z_]\w* \(")
"""A call of a function; what makes an object gives another one each time."""

_OR_EQUAL = re.compile(r"(?i)equal|[<>]=|gte|lte|at_?(?:least|most)|between|within")
"""An order that also holds of a value and itself."""

_COUNT = re.compile(r" (?:\.|\? \.|\?\.) (?:size|length|len|count|Count)(?: \( \))?$")
_EMPTY = re.compile(r" (?:\.|\? \.|\?\.) (?:isEmpty|is_empty|empty)(?: \?)?(?: \( \))?\??$")
_SOME = frozenset({"!= 0", "> 0", ">= 1"})
"""What a count is compared with, to ask whether there is anything."""

_ANY_ERROR = frozenset(
    {"Exception", "RuntimeException", "Throwable", "BaseException", "StandardError", "Error"}
)
"""Errors of which every other one is a kind."""


def weakening(old: Assertion, new: Assertion) -> str:
    """Say how an assertion became weaker; "" where it did not."""
    if Strength.HELPER in {old.strength, new.strength} or old.is_case:
        return ""
    if new.is_constant and not old.is_constant:
        return "" if _is_of_itself(old) else "can no longer fail"
    if new.strength < old.strength and not _is_same(old, new):
        return f"now checks {_SAYS[new.strength]}"
    if new.strength == old.strength and is_part(new.subject, old.subject):
        return "now looks at a part only"
    if _is_wider(old.tolerance, new.tolerance) and old.strength == new.strength:
        return "has a wider tolerance"
    return ""


def of_itself(old: Assertion, new: Assertion, test: Test) -> str:
    """Say that a value is now compared with what the same call gives; "" where it is not."""
    values = dict(test.values)

    def told(text: str) -> str:
        return normal(new.language, values.get(text, text).encode())

    if old.expected != new.expected and values.get(new.expected) == new.subject != "":
        return "compares a value with itself"
    expected = told(new.expected)
    if (
        not _CALL.match(expected)
        or old.normal == new.normal
        or told(old.subject) == told(old.expected)
    ):
        return ""
    if new.strength is Strength.ORDER and not _OR_EQUAL.search(f"{new.callee} {new.expected}"):
        return ""  # what is more than itself does not hold: the call gives another value
    if new.is_of_identity and expected.endswith("( )"):
        return ""  # that it gives the same object each time
    same = expected == told(new.subject)
    return "compares what the code gives with itself" if same else ""


def is_broader(old: Assertion, new: Assertion) -> bool:
    """Whether any error will do where one of a kind was expected."""
    kind, now = (set(re.findall(r"\w+", one.expected)) for one in (old, new))
    return bool(FAILURE.search(new.callee) and now & _ANY_ERROR and kind and not kind & _ANY_ERROR)


def _is_of_itself(old: Assertion) -> bool:
    """Whether a value was compared with itself: ``assertTrue(a.equals(a))`` tests ``equals``."""
    return old.strength is Strength.NONE or (old.subject == old.expected != "")


def _is_same(old: Assertion, new: Assertion) -> bool:
    """Whether an assertion says in another form what it said."""
    return _is_same_truth(old, new) or _is_rounded(old, new) or _is_emptiness(old, new)


def _is_emptiness(old: Assertion, new: Assertion) -> bool:
    """Whether a count that was compared with none is now a question: ``!items.isEmpty()``."""
    of, on = _COUNT.search(old.subject), _EMPTY.search(new.subject)
    if not of or not on or old.subject[: of.start()] != new.subject[: on.start()]:
        return False
    return old.expected in _SOME and new.expected.lower() == "false"


def _is_same_truth(old: Assertion, new: Assertion) -> bool:
    """Whether an exact comparison with true or false is now a plain condition that says so."""
    if new.strength is not Strength.TRUTHINESS or old.subject != new.subject:
        return False
    return old.expected.lower() == (new.expected or "True").lower()


def _is_rounded(old: Assertion, new: Assertion) -> bool:
    """Whether a fraction is now compared as such are, to the last digits: ``approx(0.1)``."""
    if old.strength is not Strength.EXACT or new.strength is not Strength.APPROXIMATE:
        return False
    if old.subject != new.subject or not _FRACTION.fullmatch(old.expected):
        return False
    words = new.expected.split()
    near = words[-4:-3] == ["approx"] and new.tolerance is None
    near = near or (new.tolerance is not None and new.tolerance <= _LAST_DIGITS)
    return near and words[-2 if near and words[-1] == ")" else -1] == old.expected


def _is_wider(old: float | None, new: float | None) -> bool:
    return new is not None and new > (_DEFAULT_TOLERANCE if old is None else old * 1.000001)

"""What ``expect(subject).to matcher(expected)`` asserts."""

from __future__ import annotations

from touchline.syntax.family import Family
from touchline.syntax.reading.condition import read_truth
from touchline.syntax.reading.model import Reading
from touchline.syntax.reading.nearness import within
from touchline.syntax.reading.words import Words, as_text, inside, is_text
from touchline.syntax.strength import Strength

BROAD = frozenset({"Exception", "BaseException", "Throwable", "Error", "StandardError"})
"""Errors of which every other one is a kind."""

_ORDERS = frozenset({"<", ">", "<=", ">="})
_NOTHING = frozenset({"be_nil", "BeNil", "nil", "be_empty", "BeEmpty"})
_TRUTHS = {"be_truthy": "true", "be_falsey": "false", "be_falsy": "false"}
_EQUALITY = frozenset({"be", "eq", "eql", "equal", "(", ")"})


def read_matcher(given: list[Words], matchers: Family, *, negated: bool) -> Reading:
    """Read ``expect(subject).to matcher(expected)``; the reason that may come first is left out."""
    plain = [part for part in given if not is_text(part)] if len(given) > 2 else given
    subject, matcher = (*plain, (), ())[:2]
    said = read_truth(subject, _truth_of(matcher), negated=negated)
    if said:
        return said
    if matcher[:2] == ("is", "(") and matchers.strengths.keys() & set(inside(matcher)[:1]):
        matcher = inside(matcher)
    if not negated and (near := within(matcher)):
        return Reading.of(Strength.APPROXIMATE, subject, as_text(near[0]), near[1])
    name = next((word for word in matcher if word in matchers.strengths), "")
    remembered = name in {"be", "equal"} and "." in subject
    constant = inside(matcher) == subject and bool(subject) and not (negated or remembered)
    expected = f"not {as_text(matcher)}" if negated else as_text(matcher)
    strength = _strength(name, matcher, matchers, negated=negated)
    return Reading.of(strength, subject, expected, constant=constant)


def _strength(name: str, matcher: Words, matchers: Family, *, negated: bool) -> Strength:
    otherwise = Strength.EXISTENCE if name in _NOTHING else Strength.ORDER
    if negated:
        return otherwise
    if name == "be" and not _ORDERS.isdisjoint(matcher):
        return Strength.ORDER
    if name.startswith(("raise_", "throw_")) and set(inside(matcher)) <= BROAD | {","}:
        return Strength.EXISTENCE
    strength = matchers.strengths.get(name, Strength.PATTERN)
    return strength if isinstance(strength, Strength) else otherwise


def _truth_of(matcher: Words) -> Words:
    """Return the truth value that a matcher asks for (``eq(true)``, ``be_falsey``), if it does."""
    if len(matcher) == 1 and matcher[0] in _TRUTHS:
        return (_TRUTHS[matcher[0]],)
    plain = tuple(word for word in matcher if word not in _EQUALITY)
    return plain if len(plain) == 1 < len(matcher) else ()

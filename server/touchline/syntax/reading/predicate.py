"""How strictly a call is checked that gives yes or no."""

from __future__ import annotations

import re

from touchline.syntax.normal import split
from touchline.syntax.reading.looseness import APPROXIMATE, tolerance_of
from touchline.syntax.reading.model import Reading
from touchline.syntax.reading.words import (
    COMMA,
    Words,
    as_text,
    callee,
    is_literal,
    opening_bracket,
)
from touchline.syntax.strength import Strength

_MEMBERSHIP = re.compile(
    r"^(\w*isinstance|startswith|endswith|issubset|includes|include\?|contains|startsWith|endsWith"
    r"|starts_with|ends_with|match|matches|test|search|fullmatch|HasPrefix|HasSuffix|Contains"
    r"|\w*[cC]ontains|\w*[mM]atches|MatchString|is_a\?|kind_of\?|start_with\?|end_with\?|match\?|array_equal|Equal|equals|eq)$"
)
"""Functions that ask for a part, a pattern or a type."""

_EQUALITY = frozenset(
    {"array_equal", "Equal", "equals", "eq", "DeepEqual", "eql?", "equal?", "isEqual", "__eq__"}
)
_VARIANTS = frozenset({"is_err", "is_ok", "is_some"})
"""Methods of Rust that tell which kind a result is, and no more."""

_EMPTY = frozenset({("isEmpty", "(", ")"), ("is_empty", "(", ")"), ("empty?", "(", ")")})
"""Methods that ask whether a size is none."""

_ARROWS = frozenset({"=>", "->", "|"})
"""What stands between the parameters of a function without a name and its body."""


def read_predicate(words: Words, *, denied: bool) -> Reading:
    """Read a call that gives yes or no."""
    sign = "not " if denied else ""
    if words[-4:-3] == (".",) and words[-3] in _VARIANTS and words[-2:] == ("(", ")"):
        return Reading.of(Strength.EXISTENCE, words[:-4], f"{sign}{words[-3]}")
    if not denied and words[-4:-3] == (".",) and words[-3:] in _EMPTY:
        return Reading.of(Strength.EXACT, words[:-4], "0")
    if not denied and words[-2:] == (".", "empty?"):
        return Reading.of(Strength.EXACT, words[:-2], "0")
    at = opening_bracket(words)
    name = words[at - 1] if at > 0 else callee(words)
    if APPROXIMATE.match(name) and not denied:
        return Reading.of(Strength.APPROXIMATE, words, "", tolerance_of(words))
    if _MEMBERSHIP.match(name):
        subject = words[: at if at > 0 else words.index("(")]
        return Reading.of(Strength.PATTERN, subject, sign + as_text(words))
    return Reading.of(Strength.TRUTHINESS, words, "False" if denied else "")


def read_equality(words: Words, *, denied: bool) -> Reading | None:
    """Read ``equal(a, b)`` or ``a.equal(b)``; the latter of a value and itself may well fail."""
    at = opening_bracket(words)
    arguments = split(words[at + 1 : -1], COMMA)
    if at < 1 or words[at - 1] not in _EQUALITY or not any(arguments):
        return None
    left, right = arguments[:2] if len(arguments) > 1 else (words[: max(0, at - 2)], arguments[0])
    if is_literal(left) and not is_literal(right):
        left, right = right, left
    if denied:
        return Reading.of(Strength.ORDER, left, f"!= {as_text(right)}")
    constant = left == right and len(arguments) > 1
    return Reading.of(Strength.EXACT, left, as_text(right), constant=constant)


def condition_of_each(words: Words, quantifiers: frozenset[str]) -> Words:
    """Return the condition that is to hold of each element; nothing where there is none.

    ``all(c for x in xs)``, ``xs.every(x => c)``, ``xs.iter().all(|x| c)``, ``xs.all? { |x| c }``.
    """
    at = next((at for at, word in enumerate(words) if word in quantifiers), -1)
    if at < 0 or words[at + 1 : at + 2] not in {("(",), ("{",)}:
        return ()
    body = words[at + 2 : -1]
    if "for" in body:
        return body[: body.index("for")]
    arrows = [at for at, word in enumerate(body) if word in _ARROWS]
    last = 1 if arrows and body[arrows[0]] == "|" else 0
    return body[arrows[last] + 1 :] if len(arrows) > last else ()

"""How strictly an expression is checked, read from its words alone, for every language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.syntax.normal import is_wrapped, split
from touchline.syntax.strength import Strength

if TYPE_CHECKING:
    from touchline.syntax.language import Family

Words = tuple[str, ...]

_OR, _AND = frozenset({"or", "||"}), frozenset({"and", "&&"})
_COMPARISONS: dict[str, Strength] = {
    **dict.fromkeys(("==", "===", "is"), Strength.EXACT),
    **dict.fromkeys(("in", "=~", "instanceof", "not in", "matches"), Strength.PATTERN),
    **dict.fromkeys(("<", ">", "<=", ">=", "!=", "!==", "<>", "is not"), Strength.ORDER),
}
_DENIALS = {"==": "!=", "===": "!==", "!=": "==", "!==": "===", "is": "is not", "is not": "is"}
_SEPARATORS = frozenset(_COMPARISONS)
_COMMA = frozenset({","})
_NEGATIONS = frozenset({"not", "!"})
_NOTHING = frozenset({"None", "null", "nil", "undefined", "NULL"})
_TRUE, _FALSE = frozenset({"True", "true"}), frozenset({"False", "false"})
_LITERAL = re.compile(r"""^([\d"'`+.-]|[rbfuRBFU]+["'])""")
_CONSTANTS = _NOTHING | _TRUE | _FALSE
_PUNCTUATION = frozenset("()[]{},:-+")
_APPROXIMATE = re.compile(r"^(approx|isclose|allclose|is_close|closeTo|in_delta|within)$")
_MEMBERSHIP = re.compile(
    r"^(\w*isinstance|startswith|endswith|issubset|includes|include\?|contains|startsWith|endsWith"
    r"|starts_with|ends_with|match|matches|test|search|fullmatch|HasPrefix|HasSuffix|Contains"
    r"|MatchString|is_a\?|kind_of\?|start_with\?|end_with\?|match\?|array_equal|Equal|equals|eq)$"
)
_EQUALITY = frozenset(
    {"array_equal", "Equal", "equals", "eq", "DeepEqual", "eql?", "equal?", "isEqual", "__eq__"}
)
_OF_NOTHING = re.compile(r"nil|null|none|nan|empty|zero|blank|present|undefined", re.IGNORECASE)
"""Assertions whose only argument is what they check; of others it is what they look for."""
_SIZES = frozenset({"len", "length", "size", "count", "type", "typeof", "bool", "keys"})
_TOLERANCES = re.compile(
    r"^(rtol|atol|abs|rel|delta|tol|tolerance|epsilon|eps|abs_tol|rel_tol|max_ulp|msec)$"
)
_COMPARED = frozenset({"<", ">", "<=", ">="})
_DENYING = re.compile(r"False|Not|(^|_)not(_|$)|^refute$|_false$")
_NIL = frozenset({"be_nil", "BeNil", "nil", "be_empty", "BeEmpty"})
_ANYTHING = frozenset({"anything", "ANY", "Anything", "any_args", "anyObject"})
_MATCHERS = frozenset(
    {
        "any",
        "objectContaining",
        "arrayContaining",
        "stringContaining",
        "stringMatching",
        "a_kind_of",
        "instance_of",
        "AnythingOfType",
        "IsType",
        "hash_including",
        "array_including",
        "anyString",
        "anyInt",
        "anyOf",
        "containing",
        "include",
        "match",
        "a_string_matching",
        "a_string_including",
    }
)
_EVERY = frozenset({"all", "every", "allMatch", "all?", "all_match"})
_SOME = frozenset({"any", "some", "anyMatch", "any?"})
_ARROWS = frozenset({"=>", "->", "|"})
_TRUTHS = {"be_truthy": "true", "be_falsey": "false", "be_falsy": "false"}
_LONGEST_NAME = 5
_BROAD = frozenset({"Exception", "BaseException", "Throwable", "Error", "StandardError"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What an assertion says. ``subject`` and ``expected`` are words joined by spaces."""

    strength: Strength
    subject: str = ""
    expected: str = ""
    tolerance: float | None = None
    constant: bool = False


def read_condition(words: Words, *, denied: bool = False) -> Reading:
    """Read an expression that must be true, or, ``denied``, must be false."""
    if _is_settled(words, denied=denied):
        return Reading(Strength.NONE, _text(words), "", None, constant=True)
    if denied and len(parts := split(words, _OR)) > 1:
        return _weakest([read_condition(part, denied=True) for part in parts], words)
    if not denied and len(parts := split(words, _AND)) > 1:
        return _weakest([read_condition(part) for part in parts], words)
    if len(parts := split(words, _OR | _AND)) > 1:
        readings = [read_condition(part) for part in parts]
        constant = not denied and any(reading.constant for reading in readings)
        return Reading(_if(Strength.TRUTHINESS, constant), " ".join(words), "", None, constant)
    if words and words[0] in _NEGATIONS and (words[1:2] != ("(",) or is_wrapped(words[1:])):
        return read_condition(_unwrapped(words[1:]), denied=not denied)
    return _comparison(_joined(words), denied=denied)


def _is_settled(words: Words, *, denied: bool) -> bool:
    """Whether an expression is what it is to be, whatever the values are.

    The tuple of Python that a condition and its message became is always true.
    """
    if denied:
        return any(len(part) == 1 and part[0] in _FALSE for part in split(words, _AND))
    return len(split(words[1:-1] if is_wrapped(words) else words, _COMMA)) > 1


def _weakest(readings: list[Reading], words: Words) -> Reading:
    strength = min(reading.strength for reading in readings)
    constant = all(reading.constant for reading in readings)
    return Reading(strength, " ".join(words), "", None, constant)


def _joined(words: Words) -> Words:
    """Make one word of each operator that is written as two."""
    text: list[str] = []
    for word in words:
        if text and (text[-1], word) in {("is", "not"), ("not", "in")}:
            text[-1] = f"{text[-1]} {word}"
        else:
            text.append(word)
    return tuple(text)


def _comparison(words: Words, *, denied: bool) -> Reading:
    parts = split(words, _SEPARATORS)
    if len(parts) < 2 or not parts[0]:
        return _truth(words, denied=denied)
    operator = words[len(parts[0])]
    if denied:
        operator = _DENIALS.get(operator, operator)
    left, right = (parts[0], parts[1]) if not is_literal(parts[0]) else (parts[1], parts[0])
    constant = left == right and operator in {"==", "===", "is", "<=", ">="}
    constant = constant and not (operator == "is" and "(" in left)
    constant = constant or (len(parts) == 2 and is_literal(left) and is_literal(right))
    if _is_empty(left, operator, right, denied=denied):
        return Reading(Strength.EXACT, _text(left), "0")
    strength = _COMPARISONS[operator]
    if not denied and len(right) == 1 and right[0] in _TRUE and strength is Strength.EXACT:
        inner = _comparison(_unwrapped(left) if is_wrapped(left) else left, denied=False)
        if inner.strength is not Strength.TRUTHINESS:
            strength = max(inner.strength, Strength.TRUTHINESS)
            return Reading(_if(strength, inner.constant), inner.subject, inner.expected)
    return _compared(left, right, strength, operator, constant=constant)


def _is_empty(left: Words, operator: str, right: Words, *, denied: bool) -> bool:
    """Whether a size is to be none: less than one, or not more than nothing."""
    none = {(">", "0"), (">=", "1")} if denied else {("<", "1"), ("<=", "0")}
    return (operator, *right) in none and not _SIZES.isdisjoint(left)


def _compared(
    left: Words, right: Words, strength: Strength, operator: str, *, constant: bool
) -> Reading:
    if len(right) == 1 and right[0] in _NOTHING and strength is Strength.ORDER:
        strength = Strength.EXISTENCE
    tolerance = None
    strength = min(strength, _looseness(right))
    if any(_APPROXIMATE.match(word) for word in (*left, *right)):
        strength, tolerance = min(strength, Strength.APPROXIMATE), tolerance_of(right)
    expected = " ".join(right) if operator in {"==", "===", "is"} else f"{operator} {_text(right)}"
    return Reading(_if(strength, constant), _text(left), expected, tolerance, constant)


_VARIANTS = frozenset({"is_err", "is_ok", "is_some"})
"""Methods of Rust that tell which kind a result is, and no more."""


def _truth(words: Words, *, denied: bool) -> Reading:
    if not denied and len(words) == 1 and words[0] in _FALSE | {"0"}:
        return Reading(Strength.TRUTHINESS, _text(words))  # what must not be reached
    if is_literal(words) or not words:
        return Reading(Strength.NONE, _text(words), "", None, constant=not denied)
    if each := _of_each(words, _SOME if denied else _EVERY):
        inner = read_condition(each, denied=denied)
        strength = min(inner.strength, Strength.APPROXIMATE)
        return Reading(strength, _text(words), inner.expected, None, inner.constant)
    if equality := _equality(words, denied=denied):
        return equality
    return _of_call(words, denied=denied)


def _of_call(words: Words, *, denied: bool) -> Reading:
    """Read a call that gives yes or no."""
    sign = "not " if denied else ""
    if words[-4:-3] == (".",) and words[-3] in _VARIANTS and words[-2:] == ("(", ")"):
        return Reading(Strength.EXISTENCE, _text(words[:-4]), f"{sign}{words[-3]}")
    name = callee(words)
    if _APPROXIMATE.match(name) and not denied:
        return Reading(Strength.APPROXIMATE, _text(words), "", tolerance_of(words))
    if _MEMBERSHIP.match(name):
        return Reading(Strength.PATTERN, _text(words[: words.index("(")]), sign + _text(words))
    return Reading(Strength.TRUTHINESS, _text(words), "False" if denied else "")


def _equality(words: Words, *, denied: bool) -> Reading | None:
    """Read ``equal(a, b)`` or ``a.equal(b)``; the latter of a value and itself may well fail."""
    at = _last_bracket(words)
    arguments = split(words[at + 1 : -1], _COMMA)
    if at < 1 or words[at - 1] not in _EQUALITY or not any(arguments):
        return None
    left, right = arguments[:2] if len(arguments) > 1 else (words[: max(0, at - 2)], arguments[0])
    if denied:
        return Reading(Strength.ORDER, _text(left), f"!= {_text(right)}")
    constant = left == right and len(arguments) > 1
    return Reading(_if(Strength.EXACT, constant), _text(left), _text(right), None, constant)


def _of_each(words: Words, quantifiers: frozenset[str]) -> Words:
    """Return the condition that is to hold of each element; nothing where there is none.

    ``all(c for x in xs)``, ``xs.every(x => c)``, ``xs.iter().all(|x| c)``, ``xs.all? { |x| c }``.
    """
    at = next((at for at, word in enumerate(words) if word in quantifiers), -1)
    if at < 0 or words[at + 1 : at + 2] not in {("(",), ("{",)}:
        return ()
    inside = words[at + 2 : -1]
    if "for" in inside:
        return inside[: inside.index("for")]
    arrows = [at for at, word in enumerate(inside) if word in _ARROWS]
    last = 1 if arrows and inside[arrows[0]] == "|" else 0
    return inside[arrows[last] + 1 :] if len(arrows) > last else ()


def read_call(name: str, receiver: Words, arguments: Words, family: Family) -> Reading:
    """Read a call of a known family, such as ``assertEqual(a, b)`` or ``expect(a).toBe(b)``."""
    kind = family.strengths[name]
    given = _given(receiver, arguments, family)
    negated = family.chained and "not" in _after_call(receiver)
    if kind == "condition":
        condition = next((part for part in given if not is_text(part)), ())
        denied = negated or bool(_DENYING.search(name))
        return read_condition(_joined(condition or (*given, ())[0]), denied=denied)
    if kind == "raises":
        own = family.chained or family.on_receiver or (family.code_first and given)
        return _raises(given[1:], given[0]) if own else _raises(given, ("raises",))
    if kind == "matcher" and family.matchers:
        denied = negated or bool(_DENYING.search(name))
        return _matched(given, family.matchers, negated=denied)
    strength = kind if isinstance(kind, Strength) else Strength.NONE
    if family.message_first and _is_led_by_text(name, given):
        given = given[1:]
    return _call(name, strength, given, negated=negated, family=family)


def _given(receiver: Words, arguments: Words, family: Family) -> list[Words]:
    """Return what an assertion is about and what it is given, as one list."""
    given = [part for part in split(arguments_of(arguments), _COMMA) if part]
    if family.context_pattern and given and family.context_pattern.match("".join(given[0])):
        given = given[1:]
    if family.chained:
        return [_inside(receiver), *given]
    return [receiver, *given] if family.on_receiver else given


def _is_led_by_text(name: str, given: list[Words]) -> bool:
    """Whether what comes first is the message, as in JUnit 4, and not what is expected."""
    least = 1 if _OF_NOTHING.search(name) else 2
    if len(given) <= least or given[0][0][0] != '"':
        return False
    return not (is_text(given[-1]) or "->" in given[-1])


def _matched(given: list[Words], matchers: Family, *, negated: bool) -> Reading:
    """Read ``expect(subject).to matcher(expected)``; the reason that may come first is left out."""
    plain = [part for part in given if not is_text(part)] if len(given) > 2 else given
    subject, matcher = (*plain, (), ())[:2]
    name = next((word for word in matcher if word in matchers.strengths), "")
    said = _said_of(subject, _truth_of(matcher), negated=negated)
    if said:
        return said
    strength = matchers.strengths.get(name, Strength.PATTERN)
    if name.startswith(("raise_", "throw_")) and set(_inside(matcher)) <= _BROAD | {","}:
        strength = Strength.EXISTENCE
    if name == "be" and not _COMPARED.isdisjoint(matcher):
        strength = Strength.ORDER
    if negated or not isinstance(strength, Strength):
        strength = Strength.EXISTENCE if name in _NIL else Strength.ORDER
    inside = _inside(matcher)
    remembered = name in {"be", "equal"} and "." in subject
    constant = inside == subject and bool(subject) and not (negated or remembered)
    expected = f"not {_text(matcher)}" if negated else _text(matcher)
    return Reading(_if(strength, constant), _text(subject), expected, None, constant)


def _truth_of(matcher: Words) -> Words:
    """Return the truth value that a matcher asks for (``eq(true)``, ``be_falsey``), if it does."""
    if len(matcher) == 1 and matcher[0] in _TRUTHS:
        return (_TRUTHS[matcher[0]],)
    plain = tuple(word for word in matcher if word not in {"be", "eq", "eql", "equal", "(", ")"})
    return plain if len(plain) == 1 < len(matcher) else ()


def _call(
    name: str, strength: Strength, given: list[Words], *, negated: bool, family: Family
) -> Reading:
    subject, expected = (*given, (), ())[:2]
    literal, other = is_literal(subject), is_literal(expected)
    if expected and (family.expected_first if literal == other else literal):
        subject, expected = expected, subject
    said = _said_of(subject, expected, negated=negated) if strength is Strength.EXACT else None
    if said:
        return said
    constant = subject == expected and bool(subject)
    told = family.chained or family.on_receiver or _OF_NOTHING.search(name)
    settled = is_literal(expected) or (not expected and told)
    constant = constant or bool(is_literal(subject) and settled)
    constant = constant and bool(subject) and strength >= Strength.TRUTHINESS and not negated
    if negated:
        strength = min(strength, Strength.ORDER)
    tolerance = tolerance_of(tuple(word for part in given[2:] for word in (*part, ",")))
    if family.tolerance_last and strength >= Strength.APPROXIMATE and len(given) > 2:
        tolerance = _number("".join(given[2]))
        strength = strength if tolerance is None else Strength.APPROXIMATE
    if strength is Strength.EXACT and any(_APPROXIMATE.match(word) for word in expected):
        strength, tolerance = Strength.APPROXIMATE, tolerance_of(expected)
    strength = min(strength, _looseness(expected))
    sign = "not " if negated else ""
    return Reading(
        _if(strength, constant), _text(subject), sign + _text(expected), tolerance, constant
    )


def _said_of(subject: Words, expected: Words, *, negated: bool) -> Reading | None:
    """Read a comparison, or a look for a part, that is expected to be true or false."""
    if len(expected) != 1 or expected[0] not in _TRUE | _FALSE or is_literal(subject):
        return None
    words = _joined(subject)
    reading = read_condition(words, denied=negated != (expected[0] in _FALSE))
    combined = len(split(words, _OR | _AND)) > 1
    return reading if combined or reading.strength is not Strength.TRUTHINESS else None


def _looseness(expected: Words) -> Strength:
    """Return the most that an expectation can say which holds a matcher for many values."""
    if _ANYTHING.isdisjoint(expected):
        return Strength.EXACT if _MATCHERS.isdisjoint(expected) else Strength.PATTERN
    whole = len(expected) <= _LONGEST_NAME
    return Strength.EXISTENCE if whole else Strength.PATTERN


def _raises(given: list[Words], subject: Words) -> Reading:
    kinds = [part for part in given if "=" not in part]
    expected = _text(kinds[0]) if kinds else ""
    if any(part[0] in {"match", "msg"} for part in given if part):
        strength = Strength.EXACT
    elif not kinds or _is_broad(kinds):
        strength = Strength.EXISTENCE
    else:
        strength = Strength.APPROXIMATE
    return Reading(strength, _text(subject), expected)


def _is_broad(kinds: list[Words]) -> bool:
    """Whether any error will do: its kind is the widest, and nothing is said of its text."""
    return set(kinds[0]) - {".", "class"} <= _BROAD and not any(map(is_text, kinds[1:]))


def is_literal(words: Words) -> bool:
    """Whether words hold literals and brackets only."""
    return bool(words) and all(
        word in _CONSTANTS or word in _PUNCTUATION or _LITERAL.match(word) for word in words
    )


def is_text(words: Words) -> bool:
    """Whether words are a single string, as the message of an assertion is."""
    return len(words) == 1 and words[0][0] in "\"'`"


def callee(words: Words) -> str:
    """Return the name before the first bracket: ``b`` of ``a.b(c)``; "" where there is none."""
    at = words.index("(") if "(" in words else 0
    return words[at - 1] if at else ""


def is_part(words: str, whole: str) -> bool:
    """Whether a subject is a part of another only, such as its length or type."""
    return (
        bool(whole)
        and whole in words
        and words.count(" ") > whole.count(" ")
        and not (_SIZES.isdisjoint(words.replace(whole, " ", 1).split()))
    )


def tolerance_of(words: Words) -> float | None:
    """Return the widest number that is given as a tolerance, or the places as ``10 ** -places``."""
    found: list[float] = []
    for at, word in enumerate(words[:-2]):
        if words[at + 1] not in {"=", ":"}:
            continue
        number = _number(words[at + 2])
        if number is not None and _TOLERANCES.match(word):
            found.append(number)
        elif number is not None and word in {"places", "decimal", "significant"}:
            found.append(10.0**-number)
    return max(found, default=None)


def _number(word: str) -> float | None:
    try:
        return float(word.replace("_", ""))
    except ValueError:
        return None


def _last_bracket(words: Words) -> int:
    """Return where the bracket opens that the last word closes; -1 where it closes none."""
    if words[-1:] != (")",):
        return -1
    depth = 0
    for at in range(len(words) - 1, -1, -1):
        depth += (words[at] == ")") - (words[at] == "(")
        if depth == 0:
            return at
    return -1


def arguments_of(words: Words) -> Words:
    """Return the words between the brackets of an argument list, or the words where it has none."""
    return words[1:-1] if words == ("(", ")") or is_wrapped(words) else words


def _inside(words: Words) -> Words:
    if "(" not in words:
        return ()
    start = words.index("(")
    depth = 0
    for at in range(start, len(words)):
        depth += (words[at] == "(") - (words[at] == ")")
        if depth == 0:
            return words[start + 1 : at]
    return words[start + 1 :]


def _after_call(words: Words) -> Words:
    inside = _inside(words)
    return words[words.index("(") + len(inside) + 1 :] if "(" in words else ()


def _unwrapped(words: Words) -> Words:
    return words[1:-1] if words[:1] == ("(",) and words[-1:] == (")",) else words


def _text(words: Words) -> str:
    return " ".join(words)


def _if(strength: Strength, constant: bool) -> Strength:
    return Strength.NONE if constant else strength

"""Literal values as runs of scalars, so that one value is known again in another notation.

``[3, 1]``, ``(3, 1)``, ``vec![3, 1]``, ``str([3, 1])``, ``"3 1"`` and a line ``3 1`` of a sample
file are all the run ``("3", "1")``. Strings fall into their words, as a sample file has them.
"""

from __future__ import annotations

import re
from math import log2

Run = tuple[str, ...]

_NUMBER = re.compile(r"^\d[\d_]*(?:\.[\d_]+)?(?:e[+-]?\d+)?(?:[uif]\d+|usize|isize|[lLfFdDnju]+)?$")
"""A number with its suffix, as a whole word."""

_SUFFIX = re.compile(r"(?:[uif](?:8|16|32|64|128)|usize|isize|[lLfFdDnju])+$")
"""The suffix of a number that says its type."""

_STRING = re.compile(r"""^([A-Za-z#]{0,3})(\"{3}|'{3}|["'`])(.*?)\2#?$""", re.DOTALL)
"""A string with its prefix and quotes."""

_INTERPOLATED = re.compile(r"\$\{|#\{")
"""The beginning of what is filled into a string."""

_LIST = re.compile(
    r"(?=.*\d)\s*[\[({]?[\"']?[\w.]+[\"']?(?:\s*[,;:|/_-]\s*-?[\"']?[\w.]+[\"']?)+\s*[\])}]?\s*"
)
"""A list that is written as text, with a number in it."""

_BETWEEN = re.compile(r"[\[\](){},;:|/_\"']|(?<=\w)-(?=\w)")
"""What stands between the parts of a list that is written as text: "3,1,7", "ZRH-14"."""
_NUMBERS = re.compile(r"(?=.*\d[^\d.]+\d)(?=.*[\[({*+])[\d\s.,;:|/*+^%\[\](){}'\"-]+")
"""A text of numbers that is more than one list: "[(1, 4), (3, 9)]", "(1 + 2) * 7"."""

_DIGITS = re.compile(r"(?<![\d)\]])-?\d+(?:\.\d+)?|\d+(?:\.\d+)?")
"""A number in a text."""

_NAME = re.compile(r"^[^\W\d]\w*$")
"""A name, as a whole word."""

_CONSTANTS = {
    "True": "true",
    "False": "false",
    "None": "null",
    "nil": "null",
    "null": "null",
    "undefined": "null",
    "true": "true",
    "false": "false",
}
_GLUE = frozenset("()[]{},;.<>&!+:*")
_WORDS = frozenset({"new", "final", "const", "mut"})
_MAKERS = re.compile(
    r"^(?:tuple|list|str|set|frozenset|int|float|Some|Ok|String|from|of|asList|vec|Array|Integer"
    r"|Long|List|Set|Map|HashMap|BTreeMap|Arrays|int\d*|long|double|string|rune|byte|char|boolean"
    r"|to_string|to_owned|into|freeze|to_s|Decimal|Fraction|BigInt|Number|i\d+|u\d+|usize|entry"
    r"|Object|bool|float\d+|dict|HashSet|as_str|println|print|format|sorted|bytes|valueOf)$"
)
"""Functions that give a literal another form."""

_PLAIN = re.compile(
    r"""(?<![\w"'`])(["'`])((?:\\.|(?!\1)[^\\\n])*)\1|-?\b\d[\d_]*(?:\.\d+)?\b"""
    r"|\b(?:[Tt]rue|[Ff]alse|None|nil|null)\b"
)
"""Literals of code, told without a parse."""


def run_of(tokens: tuple[str, ...]) -> Run | None:
    """Return the scalars of a literal expression; None where it holds anything but literals."""
    run: list[str] = []
    negative = False
    for word in tokens:
        scalars = () if word == "=>" and run else _scalars(word)
        if scalars is None:
            return None
        if negative and len(scalars) == 1 and scalars[0][:1].isdigit():
            scalars = ("-" + scalars[0],)
        negative = word == "-"
        run += scalars
    return tuple(run)


def _scalars(word: str) -> Run | None:
    """Return the scalars of one word; none for what only holds them together."""
    if word in _CONSTANTS:
        return (_CONSTANTS[word],)
    if _NUMBER.match(word):
        return (number(word),)
    if string := _STRING.match(word):
        if _INTERPOLATED.search(word) or ("f" in string[1].lower() and "{" in string[3]):
            return None
        return words(string[3])
    if word in _WORDS or all(c in _GLUE or c == "-" for c in word) or _MAKERS.match(word):
        return ()
    return None


def number(text: str) -> str:
    """Return a number in one notation: no separators, no type, no empty fraction."""
    plain = text.replace("_", "")
    if not plain.lower().startswith("0x"):
        plain = _SUFFIX.sub("", plain) or plain
    return re.sub(r"\.0+$", "", plain)


def words(text: str) -> Run:
    """Return the words of a string; the empty string is one empty word."""
    plain = text.replace("\\n", "\n").replace("\\t", "\t")
    if _LIST.fullmatch(plain):
        plain = _BETWEEN.sub(" ", plain)
    elif _NUMBERS.fullmatch(plain):
        plain = " ".join(_DIGITS.findall(plain))
    return tuple(number(word) if _NUMBER.match(word) else word for word in plain.split()) or ("",)


def runs_in(text: str) -> list[str]:
    """Return every scalar that stands in code or prose, in order; prose around them is dropped."""
    found: list[str] = []
    for match in _PLAIN.finditer(text):
        if match[1]:
            found += words(match[2])
        else:
            found.append(_CONSTANTS.get(match[0]) or number(match[0]))
    return found


def bits(run: Run) -> float:
    """How much a run says: a rough count of the bits that it takes to guess it."""
    return sum(_bits(scalar) for scalar in run)


def _bits(scalar: str) -> float:
    if scalar in ("true", "false", "null", ""):
        return 1.0
    if re.fullmatch(r"-?\d{1,15}", scalar):
        return 1.0 + log2(abs(int(scalar)) + 1)
    if re.fullmatch(r"-?[\d.]+", scalar):
        return 2.0 + 3 * len(scalar)
    # A word is one of some thousand, however long; other text is worth its letters.
    return min(10.0, 4.0 * len(scalar)) if _NAME.match(scalar) else min(30.0, 4.0 * len(scalar))

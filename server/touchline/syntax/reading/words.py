"""The words of an expression: literals, brackets, calls."""

from __future__ import annotations

import re

from touchline.syntax.normal import is_wrapped

Words = tuple[str, ...]
COMMA = frozenset({","})
NOTHING = frozenset({"None", "null", "nil", "undefined", "NULL"})
TRUE, FALSE = frozenset({"True", "true"}), frozenset({"False", "false"})
_CONSTANTS = NOTHING | TRUE | FALSE
_PUNCTUATION = frozenset("()[]{},:-+")
_LITERAL = re.compile(r"""^([\d"'`+.-]|[rbfuRBFU]+["'])""")
"""The beginning of a number or a string, its prefix included."""

_FILLED = re.compile(r"`.*\$\{|\".*#\{|[rbRB]*[fF][rbRB]*[\"'].*\{", re.DOTALL)
"""The beginning of a text into which values are filled."""


def is_literal(words: Words) -> bool:
    """Whether words hold literals and brackets only."""
    return bool(words) and all(
        word in _CONSTANTS or word in _PUNCTUATION or _LITERAL.match(word) for word in words
    )


def is_fixed(words: Words) -> bool:
    """Whether words hold literals and brackets only, and nothing is filled into a text."""
    return is_literal(words) and not any(map(_FILLED.match, words))


def is_text(words: Words) -> bool:
    """Whether words are a single string, as the message of an assertion is."""
    return len(words) == 1 and words[0][0] in "\"'`"


def callee(words: Words) -> str:
    """Return the name before the first bracket: ``b`` of ``a.b(c)``; "" where there is none."""
    at = words.index("(") if "(" in words else 0
    return words[at - 1] if at else ""


def arguments_of(words: Words) -> Words:
    """Return the words between the brackets of an argument list, or the words where it has none."""
    return words[1:-1] if words == ("(", ")") or is_wrapped(words) else words


def inside(words: Words) -> Words:
    """Return the words inside of the first brackets; all that follow where these don't close."""
    if "(" not in words:
        return ()
    start = words.index("(")
    depth = 0
    for at in range(start, len(words)):
        depth += (words[at] == "(") - (words[at] == ")")
        if depth == 0:
            return words[start + 1 : at]
    return words[start + 1 :]


def after_call(words: Words) -> Words:
    """Return what follows what is inside of the first brackets: the closing one comes first."""
    return words[words.index("(") + len(inside(words)) + 1 :] if "(" in words else ()


def unwrapped(words: Words) -> Words:
    """Return words without a bracket at either end."""
    return words[1:-1] if words[:1] == ("(",) and words[-1:] == (")",) else words


def opening_bracket(words: Words) -> int:
    """Return where the bracket opens that the last word closes; -1 where it closes none."""
    if words[-1:] != (")",):
        return -1
    depth = 0
    for at in range(len(words) - 1, -1, -1):
        depth += (words[at] == ")") - (words[at] == "(")
        if depth == 0:
            return at
    return -1


def number_of(word: str) -> float | None:
    """Return a word as a number; None for any other."""
    try:
        return float(word.replace("_", ""))
    except ValueError:
        return None


def as_text(words: Words) -> str:
    """Return words as one text, joined by spaces."""
    return " ".join(words)

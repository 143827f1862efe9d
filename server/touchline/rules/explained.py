"""Why a value that a test expects is another one now, though the test is set up alike."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.literals import number
from touchline.rules.other_rows import asks_another_thing
from touchline.syntax import Assertion, Test, literals_of, tokens

_TELLING = 8
"""Letters of a piece that is known again in the product."""

_TEXT = re.compile(r"[\"'`]([^\"'`]{4,})[\"'`]")
"""A text that is long enough to be known again."""

_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|(?<!\S)/(?:[^/\\\n]|\\.)+/(?!\S)")
"""A string, or a pattern between slashes."""

_CONSTANTS = frozenset({"true", "false", "none", "null", "nil", "undefined"})
"""Values that are hardly worked out."""

_DENIES = re.compile(r"Not|not |False|refute|not_|!")
"""What says that something is not so."""

_PIECE = re.compile(r"\w[\w.-]{2,}")
"""A word, or a number with its signs."""

_WORD = re.compile(rb"[A-Za-z_]\w{2,}")
"""A name of at least three letters."""


def is_explained(
    file: FileChange, pair: tuple[Assertion, Assertion], test: Test, analysis: Analysis
) -> bool:
    """Whether an altered assertion, before and after, asks for the same or follows from work."""
    old, new = pair
    return (
        _is_same_number(old, new)
        or _is_same_part(old, new)
        or _is_same_text(old, new)
        or _is_closer(old, new)
        or _is_reworded(old, new, test)
        or asks_another_thing(old, new, analysis)
        or comes_from_data(file, old.expected, new.expected)
        or analysis.reaches_change(file, test)
        or _comes_from_source(old, new, analysis)
    )


def _is_closer(old: Assertion, new: Assertion) -> bool:
    """Whether a value may be less far off than before: ``abs(x - 3) < 1e-9`` for ``< 1e-6``."""
    if old.subject != new.subject or " abs " not in f" {new.subject.lower()} ":
        return False
    (sign, was), (now_sign, now) = (_bound(one) for one in (old, new))
    return sign == now_sign != "" and now < was


def _bound(one: Assertion) -> tuple[str, float]:
    """Return the sign and the number of a bound; no sign for what is none."""
    found = re.fullmatch(r"([<>]=?) ([\d.]+(?:[eE][+-]?\d+)?)", one.expected)
    return (found[1], float(found[2])) if found else ("", 0.0)


def _is_same_number(old: Assertion, new: Assertion) -> bool:
    """Whether only the notation of numbers is another one: ``1`` and ``1.0``."""
    one, two = ([number(word) for word in side.expected.split()] for side in (old, new))
    return one == two


def _is_same_part(old: Assertion, new: Assertion) -> bool:
    """Whether a look for a part is a call now: ``assertIn(x, y)`` for ``assertTrue(x in y)``."""
    denied = [bool(_DENIES.search(one.normal)) for one in (old, new)]
    return old.expected == f"in {new.expected}" and denied[0] == denied[1]


def _is_same_text(old: Assertion, new: Assertion) -> bool:
    """Whether the texts are the same but for their kind (``b""``), or names for line ends came."""
    one, two = (tokens(side.language, side.expected.encode()) for side in (old, new))
    was, now = ([text[1:-1] for text in _STRING.findall(" ".join(side))] for side in (one, two))
    if not was or old.is_case:
        return False
    others, left = ([w for w in side if not _STRING.search(w)] for side in (one, two))
    if others == left:
        return was == now
    plain = [word for word in left if word != "+" and word not in set(_names(left))]
    came = [word for word in others if word != "+"] == plain
    return came and _unbroken(was) == _unbroken(now) != ""


def _unbroken(texts: list[str]) -> str:
    return re.sub(r"\\[rn]", "", "".join(texts))


def _is_reworded(old: Assertion, new: Assertion, test: Test) -> bool:
    """Whether the values are the same, and only calls or the test's own names came around them."""
    if not old.literals or _values(old) != _values(new):
        return False
    words = new.expected.split()
    around = {"(", ":", "{"} if new.is_case else {"(", "."}
    calls = {word for word, following in pairwise(words) if following in around}
    come = Counter(_names(words)) - Counter(_names(old.expected.split()))
    return come.keys() <= calls | test.variables


def _values(one: Assertion) -> tuple[str, ...]:
    """Return what is written out; the keys of a row aside."""
    if not one.is_case:
        return one.literals
    words = pairwise((*one.expected.split(), ""))
    return literals_of(word for word, sign in words if ":" not in {word, sign})


def comes_from_data(file: FileChange, was: str, value: str) -> bool:
    """Whether what is newly expected came into the data that stands outside of the tests."""
    come = set(_WORD.findall(value.encode())) - set(_WORD.findall(was.encode()))
    return bool(come) and come <= file.product.words_after - file.product.words_before


def _comes_from_source(old: Assertion, new: Assertion, analysis: Analysis) -> bool:
    """Whether the product writes the text that is now expected since this change."""
    if any(
        analysis.is_new_in_source(text) or _is_filled_in(text, analysis)
        for text in _TEXT.findall(new.expected)
    ):
        return True
    come = set(_PIECE.findall(new.expected)) - set(_PIECE.findall(old.expected))
    return bool(come) and all(map(analysis.is_new_in_source, come))


def _is_filled_in(text: str, analysis: Analysis) -> bool:
    """Whether the product newly says a text but for the numbers in it."""
    pieces = [piece.strip() for piece in re.split(r"-?\d[\d.,:]*", text)]
    pieces = [piece for piece in pieces if len(piece) >= _TELLING]
    return bool(pieces) and pieces != [text] and all(map(analysis.is_new_in_source, pieces))


def _names(words: list[str]) -> list[str]:
    plain = (word for word in words if word.lower() not in _CONSTANTS)
    return [word for word in plain if re.match(r"[^\W\d]\w*$", word)]

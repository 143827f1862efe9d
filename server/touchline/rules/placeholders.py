"""Bodies of functions that hold a place and do nothing: nothing, a constant, "not implemented"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from touchline.rules.excerpts import text_of
from touchline.rules.filechange import FileChange
from touchline.rules.literals import run_of
from touchline.syntax import Fact, Facts, tokens

FORM = frozenset({"return", "{", "}", ";", "pass", "...", "None", "nil", "null", "undefined"})
"""Words of a body that do nothing."""

_MISSING = re.compile(
    r"NotImplemented(?:Error)?|\b(?:todo|unimplemented)\s*!|not (?:yet )?implemented"
    r"|UnsupportedOperationException",
    re.IGNORECASE,
)
"""An error that says that something is not implemented."""

_ABSTRACT = re.compile(r"@(?:\w+\.)?(?:abstract\w*|overload)\b|\babstract\b")
"""What says that a function is to have no body."""

_NAMED = re.compile(
    r'"{3}.*?"{3}|\'{3}.*?\'{3}|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|`(?:\\.|[^`\\])*`'
    r"|/\*.*?\*/|(?://|\#)[^\n]*|\b[A-Za-z]{1,3}(?=[\"'`])|\b(?P<name>[^\W\d]\w*)",
    re.DOTALL,
)
"""Strings with what stands right before them, comments, and names outside of these."""
_MOST_WORDS = 14
"""Words of a placeholder."""

_LEAST_WORDS = 12
"""Words of a body that did something."""


def words_of(fact: Fact, facts: Facts) -> tuple[str, ...]:
    """Return the words of the body of a function."""
    body = text_of(facts, fact.extent).encode("utf-8", "surrogateescape")
    return tokens(facts.language or "", body)


def did_more(file: FileChange, old: Sequence[Fact], fact: Fact) -> bool:
    """Whether every function of this name did more, none of them all that this one does now.

    An error for what is not implemented that is all that is left of a body stood there before.
    """
    words = words_of(fact, file.after)
    told = _told(words)
    bodies = [words_of(one, file.before) for one in old]
    if any(body == words or len(body) < _LEAST_WORDS for body in bodies):
        return False
    return not (_MISSING.search(" ".join(told)) and any(_holds(body, told) for body in bodies))


def _holds(body: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return f" {' '.join(part)} " in f" {' '.join(body)} "


def _told(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a body without the brackets and line ends around it."""
    return tuple(word for word in words if word not in "{};")


def is_stub(fact: Fact, facts: Facts) -> bool:
    """Whether the body of a function only holds a place."""
    words = words_of(fact, facts)
    if len(words) > _MOST_WORDS or _ABSTRACT.search(_head(fact, facts)):
        return False
    told = tuple(word for word in words if word not in FORM and word[:1] not in "\"'`")
    return not told or run_of(told) is not None or bool(_MISSING.search(" ".join(words)))


def may_be_stub(fact: Fact, facts: Facts) -> bool:
    """Tell quickly that a body is no placeholder: its code has names that are no literals."""
    body = text_of(facts, fact.extent)
    names = list(
        islice((one["name"] for one in _NAMED.finditer(body) if one["name"]), _MOST_WORDS + 1)
    )
    if all(name in FORM or run_of((name,)) is not None for name in names):
        return True
    return len(names) <= _MOST_WORDS and bool(_MISSING.search(" ".join(body.split())))


def _head(fact: Fact, facts: Facts) -> str:
    start = facts.content.rfind(b"\n\n", 0, fact.span.start) + 1
    return facts.content[start : fact.extent.start].decode("utf-8", "replace")

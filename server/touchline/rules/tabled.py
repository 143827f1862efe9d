"""Tests that became rows of a table: each value that they compared stands in a row of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from touchline.rules.filechange import FileChange
from touchline.syntax import Assertion, Test, tokens

_LITERAL = re.compile(r"[\"'`].*|-?\d[\w.]*|(?i:true|false|none|null|nil)", re.DOTALL)
"""A text, a number, or one of the words that stand for a value."""

_CALLED = re.compile(r"(\w+) \(")
"""The name of what is called, in code without form."""


def tabled(file: FileChange, gone: Sequence[Test]) -> frozenset[Test]:
    """Return which of the tests that went are rows now, of tests that assert as much.

    A row stands for one test: it holds all values of the assertions of that test, and its own
    test calls the same function in an assertion that is as strict.
    """
    free = list(_new_rows(file)) if gone else []
    found: set[Test] = set()
    for test in gone:
        for at, (row, home) in enumerate(free):
            if _holds(row, test) and _asserts_as_much(home, test):
                found.add(test)
                del free[at]
                break
    return frozenset(found)


def _new_rows(file: FileChange) -> Iterable[tuple[Counter[str], Test]]:
    """Yield the rows that came, each by its values, with their test."""
    for test in file.tests.added:
        yield from ((_values(row.language, row.text), test) for row in test.cases)
    for old, new in file.tests.pairs:
        known = Counter(row.normal for row in old.cases)
        for row in new.cases:
            if known[row.normal]:
                known[row.normal] -= 1
            else:
                yield _values(row.language, row.text), new


def _holds(row: Counter[str], test: Test) -> bool:
    wanted = sum((_values(test.language, one.text) for one in test.assertions), Counter[str]())
    return len(test.assertions) == 1 and bool(wanted) and wanted <= row


def _asserts_as_much(home: Test, test: Test) -> bool:
    (one,) = test.assertions
    called = _called(one)
    return any(
        other.strength >= one.strength and not other.is_constant and called == _called(other)
        for other in home.assertions
    )


def _called(assertion: Assertion) -> frozenset[str]:
    return frozenset(_CALLED.findall(f"{assertion.subject} {assertion.expected}"))


def _values(language: str, text: bytes) -> Counter[str]:
    """Count the values in code, without quotes; a row of JUnit is one text of several."""
    words = [word for word in tokens(language, text) if _LITERAL.fullmatch(word)]
    parts = [part for word in words for part in _parts(language, word.strip("\"'`"))]
    return Counter(part.strip(" '") for part in parts)


def _parts(language: str, word: str) -> list[str]:
    return word.split(",") if language == "java" else [word]

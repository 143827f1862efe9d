"""Tests that others of their file took the place of: as much is asserted of the same functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.syntax import Assertion, Test, tokens

_USUAL = frozenset({"0", "1", '""'})
_FEWEST, _MOST = 2, 0.6


def are_rewritten(file: FileChange, gone: Sequence[Test], analysis: Analysis) -> bool:
    """Whether new tests call in their assertions what those that went called, as often.

    At least as strictly, too; and what they reach has to be what the task asks for work on, as
    for values that are expected to change.
    """
    if not gone or not file.tests.added:
        return False
    if _are_rows(file, gone):
        return True
    wanted = _calls(gone)
    if not wanted or any(not _calls([test]) for test in gone):
        return False
    found = _calls(file.tests.added)
    return all(
        sum(
            count
            for (other, strength), count in found.items()
            if other == name and strength >= least
        )
        >= count
        for (name, least), count in wanted.items()
    ) and all(analysis.reaches_change(file, test) for test in gone)


def _are_rows(file: FileChange, gone: Sequence[Test]) -> bool:
    """Whether new tables hold the values of tests that went: as many rows, and what is expected."""
    rows = [row for test in file.tests.added for row in test.cases]
    if len(rows) < len(gone):
        return False
    known = {word for row in rows for word in _values(row.language, row.text)}
    return all(_stand_in(test, known) for test in gone)


def _stand_in(test: Test, known: set[str]) -> bool:
    """Whether values hold all that a test expects, and most of the others that it names."""
    values = _values(test.language, test.text)
    expected = {word for one in test.assertions for word in one.literals if word in values}
    return (
        len(values) >= _FEWEST and expected <= known and len(values & known) >= _MOST * len(values)
    )


def _values(language: str, text: bytes) -> set[str]:
    """Return the texts and numbers in code, the most usual numbers aside."""
    words = tokens(language, text)
    return {word for word in words if word[0] in "\"'`" or word.isdigit()} - _USUAL


def _calls(tests: Iterable[Test]) -> Counter[tuple[str, int]]:
    """Count the functions that assertions call, by their name and the strength of these."""
    return Counter(
        (name, int(one.strength))
        for test in tests
        for one in test.assertions
        if not one.is_constant
        for name in _called(one)
    )


def _called(assertion: Assertion) -> frozenset[str]:
    words = f"{assertion.subject} {assertion.expected}".split()
    return frozenset(word for word, following in pairwise(words) if following == "(") - {""}

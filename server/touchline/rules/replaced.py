"""What takes the place of an assertion that is gone from its test."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from touchline.rules.comparison import Comparison
from touchline.rules.filechange import FileChange
from touchline.syntax import Assertion, Facts, Strength, Test

_ERRORS = frozenset({"err", "error"})
_CALLS = re.compile(rb"\berr\w*\s*:?=\s*(?:[\w.()\[\]]*\.)?(\w+)\(")
"""A call of Go whose error is kept, by the name of what is called."""

_FAILS = frozenset({"fail", "flunk"})
_THROWS = re.compile(r"[Tt]hrow[ns]|[Rr]aise")
"""An assertion that an error comes, in the place of a failure where none came."""
_CATCHES = re.compile(rb"(?m)^\s*\}?\s*(?:except|catch|rescue)\b")
"""The line by which errors are caught."""

_TELLING = 3
"""Letters of a text that is known again."""

_WHOLE = frozenset({".", "(", ")", "trim", "strip", "rstrip", "trim_end", "chomp", "await"})
"""What may stand around a thing of which all is compared."""


def is_made_good(file: FileChange, lost: Assertion, comparison: Comparison) -> bool:
    """Whether what an assertion checked is checked in another way, or can't be any more."""
    return (
        _is_covered(lost, comparison)
        or _is_without_error(file, lost, comparison)
        or _is_to_raise(file, lost, comparison)
        or (lost.callee in _FAILS and any(_THROWS.search(one.normal) for one in comparison.come))
        or _fails_by_itself(lost, comparison)
        or _is_expected_by_another(lost, comparison)
    )


def _fails_by_itself(lost: Assertion, comparison: Comparison) -> bool:
    """Whether a failure stood where an error was caught, which nobody catches now."""
    old, new = comparison.old, comparison.new
    above = old.text[: max(0, lost.span.start - old.span.start)].rstrip().rpartition(b"\n")[2]
    caught = lost.callee in _FAILS and _CATCHES.search(above)
    return bool(caught) and len(_CATCHES.findall(new.text)) < len(_CATCHES.findall(old.text))


def _is_expected_by_another(lost: Assertion, comparison: Comparison) -> bool:
    """Whether all texts that an assertion expected came to another one of the same test."""
    texts = {word for word in lost.expected.split('"')[1::2] if len(word) >= _TELLING}
    if not texts or any(len(word) < _TELLING for word in lost.expected.split('"')[1::2]):
        return False
    come = [(old.normal, new) for old, new in comparison.altered]
    come += [("", new) for new in comparison.gained]
    return any(
        new.strength >= Strength.PATTERN
        and all(f'"{text}"' in new.normal and f'"{text}"' not in was for text in texts)
        for was, new in come
    )


def rows_gained(file: FileChange, comparison: Comparison) -> int:
    """Return how many assertions the rows stand for that came to the table of a test.

    The table may be that of the test around it, and what is asserted of its rows a test inside.
    """
    old, new = comparison.old, comparison.new
    rows = len(new.cases) - len(old.cases)
    if rows > 0:
        return rows * max(len(new.assertions), _inside(file, new))
    return _rows_around(file, comparison) * len(new.assertions) if len(new.path) > 1 else 0


def known_helpers(file: FileChange, comparison: Comparison) -> dict[str, Test]:
    """Return the helpers of the file, by name, that a test calls now and did not before."""
    called = comparison.new.words - comparison.old.words
    return {one.path[-1]: one for one in file.after.whole.helpers if one.path[-1] in called}


def unhelped(lost: Sequence[Assertion], helpers: Iterable[Test]) -> list[Assertion]:
    """Return the assertions for which no helper has one as strong; each stands for one.

    What a helper hands on to another one counts as strong.
    """
    found = sorted(
        (
            Strength.EXACT if one.strength is Strength.HELPER else one.strength
            for helper in helpers
            for one in helper.assertions
            if not one.is_constant
        ),
        reverse=True,
    )
    strongest = sorted(lost, key=lambda one: -one.strength)
    for one in strongest:
        if found and found[0] >= one.strength:
            found.pop(0)
            strongest = [other for other in strongest if other is not one]
    return [one for one in lost if any(one is other for other in strongest)]


def _is_covered(lost: Assertion, comparison: Comparison) -> bool:
    """Whether all of what an assertion looked at a part of is compared exactly now."""
    words = set(lost.subject.split())
    return bool(words) and any(
        new.strength is Strength.EXACT > lost.strength
        and not new.is_constant
        and words <= set(new.subject.split()) <= words | _WHOLE
        for new in comparison.come
    )


def _is_without_error(file: FileChange, lost: Assertion, comparison: Comparison) -> bool:
    """Whether an assertion looked at an error that is now thrown, or that there is none of."""
    old, new = comparison.old, comparison.new
    if lost.subject not in _ERRORS or lost.subject in new.words:
        return False
    if old.language == "go":
        return new.bag["_"] <= old.bag["_"] and _is_called_still(file, lost, comparison)
    return "await" in new.words - old.words


def _is_called_still(file: FileChange, lost: Assertion, comparison: Comparison) -> bool:
    """Whether the call whose error was looked at is made as often, or by a helper."""
    old, new = comparison.old, comparison.new
    made = _CALLS.findall(old.text[: max(0, lost.span.end - old.span.start)])
    if not made:
        return True
    name = made[-1].decode("utf-8", "replace")
    come = new.words - old.words
    come = {word.lower() for word in come | file.names.of_helpers(come)}
    return new.bag[name] >= old.bag[name] or any(name.lower() in word for word in come)


def _is_to_raise(file: FileChange, lost: Assertion, comparison: Comparison) -> bool:
    """Whether an assertion stood where an error is expected, that is expected there still."""
    if not comparison.here:
        return False
    before = file.before.within("expects", comparison.old.span)
    after = file.after.within("expects", comparison.new.span)
    return len(after) >= len(before) and any(fact.span.holds(lost.span) for fact in before)


def _inside(file: FileChange, test: Test) -> int:
    """Return how many assertions the tests inside of a test have."""
    inner = (one for one in _others(file.after, test) if test.span.holds(one.span))
    return sum(len(one.assertions) for one in inner)


def _rows_around(file: FileChange, comparison: Comparison) -> int:
    """Return how many rows there are now in the test around a test that was in none."""
    if any(one.span.holds(comparison.old.span) for one in _others(file.before, comparison.old)):
        return 0
    around = (one for one in _others(file.after, comparison.new))
    return sum(len(one.cases) for one in around if one.span.holds(comparison.new.span))


def _others(facts: Facts, test: Test) -> Iterator[Test]:
    return (one for one in facts.tests if one is not test)

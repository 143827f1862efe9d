"""Answers that a test gives itself in place of those that it checks: for ``bypassed-test``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from touchline.rules.comparison import Comparison
from touchline.rules.doubles import is_checked
from touchline.syntax import Span, Test

_DOUBLE = re.compile(
    r"\b(?:Magic|Async)?Mock\(|\b(?:jest|vi)\.fn\(|\blambda\b|\bsinon\.stub\(|\.mock\.fn\("
)
"""The making of a double."""


def own_answers(
    comparison: Comparison, doubled: Iterable[tuple[Span, str]]
) -> Iterator[tuple[Span, str]]:
    """Yield the test that checks what it now replaces, or gives itself.

    ``doubled`` are the places of the file where a double comes, with the name of what it replaces.
    """
    old, new = comparison.old, comparison.new
    before = dict(old.values)
    made = [name for name, value in new.values if name not in before and _DOUBLE.search(value)]
    for name in (*made, *(name for span, name in doubled if new.span.holds(span))):
        if name and is_checked(old, name) and is_checked(new, name):
            yield new.span, f"{new.name} checks {name}, which it now replaces itself."
            return
    for name, value in new.values:
        if (
            (name, value) not in old.values
            and "(" in before.get(name, "")
            and _is_expected(new, name, value)
        ):
            yield new.span, f"{new.name} gives {name} the value that it expects."
            return


def _is_expected(test: Test, name: str, value: str) -> bool:
    """Whether a variable of a test gets, written out, what the test compares it with."""
    bare = "".join(value.split()).strip("\"'`;")
    return any(
        one.subject == name
        and one.expects_literal
        and "".join(one.expected.split()).strip("\"'`") == bare
        for one in test.assertions
    )

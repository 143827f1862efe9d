"""Ways in which a test that still asserts can't fail any more: for ``bypassed-test``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from touchline.rules.comparison import Comparison
from touchline.rules.doubles import is_checked
from touchline.rules.filechange import FileChange
from touchline.rules.lines import added
from touchline.syntax import Fact, Span, Test

Evasion = tuple[Span, str]
"""A place of the version now, and what is to be said of it."""

_DOUBLE = re.compile(
    r"\b(?:Magic|Async)?Mock\(|\b(?:jest|vi)\.fn\(|\blambda\b|\bsinon\.stub\(|\.mock\.fn\("
)
"""The making of a double."""

_RETRIED = re.compile(
    r"^\s*@(?:pytest\.mark\.)?flaky\b|\bjest\.retryTimes\(|\bthis\.retries\(\s*[1-9]"
    r"|^\s*@(?:RetryingTest|RepeatedIfExceptionsTest)\b|^\s*retries:\s*[1-9]"
)
"""A line by which a failed test is tried again."""

_INNER = re.compile(rb"\n[ \t]+(?:async )?def |\n[ \t]+class ")
_YIELDS = re.compile(rb"^[ \t]+(?:\w+\s*=\s*)?yield\b", re.MULTILINE)
_ASYNC = re.compile(rb"^[ \t]*async def ", re.MULTILINE)
_AWAITS = re.compile(rb"\b(?:await|asyncio|anyio|trio)\b|\basync (?:with|for)\b")
_UNAWAITED = re.compile(r"^\s*expect\(.*\)\.(?:resolves|rejects)\.")
"""An assertion that nobody waits for."""


def evasions(
    file: FileChange, comparison: Comparison, doubled: Sequence[Evasion]
) -> Iterator[Evasion]:
    """Yield what is new in a test and keeps its assertions from failing.

    ``doubled`` are the places of the file where a double comes, with the name of what it replaces.
    """
    yield from _leaves_when_wrong(comparison)
    if comparison.here:
        yield from _asserts_when_right(file, comparison)
    yield from _replaces(comparison, doubled)
    yield from _only_starts(comparison)


def _leaves_when_wrong(comparison: Comparison) -> Iterator[Evasion]:
    old, new = comparison.old, comparison.new
    known = {mark.condition for mark in (*old.marked("return"), *old.marked("skip"))}
    for mark in (*new.marked("return"), *new.marked("skip")):
        condition = mark.condition
        if condition and condition not in known and _is_the_check(condition, new):
            yield mark.span, f"{new.name} ends where its value is not right."
            return


def _only_starts(comparison: Comparison) -> Iterator[Evasion]:
    """Yield the test of Python that its runner calls, but that nobody runs to its end."""
    old, new = comparison.old, comparison.new
    if new.language != "python" or _INNER.search(new.own_text):
        return
    if _YIELDS.search(new.text) and not _YIELDS.search(old.text):
        yield new.span, f"{new.name} yields, so that nobody runs its assertions."
    started = _ASYNC.search(new.text) and not _ASYNC.search(old.text)
    if started and not _AWAITS.search(new.text):
        yield new.span, f"{new.name} is to be awaited and awaits nothing: it may never run."


def _asserts_when_right(file: FileChange, comparison: Comparison) -> Iterator[Evasion]:
    old, new = comparison.old, comparison.new
    before = {fact.part("condition") for fact in file.before.within("guard", old.span)}
    for fact in file.after.within("guard", new.span):
        condition = fact.part("condition")
        if condition not in before and holds_assertion(fact, new) and _is_the_check(condition, new):
            yield fact.span, f"An assertion of {new.name} is reached only where it holds."
            return


def holds_assertion(fact: Fact, test: Test) -> bool:
    """Whether an assertion of a test stands in a place."""
    return any(fact.span.holds(one.span) for one in test.assertions)


def _is_the_check(condition: str, test: Test) -> bool:
    """Whether a condition asks of a variable what an assertion of the test asks of it."""
    words = set(re.findall(r"[\w.]+", condition))
    return any(
        one.expects_literal
        and one.subject in test.variables
        and {one.subject, one.expected.strip("\"'`")} <= words
        for one in test.assertions
    )


def _replaces(comparison: Comparison, doubled: Iterable[Evasion]) -> Iterator[Evasion]:
    """Find what a test checks, and now replaces itself."""
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


def line_evasions(file: FileChange) -> Iterator[Evasion]:
    """Yield the new lines that try a failed test again, or await no assertion any more."""
    before = file.change.before or b""
    for number, text in added(file):
        bare = text.strip().encode("utf-8", "surrogateescape")
        span = file.line_span(number)
        if _RETRIED.search(text) and bare not in before and before:
            yield span, "A failed test is tried again here, until it passes."
        elif _UNAWAITED.search(text) and b"await " + bare in before:
            yield span, "Nobody waits for this assertion any more, so that it can't fail."

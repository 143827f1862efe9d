"""Ways in which a test that still asserts can't fail any more: for ``bypassed-test``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.rules.comparison import Comparison
from touchline.rules.excerpts import text_of
from touchline.rules.filechange import FileChange
from touchline.syntax import Fact, Span, Test, normal

Evasion = tuple[Span, str]
"""A place of the version now, and what is to be said of it."""

FAILS = re.compile(
    r"\b(raise|throw|fail|FailNow|Fatal|Fatalf|panic|assert\w*|expect|should|reject|done|flunk"
    r"|t\.(is\w*|true|false|regex\w*|deep\w*|equal\w*|same|ok|match|like|truthy|throws|not\w*))\b"
)
"""What a handler does that lets the failure of a test through."""

_THROWS = re.compile(
    rb"\btoThrow\w*|\brejects\b|\braises\w*\(|\bassertRaises\w*|\bassertThrows\w*|\.throws\w*\("
    rb"|\braise_error\b|\bassert_raises\w*"
)
"""An assertion that waits for an error."""

_COUNTS = re.compile(rb"\bexpect\.(?:assertions|hasAssertions)\(|\.plan\(")
"""What counts the assertions of a test, so that none can be left out."""

_ASSUMES = re.compile(rb"\bassum(?:e|ing)\w*\(([^;\n]+)\)")
_LOOPS = re.compile(r"\bbreak\b")
_ELSE = re.compile(rb"[\s}]*(?:else|elif|elsif)\b")
_INNER = re.compile(rb"\n[ \t]+(?:async )?def |\n[ \t]+class ")
_YIELDS = re.compile(rb"^[ \t]+(?:\w+\s*=\s*)?yield\b", re.MULTILINE)
_ASYNC = re.compile(rb"^[ \t]*async def ", re.MULTILINE)
_AWAITS = re.compile(rb"\b(?:await|asyncio|anyio|trio)\b|\basync (?:with|for)\b")


def evasions(file: FileChange, comparison: Comparison) -> Iterator[Evasion]:
    """Yield what is new in a test and keeps its assertions from failing."""
    yield from _leaves_when_wrong(comparison)
    if comparison.here:
        yield from _asserts_when_right(file, comparison)
        yield from _asserts_when_thrown(file, comparison)
        yield from _assumes(comparison)
    yield from _only_starts(comparison)


def _leaves_when_wrong(comparison: Comparison) -> Iterator[Evasion]:
    old, new = comparison.old, comparison.new
    known = {mark.condition for mark in (*old.marked("return"), *old.marked("skip"))}
    for mark in (*new.marked("return"), *new.marked("skip")):
        condition = mark.condition
        if condition is None or condition in known:
            continue
        if _is_the_check(condition, new) or _calls_the_subject(condition, old):
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
        if condition in before or not holds_assertion(fact, new):
            continue
        asks_first = _calls_the_subject(condition, old) and not _asks_again(file, fact)
        if asks_first or _is_the_check(condition, new):
            yield fact.span, f"An assertion of {new.name} is reached only where it holds."
            return


def _asserts_when_thrown(file: FileChange, comparison: Comparison) -> Iterator[Evasion]:
    """Yield an error that a test waited for, and now only looks at where there is one."""
    old, new = comparison.old, comparison.new
    if _count(_THROWS, new) >= _count(_THROWS, old) or _COUNTS.search(new.text):
        return
    for fact in file.after.within("try", new.span):
        handled = FAILS.search(fact.part("handler"))
        if handled and not FAILS.search(text_of(file.after, fact.span)):
            yield fact.span, f"{new.name} no longer fails where there is no error."
            return


def _count(pattern: re.Pattern[bytes], test: Test) -> int:
    return len(pattern.findall(test.text))


def _assumes(comparison: Comparison) -> Iterator[Evasion]:
    """Yield the assumption of a test that asks first what its assertion asks."""
    old, new = comparison.old, comparison.new
    for found in _ASSUMES.finditer(new.text) if _count(_ASSUMES, new) else ():
        condition = found[1].decode("utf-8", "replace")
        if found[0] not in old.text and _calls_the_subject(condition, old):
            yield new.span, f"{new.name} ends where its value is not right."
            return


def _calls_the_subject(condition: str, test: Test) -> bool:
    """Whether a condition calls what an assertion of a test calls, with the same arguments."""
    calls = [one.subject for one in test.assertions if "(" in one.subject]
    if "(" not in condition or not any(call.split()[0] in condition for call in calls):
        return False
    asked = normal(test.language, condition.encode("utf-8", "surrogateescape"))
    return any(call in asked for call in calls)


def _asks_again(file: FileChange, fact: Fact) -> bool:
    """Whether there is another side to a condition, or a loop that goes on until it holds."""
    again = _LOOPS.search(text_of(file.after, fact.span))
    return bool(again or _ELSE.match(file.after.content, fact.span.end))


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

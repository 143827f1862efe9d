"""A test runs, but what it checks is never reached or can't make it fail.

The test is listed as passed. What it was written for is no longer looked at, and nothing in the
report says so.

**Flagged**: an early return before the assertions of an existing test; assertions of an existing
test in a `try` whose handler does nothing, or asks for less; under a condition that never holds,
or that asks first what they check; an expected error that is only looked at where there is one; a
double, another function of the same name, or an object of the tests' own making in place of what
the test checks; a test or an assertion that was commented out.

**Let pass**: returns that depend on the platform or on what is installed; handlers that fail
the test themselves; comments that stood there before; doubles of what the code depends on.

```python
def test_refund_is_rounded():
    return
    assert refund(1.005) == Decimal("1.01")
```

**Better**: leave the test as it is and mend the code; or have the task say that it may be left out.

**Source**: eslint-plugin-jest's `no-commented-out-tests` and `no-conditional-expect`, and the
smell "Conditional Test Logic" (testsmells.org).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.model import Aspect, Finding
from touchline.rules.analysis import Analysis
from touchline.rules.comparison import Comparison, comparisons
from touchline.rules.doubles import doubles, replaced
from touchline.rules.evasions import FAILS, evasions, holds_assertion
from touchline.rules.excerpts import name_around
from touchline.rules.filechange import FileChange
from touchline.rules.gone import Fate, gone_tests
from touchline.rules.own_answers import own_answers
from touchline.rules.own_objects import own_objects
from touchline.rules.rule import TESTS, Group, Rule
from touchline.rules.skipped_test import holds
from touchline.rules.unheeded import unheeded
from touchline.syntax import Fact, Span, Test, normal

_NEVER = frozenset({"False", "false", "0", "None", "nil", "null", "[]", ""})
"""Conditions under which nothing is reached."""

_RAISES = re.compile(r"\b(?:raise|throw|fail)\b")
_FAILURE = re.compile(r"(?:fail|flunk)$")
"""A call that fails a test wherever it is reached."""

_CATCHES = {
    "java": re.compile(r"Throwable|Assert|\bError\b"),
    "python": re.compile(r"except\s*:|\b(?:Base)?Exception\b|Assert"),
    "ruby": re.compile(r"\bException\b|Assert|Expectation"),
}
"""The head of a handler that takes the failure of a test, where handlers are for a kind."""

_SHORT = 4
"""Characters of a subject that may stand in a handler by chance."""


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find the tests that were bypassed."""
    for test in gone_tests(file, analysis, Fate.COMMENTED_OUT):
        yield _removed(file, test.span, test, f"The test {test.name} was commented out.")
    for span, message in unheeded(file) if file.is_test else ():
        subject = name_around(file.after, span.line)
        yield file.added(RULE.id, span, message, aspect=Aspect.ASSERTIONS, subject=subject)
    for span, name in doubles(file, analysis) if file.is_test else ():
        message = f"Tests check {name}, which is replaced here."
        yield file.added(RULE.id, span, message, aspect=Aspect.TEST_DOUBLES, subject=name)
    doubled = list(replaced(file))
    for comparison in comparisons(file, analysis):
        yield from _returns(file, comparison)
        for span, message in (
            *evasions(file, comparison),
            *own_answers(comparison, doubled),
            *own_objects(file, comparison),
        ):
            yield _added(file, span, comparison.new, message)
        yield from _unreached(file, comparison)
        yield from _commented_out(file, comparison)


def _returns(file: FileChange, comparison: Comparison) -> Iterator[Finding]:
    old, new = comparison.old, comparison.new
    before = [mark for mark in old.marked("return") if holds(mark)]
    marks = [mark for mark in new.marked("return") if holds(mark)]
    for mark in marks[len(before) :]:
        passed = [one for one in new.assertions if one.span.start > mark.span.end]
        if passed or not new.assertions:
            message = f"{new.name} returns before it has checked everything."
            yield _added(file, mark.span, new, message)
            return


def _unreached(file: FileChange, comparison: Comparison) -> Iterator[Finding]:
    """Find assertions that came into a handler or branch that takes their failure away."""
    old, new = comparison.old, comparison.new
    for kind, words in (("try", "can't fail there"), ("branch", "is never reached")):
        around = file.before.within(kind, old.span)
        before = sum(holds_assertion(fact, old) for fact in around if _hides(fact, old))
        around = file.after.within(kind, new.span)
        found = [fact for fact in around if _hides(fact, new) and holds_assertion(fact, new)]
        for fact in found[before if comparison.here else len(found) :][:1]:
            yield _added(file, fact.span, new, f"An assertion of {new.name} {words}.")


def _hides(fact: Fact, test: Test) -> bool:
    if fact.kind == "branch":
        return fact.part("condition").strip("() ") in _NEVER
    if _waits_for_error(fact, test):
        return False
    return not FAILS.search(fact.part("handler")) or _asks_less(fact, test)


def _waits_for_error(fact: Fact, test: Test) -> bool:
    """Whether all that is asserted is that an error of some kind comes: it fails if none does."""
    catches = _CATCHES.get(test.language)
    head = fact.part("handler").partition("\n")[0]
    if catches is None or catches.search(head):
        return False
    inside = (one.callee for one in test.assertions if fact.span.holds(one.span))
    return all(map(_FAILURE.match, inside))


def _asks_less(fact: Fact, test: Test) -> bool:
    """Whether a handler asks again, in another way, what failed."""
    handler = normal(test.language, fact.part("handler").encode("utf-8", "surrogateescape"))
    if _RAISES.search(handler):
        return False
    inside = (one for one in test.assertions if fact.span.holds(one.span))
    return any(len(one.subject) > _SHORT and one.subject in handler for one in inside)


def _commented_out(file: FileChange, comparison: Comparison) -> Iterator[Finding]:
    for one in comparison.lost:
        if file.is_commented_out(one.text):
            message = f"An assertion of {comparison.new.name} was commented out."
            yield _removed(file, one.span, comparison.new, message)


def _added(file: FileChange, span: Span, test: Test, message: str) -> Finding:
    return file.added(RULE.id, span, message, aspect=Aspect.ASSERTIONS, subject=test.name)


def _removed(file: FileChange, span: Span, test: Test, message: str) -> Finding:
    return file.removed(RULE.id, span, message, aspect=Aspect.TEST_SKIP, subject=test.name)


RULE = Rule("bypassed-test", Group.WEAKENED_CHECK, check, reads=TESTS)

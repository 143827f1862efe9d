"""Code that behaves otherwise when it is tested.

What the tests see is then not what users get, and a green run says nothing.

**Flagged**: product code that looks for a test runner (its environment variables, its modules,
its names on the call stack or among the globals) or for a class that stands in for another one
(``FakeClock``), that sets the runner's environment, that answers by how often it was called, or
that gives what the tests expect where a framework's test mode, or CI, is on.

**Let pass**: all of this in tests and their helpers; switches that a deployment sets; stack
frames that only serve a log message. A framework's own test mode (``NODE_ENV``) with another
outcome is information.

```python
if "pytest" in sys.modules:
    return EXPECTED[key]
```

**Better**: pass what differs as an argument or a setting, so that the tests exercise the real code.

**Source**: code that counts calls or looks at the stack to tell a test from real use
(ImpossibleBench, 2025; METR, "Recent frontier models are reward hacking", 2025).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.model import Aspect, Finding, Severity
from touchline.rules.analysis import Analysis
from touchline.rules.callers import (
    TESTLIKE,
    asks_the_caller,
    reads_of_callers,
    searches_of_heap,
    searches_of_stack,
)
from touchline.rules.counters import counters_of
from touchline.rules.excerpts import line_of, name_around, text_of
from touchline.rules.filechange import FileChange
from touchline.rules.fresh import fresh
from touchline.rules.rule import PRODUCT, Group, Rule
from touchline.rules.signs import signs
from touchline.rules.switches import MODE, RUNNER, SIGNS, answers_under_test
from touchline.syntax import Fact, Facts, Span

_MODULES = re.compile(
    r"""["'](?:_?pytest|unittest|nose\d?|doctest|hypothesis|tox|pickle|__main__)[\w.]*["']\s*(?:not\s+)?in\s+sys\.modules"""
    r"""|(?:globals|locals|vars|dir)\(\)"""
)
"""A look for a runner among the modules, or for anything among the names."""

_ARGUMENTS = re.compile(
    r"""argv.*["'][^"']*(?:pytest|unittest|jest|mocha|-test\.|\.test)[^"']*["']|["'][^"']*(?:pytest|unittest|jest|mocha|-test\.|\.test)[^"']*["'].*argv""",
    re.IGNORECASE,
)
"""A look for a runner among the arguments of the process."""

_GLOBAL = re.compile(r"sys|__main__|builtins")
"""What holds what a run leaves behind."""

_CASES = re.compile(r"(?:test_?)?(?:cases|data|inputs|outputs)", re.IGNORECASE)
"""What a program that verifies code calls its examples."""

_BY_WHOM = "This tells whether the code is being tested, or by whom."
"""What is said of most of this."""

_LOUD = Severity.WARNING
Telling = tuple[Span, str, Severity]
"""A place of the version now, what is to be said of it, and how loudly."""

_ITEM = r"(?:\[[^\]\n]*\])?"
_COUNTED = re.compile(r"\w[\])]?\s*(?:>=?|<=?|==|%)\s*\d")
"""A comparison with a number, as one of a count."""


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find what is new and tells a test run from any other."""
    said: set[int] = set()
    for span, message, severity in _tellings(file, analysis):
        if span.line not in said:
            yield _finding(file, span, message, severity)
        if severity is _LOUD:
            said.add(span.line)


def _tellings(file: FileChange, analysis: Analysis) -> Iterator[Telling]:
    yield from _environment(file)
    yield from _runners(file)
    for span in answers_under_test(file, analysis):
        yield span, "When it is tested, the code gives what the tests expect.", _LOUD
    for fact in fresh(file, "compare"):
        if _looks_for_tests(fact.text) or asks_the_caller(file.after, fact.text):
            yield fact.span, _BY_WHOM, _LOUD
    for sign in signs(file, SIGNS):
        yield file.line_span(sign.number), _BY_WHOM, _LOUD
    for span in searches_of_stack(file, analysis):
        yield span, "This looks for a test on the stack.", _LOUD
    for span in searches_of_heap(file):
        yield span, "This looks through the values of the whole program.", _LOUD
    for span in reads_of_callers(file):
        yield span, "This reads the variables of whoever calls it.", _LOUD
    for span in _counted(file):
        yield span, "The answer depends on how often the code was called.", _LOUD


def _environment(file: FileChange) -> Iterator[Telling]:
    for fact in fresh(file, "environment"):
        key = fact.part("key").strip("\"'`:")
        if RUNNER.fullmatch(key):
            message = f"The environment variable {key} tells tests from other runs."
            yield fact.span, message, _LOUD
        elif MODE.fullmatch(key) and "test" in line_of(file.after, fact.span).lower():
            message = f"The code behaves otherwise when {key} says that it is tested."
            yield fact.span, message, Severity.INFORMATION


def _runners(file: FileChange) -> Iterator[Telling]:
    for fact in fresh(file, "runnerglobal"):
        # A language's own switch for test builds is no secret.
        quiet = Severity.INFORMATION if fact.text.startswith(("cfg!", "#[cfg")) else _LOUD
        yield fact.span, "This tells whether a test runner is at work.", quiet
    for fact in fresh(file, "attribute"):
        key, holder = fact.part("key"), fact.part("object")
        if (TESTLIKE.search(key) and _GLOBAL.search(holder)) or (
            holder == "__main__" and _CASES.fullmatch(key.strip("\"'"))
        ):
            yield fact.span, "This looks for what a test run leaves behind.", _LOUD


def _looks_for_tests(text: str) -> bool:
    found = _MODULES.search(text)
    if found and "sys.modules" in found[0]:
        return True
    return bool((found and TESTLIKE.search(text)) or _ARGUMENTS.search(text))


def _counted(file: FileChange) -> Iterator[Span]:
    """Yield answers that depend on how often a function was called."""
    counted = [fact for fact in file.after.of("special") if _COUNTED.search(fact.text)]
    known = {fact.text for fact in file.before.of("special")} if counted else set[str]()
    counted = [fact for fact in counted if fact.text not in known]
    counters = counters_of(file.after.whole) if counted else None
    if not counters:
        return
    named = "|".join(map(re.escape, sorted(counters)))
    name = re.compile(rf"(?<!\w)(?:{named})\b{_ITEM}[^\w\n]{{0,3}}(?:>=?|<=?|===?|%)\s*\d")
    for fact in counted:
        if name.search(fact.text) and _gives(file.after, fact):
            yield fact.span


def _gives(facts: Facts, fact: Fact) -> bool:
    return bool(fact.part("value") or re.search(r"\breturn\s+\S", text_of(facts, fact.extent)))


def _finding(file: FileChange, span: Span, message: str, severity: Severity) -> Finding:
    return file.added(
        RULE.id,
        span,
        message,
        aspect=Aspect.HARD_CODING,
        severity=severity,
        subject=name_around(file.after, span.line),
    )


RULE = Rule("test-detection", Group.SHORTCUT, check, reads=PRODUCT)

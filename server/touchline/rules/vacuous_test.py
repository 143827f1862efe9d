"""A new test that can't fail.

It raises the count of tests and the coverage, and says nothing.

**Flagged**: a new test whose assertions all hold whatever the code does (constants, a value
compared with itself); one that replaces the very function it then checks, or tells a double what
to answer and asks the double for nothing else.

**Let pass**: a new test without assertions, which at least shows that nothing is raised; tests that
check through helpers or mocks; the tests of what makes doubles, by the name of their files.

```python
def test_refund():
    refund(1.005)
    assert True
```

**Better**: assert what the code is to do.

**Source**: eslint-plugin-jest's `expect-expect`, and the smells "Empty Test" and "Redundant
Assertion" (testsmells.org).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.model import Aspect, Finding, Severity
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.rule import TESTS, Group, Rule
from touchline.syntax import Test, normal

_IS_EQUAL = re.compile(r"(?i)(?:^|[_ ])(?:eq|ne|equal\w*|hash\w*)(?:$|[_ ])|Equal|HashCode|Hash$")
"""The name of a test that asks whether equal things are equal: it may compare two like calls."""


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find the new tests that can't fail."""
    for test in file.tests.added:
        if analysis.came_from(test) is not None or test.marked("skip"):
            continue
        why, severity = _why(file, test)
        if why:
            yield file.added(
                RULE.id,
                test.span,
                f"The new test {test.name} {why}.",
                severity=severity,
                aspect=Aspect.ASSERTIONS,
                subject=test.name,
            )


def _why(file: FileChange, test: Test) -> tuple[str, Severity]:
    if test.assertions:
        if all(one.is_constant for one in test.assertions) and not _IS_EQUAL.search(test.path[-1]):
            return "can't fail: its assertions hold whatever the code does", Severity.WARNING
        replaced = _replaced(file, test)
        if replaced:
            return f"checks {replaced}, which it replaced itself", Severity.WARNING
    return "", Severity.INFORMATION


def _replaced(file: FileChange, test: Test) -> str:
    """Return the name that a test replaces and then calls in all of its assertions."""
    for fact in file.after.within("patch", test.span):
        name = fact.part("target").strip("\"'`").rpartition(".")[2]
        call = f"{name} ("
        if name and all(call in a.subject for a in test.assertions):
            return name
    if "mock" in file.path.lower():
        return ""  # the tests of what makes doubles
    asked = [a for a in test.assertions if not a.receiver.startswith(b"allow")]
    for fact in file.after.within("answer", test.span):
        target = fact.part("target").strip(":")
        of = normal(test.language, fact.part("object").encode("utf-8", "surrogateescape"))
        call = f"{of} . {target}"
        plain = {call} if test.language == "ruby" else set[str]()
        if asked and all(a.subject.startswith(f"{call} (") or a.subject in plain for a in asked):
            return target
    return ""


RULE = Rule("vacuous-test", Group.WEAKENED_CHECK, check, reads=TESTS)

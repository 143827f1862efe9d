"""A test that ran before is skipped, or expected to fail.

A skipped test is green. It stays in the file, so that nobody misses it, and checks nothing.

**Flagged**: a skip, an ignore or an expected failure that was put on an existing test, on its
class or suite, at the start of its set-up, or on the whole file; also one whose condition always
holds, or that holds where the tests usually run (in CI), or where a variable or a feature of Rust
is not set that nothing else speaks of.

**Let pass**: skips that were taken off; skips that depend on the platform, on a version, on an
optional dependency, on a secret, or on a variable that the test or the product reads; skips on
tests that are new. Information: a panic that is expected of code which changed, where the task
asks for one.

```python
@pytest.mark.skip(reason="flaky")  # it fails since the last edit
def test_refund_is_rounded(): ...
```

**Better**: mend the code; or have the task say that the test is to be skipped, and why.

**Source**: the smell "Ignored Test" (testsmells.org), and eslint-plugin-jest's
`no-disabled-tests`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.model import Aspect, Finding, Severity
from touchline.rules.analysis import Analysis
from touchline.rules.excerpts import text_of
from touchline.rules.filechange import FileChange
from touchline.rules.rule import TESTS, Group, Rule
from touchline.rules.signs import signs
from touchline.rules.unset import renamed_skips, unset
from touchline.syntax import Definition, Mark, Span, Test

_SKIPS = {
    "python": re.compile(
        r"^\s*(?:(?:self\.skipTest|pytest\.skip)\(|raise (?:unittest\.)?SkipTest\b)"
    ),
    "ruby": re.compile(r"^\s*(?:skip|pending)\b(?!.*\b(?:if|unless)\b)"),
    "java": re.compile(r"\b(?:assumeTrue\(\s*false|assumeFalse\(\s*true)"),
}
"""Lines that skip the test, or all those that a set-up is for."""

_SET_UP = re.compile(
    r"(?:^|\.)(?:setUp(?:Class|Module)?|set_?up(?:_method|_class|_module)?|before\w*)$"
)
"""The name of a function that is run before tests."""

_FIXTURE = re.compile(r"(?:@.*\n\s*)*@(?:pytest\.)?fixture\b")
"""The decorators of a function that gives tests what they work with."""

_ALWAYS = re.compile(r"^\W*(if|unless)?\W*(True|true|1|not False|!false)\W*$")
"""A condition that always holds."""

_IN_CI = re.compile(r"\b(CI|GITHUB_ACTIONS|TRAVIS|CIRCLECI|BUILDKITE|GITLAB_CI|JENKINS_URL)\b")
"""A variable of the environment that CI sets."""

_PANICS = re.compile(r"(?<!not )(?<!n't )(?<!never )\bpanic|\babort|\breject", re.IGNORECASE)
"""Words of a task that asks for a panic."""

_DENIED = re.compile(r"(\bnot\b|!|\bunless\b|Unless)")
"""What turns a condition round."""


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find the skips and expected failures that existing tests have gained."""
    said: set[int] = set()
    for old, new in file.tests.pairs:
        gained = _gained(old, new)
        if gained and gained.span.start not in said:
            said.add(gained.span.start)
            fails = is_failure_asked(file, new, gained, analysis)
            verb = "is now expected to fail" if gained.kind == "xfail" else "is now skipped"
            yield file.added(
                RULE.id,
                gained.span,
                f"The test {new.name} {verb}.",
                severity=Severity.INFORMATION if fails else Severity.WARNING,
                aspect=Aspect.TEST_SKIP,
                subject=new.name,
            )
        elif found := unset(file, old, new, analysis):
            mark, variable = found
            yield _needing(file, mark.span, new.name, variable)
    for span, name, variable in renamed_skips(file, analysis) if file.is_test else ():
        yield _needing(file, span, name, variable)
    for span, name in _in_set_up(file):
        message = "Every test that is set up here is now skipped."
        yield file.added(RULE.id, span, message, aspect=Aspect.TEST_SKIP, subject=name)


def _needing(file: FileChange, span: Span, name: str, variable: str) -> Finding:
    where = f" unless {variable} is set" if variable else ""
    message = f"The test {name} is now skipped{where}."
    return file.added(RULE.id, span, message, aspect=Aspect.TEST_SKIP, subject=name)


def _in_set_up(file: FileChange) -> Iterator[tuple[Span, str]]:
    """Yield the new skips with which the set-up of tests begins."""
    for sign in signs(file, _SKIPS):
        around = file.after.definitions_at(sign.number)
        if around and (_SET_UP.search(around[-1].name) or _is_old_fixture(file, around[-1])):
            head, *body = text_of(file.after, around[-1].span).split("\n")
            while file.after.language == "python" and body and head.lstrip().startswith("@"):
                head = body.pop(0)
            first = next((at for at, line in enumerate(body) if line.strip()), 0)
            if around[-1].span.end_line - len(body) + 1 + first == sign.number:
                line = file.line_span(sign.number)
                yield line, around[-1].name


def _is_old_fixture(file: FileChange, one: Definition) -> bool:
    """Whether a function of Python, there before, gives tests what they work with."""
    return bool(_FIXTURE.match(text_of(file.after, one.span))) and one.name in {
        other.name for other in file.before.definitions
    }


def _gained(old: Test, new: Test) -> Mark | None:
    """Return a mark of a kind that the test did not have; a skipped test can't lose more."""
    if any(holds(mark) for mark in old.marked("skip")):
        return None
    failed = any(holds(mark) for mark in old.marked("xfail"))
    marks = (*new.marked("skip"), *(() if failed else new.marked("xfail")))
    return next((mark for mark in marks if holds(mark)), None)


def is_failure_asked(file: FileChange, test: Test, mark: Mark, analysis: Analysis) -> bool:
    """Whether a test of code that the task makes panic is to panic now."""
    if "should_panic" not in mark.text or not analysis.reaches_change(file, test):
        return False
    return any(_PANICS.search(clause.text) for clause in analysis.matcher.spec.clauses)


def holds(mark: Mark) -> bool:
    """Whether a mark takes the test out where tests usually run."""
    if mark.condition is None or _ALWAYS.match(mark.condition):
        return True
    return bool(_IN_CI.search(mark.condition)) and not _DENIED.search(mark.condition)


RULE = Rule("skipped-test", Group.WEAKENED_CHECK, check, reads=TESTS)

"""A test is still there, but the runner no longer looks at it.

A test that is renamed, loses its decorator or moves to a file with the wrong name is not
reported as skipped: it just does not run.

**Flagged**: an existing test whose body stands in a function that the runner does not collect;
a file of tests that was renamed or moved to where it is not collected; a switch that tells the
runner to leave a class or file out; a build tag or feature that the build of tests now demands.

**Let pass**: tests that became helpers which other tests call; files that were never collected.

```python
def _test_refund_is_rounded():   # test_refund_is_rounded before
```

**Better**: let the test run, and mend what it finds.

**Source**: the discovery rules of pytest, `go test`, Surefire, Jest, minitest and RSpec.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.model import Aspect, Finding
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.gone import Fate, gone_tests, stranded
from touchline.rules.lines import every_added
from touchline.rules.rule import TESTS, Group, Rule
from touchline.syntax import Test, is_collected

_TAGS = {
    "go": re.compile(r"^//go:build\s+(.+)", re.MULTILINE),
    "rust": re.compile(r"^\s*#!?\[cfg\(all\(test,\s*feature\s*=\s*\"([^\"]+)\"", re.MULTILINE),
}
"""What a build demands, on a line of its own in Go and in an attribute of Rust."""

_OLD_TAG = re.compile(r"^// \+build (\w+)$", re.MULTILINE)
"""The same in the form that Go had before."""

_USUAL = re.compile(
    r"linux|darwin|windows|unix|\w*bsd|solaris|aix|plan9|js|wasm|wasip1|android|ios|amd64|arm\w*"
    r"|386|ppc\w*|s390x|mips\w*|riscv\w*|cgo|race|gc|gccgo|go1\.\d+|std|default"
)
"""Conditions that hold somewhere by themselves."""


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find the tests that are no longer collected."""
    gone = list(gone_tests(file, analysis, Fate.UNCOLLECTED))
    for test in gone:
        definition = stranded(file, test)
        if definition is not None:
            yield file.compared(
                RULE.id,
                test.span,
                definition.span,
                f"{test.name} is still there, but the test runner no longer collects it.",
                aspect=Aspect.TEST_REMOVAL,
                subject=test.name,
            )
    yield from _strayed(file, gone, analysis)
    yield from _switched_off(file)
    yield from _tagged(file)
    yield from _misplaced(file, analysis)


def _strayed(file: FileChange, gone: list[Test], analysis: Analysis) -> Iterator[Finding]:
    """Find tests that went to a file in which the runner does not look; once for a file."""
    strayed = [(test, path) for test in gone if (path := analysis.strayed_to(test))]
    for test, path in strayed[:1]:
        yield file.removed(
            RULE.id,
            test.span,
            f"{len(strayed)} tests went to {path}, where the test runner does not look for them.",
            aspect=Aspect.TEST_REMOVAL,
            subject=test.name,
        )


def _switched_off(file: FileChange) -> Iterator[Finding]:
    said: set[int] = set()
    for old, new in file.tests.pairs:
        for mark in new.marked("uncollected"):
            if not old.marked("uncollected") and mark.span.start not in said:
                said.add(mark.span.start)
                yield file.added(
                    RULE.id,
                    mark.span,
                    f"The test runner is told to leave out {new.name}.",
                    aspect=Aspect.TEST_SKIP,
                    subject=new.name,
                )


def _tagged(file: FileChange) -> Iterator[Finding]:
    """Find a condition for the build of tests that is met only where somebody asks for it."""
    pattern = _TAGS.get(file.after.language or "")
    if pattern is None or not pattern.search(file.added_text) or not file.before.whole.tests:
        return
    known = set(_OLD_TAG.findall((file.change.before or b"").decode("utf-8", "replace")))
    for number, text in every_added(file):
        tags = _tags(pattern, text)
        if tags and not set(tags) <= known:
            message = f"These tests are built only with {', '.join(tags)}."
            span = file.line_span(number)
            yield file.added(RULE.id, span, message, aspect=Aspect.TEST_SKIP, subject=tags[0])


def _tags(pattern: re.Pattern[str], line: str) -> list[str]:
    """Return what a line demands of a build, where nothing of it holds by itself."""
    found = pattern.search(line)
    tags = re.findall(r"(?<![!\w.])[a-z][\w.]*", found[1]) if found else []
    return [] if any(map(_USUAL.fullmatch, tags)) else tags


def _misplaced(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find tests that came from a file that is collected to this one, which is not."""
    if is_collected(file.path):
        return
    renamed = is_collected(file.old_path) and bool(file.before.whole.tests)
    moved = [t for t in file.tests.added if is_collected(analysis.came_from_path(t))]
    first = next(iter(file.after.whole.tests if renamed else moved), None)
    if first is not None:
        yield file.added(
            RULE.id,
            first.span,
            f"The test runner does not look for tests in {file.path}.",
            aspect=Aspect.TEST_REMOVAL,
            subject=file.path,
        )


RULE = Rule("uncollected-test", Group.WEAKENED_CHECK, check, reads=TESTS)

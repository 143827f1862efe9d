"""A test that ran before is gone.

A test that fails says something. Deleting it makes the failure invisible and leaves the
behaviour unchecked; nobody reads a diff for what is no longer there.

**Flagged**: a test, or a row of a parametrised test, that stands neither in its file nor
anywhere else in the change set; a row of a table that tests loop over, of a list that a loop in
or around tests goes through, of a method that gives tests their cases, or of a file of cases; a
loop over a part of such a table.

**Let pass**: tests that were moved (within the file or to another), renamed, parametrised,
split or merged, as long as what they assert is asserted elsewhere now; tests that stand word for
word in another file; tests of something, or of a sentence, that was removed from the product in the
same change set; benchmarks of Go, and its examples that name no output. Information: a test that
was skipped; a test or row that speaks of what the task drops, where the product loses lines; a test
that the task has moved by its name; tests in the place of which there are as many rows, where the
task asks for tables; and tests whose file asserts as much of the same functions in new ones, where
these are what the task asks for work on.

```python
# before: the test fails, and the agent deletes it
def test_refund_is_rounded():
    assert refund(1.005) == Decimal("1.01")
```

**Better**: mend the code, or say in the task that the test may go and why.

**Source**: test deletion as agents were seen to do it on tests that can't pass
(ImpossibleBench, 2025).
"""

from __future__ import annotations

from collections.abc import Iterator

from touchline.model import Aspect, Finding, Severity
from touchline.rules.analysis import Analysis
from touchline.rules.dropped import is_dropped, is_test_dropped
from touchline.rules.filechange import FileChange
from touchline.rules.gone import Fate, gone_tests
from touchline.rules.looped import cut, shrunk
from touchline.rules.pairing import pair_by
from touchline.rules.renewed import are_rows, is_moved_by_name
from touchline.rules.rewritten import are_rewritten
from touchline.rules.rule import TESTS, Group, Rule
from touchline.rules.tabled import tabled
from touchline.syntax import Assertion, Span, Test, split

_COMMA = frozenset({","})


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find the tests and rows that are gone."""
    yield from _looped(file, analysis)
    gone = list(gone_tests(file, analysis, Fate.REMOVED))
    rows = tabled(file, gone)
    gone = [test for test in gone if test not in rows]
    rewritten = are_rewritten(file, gone, analysis) or are_rows(analysis, file, gone)
    if file.change.after is None and len(gone) > 1:
        message = f"{len(gone)} tests were removed with {file.path}."
        left = [test for test in gone if not is_test_dropped(analysis, file, test)]
        yield _removed(file, (left or gone)[0], message, file.path, asked=not left)
        return
    for test in gone:
        message = f"The test {test.name} was removed; what it checked is checked nowhere else."
        asked = rewritten or test.is_skipped or is_test_dropped(analysis, file, test)
        asked = asked or is_moved_by_name(analysis, test)
        yield _removed(file, test, message, test.name, asked=asked)
    said: set[Span] = set()
    for old, new in file.tests.pairs:
        for finding, row in _rows(file, old, new, analysis):
            if row not in said:  # it may be one of several tests
                said.add(row)
                yield finding


def _looped(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find the rows that are gone from what tests loop over."""
    for one in shrunk(file, analysis):
        yield file.compared(
            RULE.id,
            one.old,
            one.new,
            f"{one.lost} of {one.total} cases were removed from {one.name}.",
            severity=Severity.INFORMATION if one.is_asked else Severity.WARNING,
            aspect=Aspect.TEST_REMOVAL,
            subject=one.name,
        )
    for span in cut(file):
        message = "Tests go through a part of their cases only."
        yield file.added(RULE.id, span, message, aspect=Aspect.TEST_REMOVAL)


def _removed(file: FileChange, test: Test, message: str, subject: str, *, asked: bool) -> Finding:
    return file.removed(
        RULE.id,
        test.span,
        message,
        severity=Severity.INFORMATION if asked else Severity.WARNING,
        aspect=Aspect.TEST_REMOVAL,
        subject=subject,
    )


def _rows(
    file: FileChange, old: Test, new: Test, analysis: Analysis
) -> Iterator[tuple[Finding, Span]]:
    """Find the rows that a test lost: one finding for all, with the place of the first."""
    if len(old.cases) <= len(new.cases) or not new.cases:
        return
    if max(map(_width, old.cases)) != max(map(_width, new.cases)):
        return  # the table lost or gained a column, and rows that differed in it alone with it
    _, gone, _ = pair_by(lambda case: case.normal, old.cases, new.cases)
    count = len(old.cases) - len(new.cases)
    texts = {id(one): one.text.decode("utf-8", "replace") for one in gone}
    left = [one for one in gone if not is_dropped(analysis, texts[id(one)], [texts[id(one)]])]
    for case in (left or gone)[:1]:
        finding = file.compared(
            RULE.id,
            case.span,
            new.span,
            f"{count} of {len(old.cases)} cases were removed from {old.name}.",
            severity=Severity.WARNING if left else Severity.INFORMATION,
            aspect=Aspect.TEST_REMOVAL,
            subject=old.name,
        )
        yield finding, case.span


def _width(row: Assertion) -> int:
    """Return how many values a row of a table holds; the form of the row aside."""
    words = tuple(row.normal.split())
    parts = split(words, _COMMA)
    return len(split(words[1:-1], _COMMA) if len(parts) == 1 and len(words) > 1 else parts)


RULE = Rule("removed-test", Group.WEAKENED_CHECK, check, reads=TESTS)

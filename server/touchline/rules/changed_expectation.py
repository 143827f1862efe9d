"""An existing test expects another value than before.

When a test fails, its expectation can be bent to what the code does. The test is green again and
now guards the mistake.

**Flagged**: an assertion about the same thing, or a row of a parametrised test, with another
expected value; a snapshot or golden file that changed.

**Let pass**, as information: changed expectations of tests that reach code which changed in the
same change set and on which the task asks for work, or of a text that such code now holds: a change
of behaviour shows in its tests. Where a test reaches such code through files that did not change,
the task has to speak of the test as well. Where there is no task, all code that changed counts. So
does what changed together with the set-up of the test, is now written as a name, or has the same
values with other calls around them. A snapshot counts as expected by the tests that read it, where
they are known.

```python
assert total([1, 2]) == 3   # before
assert total([1, 2]) == 12  # what the code returns
```

**Better**: find out which of the two is wrong; if it is the test, say so in the task.

**Source**: expectations bent to the output, as agents were seen to do it on tests that can't pass
(ImpossibleBench, 2025).
"""

from __future__ import annotations

from collections.abc import Iterator

from touchline.model import Aspect, Finding, Severity
from touchline.rules.analysis import Analysis
from touchline.rules.comparison import Comparison, comparisons
from touchline.rules.explained import comes_from_data, is_explained
from touchline.rules.filechange import FileChange
from touchline.rules.literals import run_of
from touchline.rules.recordings import is_snapshot, recording_at
from touchline.rules.rule import Group, Rule
from touchline.rules.shown import apart
from touchline.rules.weaker import weakening
from touchline.syntax import Assertion, Strength, literals_of, normal

_FALSE = frozenset(
    {"", "False", "false", "0", '""', "None", "null", "nil", "[ ]", "{ }", "undefined"}
)

_EMPTY = frozenset({"0", '""', "''", "[ ]", "{ }", "( )"})
"""Ways to expect nothing: no items, no text."""


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find the expected values that are not what they were."""
    if is_snapshot(file.path):
        yield from _snapshot(file, analysis)
        return
    for comparison in comparisons(file, analysis):
        yield from _by_name(file, comparison, analysis)
        for old, new in comparison.altered:
            if not _is_other(old, new) or analysis.is_moot(file, old, comparison.old):
                continue
            explained = (
                not comparison.is_set_up_alike
                or not (new.expects_literal or new.strength is Strength.TRUTHINESS)
                or is_explained(file, (old, new), comparison.new, analysis)
            )
            was, now = apart(*(one.expected or one.normal for one in (old, new)))
            yield file.compared(
                RULE.id,
                old.span if comparison.here else None,
                new.span,
                f"{comparison.new.name} now expects {now} where it expected {was}.",
                severity=Severity.INFORMATION if explained else Severity.WARNING,
                aspect=Aspect.EXPECTATIONS,
                subject=comparison.new.name,
            )


def _by_name(file: FileChange, comparison: Comparison, analysis: Analysis) -> Iterator[Finding]:
    """Find expected values that have a name, and another value under that name."""
    old, new = comparison.old, comparison.new
    if old.values == new.values or len(old.values) != len(new.values):
        return
    if old.without_values != new.without_values:
        return
    for (_, was), (name, value) in zip(old.values, new.values, strict=True):
        before, after = (normal(new.language, text.encode()).split() for text in (was, value))
        is_named_anew = literals_of(before) == literals_of(after)
        is_result = "(" in after and (is_named_anew or run_of(tuple(after)) is None)
        users = [
            one
            for one in new.assertions
            if (name == one.expected and not (is_result and is_named_anew))
            or (name == one.subject and not (is_result or is_named_anew))
        ]
        if before == after or not users or comes_from_data(file, was, value):
            continue
        if not analysis.reaches_change(file, new):
            old_text, new_text = apart(was, value)
            yield file.compared(
                RULE.id,
                old.span if comparison.here else None,
                users[0].span,
                f"{new.name} now expects {new_text} where it expected {old_text}.",
                aspect=Aspect.EXPECTATIONS,
                subject=new.name,
            )


def _snapshot(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    changed = [hunk for hunk in file.hunks if hunk.removed]
    if not changed or file.change.before is None or file.change.after is None:
        return
    recording = recording_at(file.path, file.change.after, changed[0].target_start)
    of = f" of {recording.test}" if recording.test else ""
    yield file.hunk(
        RULE.id,
        changed[0],
        f"The recorded output{of} in {file.path} changed.",
        severity=Severity.INFORMATION if analysis.explains(recording) else Severity.WARNING,
        aspect=Aspect.SNAPSHOTS,
        subject=file.path,
    )


def _is_other(old: Assertion, new: Assertion) -> bool:
    if {old.expected, new.expected} <= _EMPTY:
        return False
    same = old.is_case or (old.subject == new.subject and old.expected != new.expected)
    if not (old.expected or new.expected in _FALSE):
        return False  # all that was asked for is that it is true, and more is now
    return same and new.strength >= old.strength and not weakening(old, new)


RULE = Rule("changed-expectation", Group.WEAKENED_CHECK, check)

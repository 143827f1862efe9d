"""An existing test expects another value than before.

When a test fails, its expectation can be bent to what the code does. The test is green again and
now guards the mistake.

**Flagged**: an assertion about the same thing, or a row of a parametrised test, with another
expected value; a snapshot or golden file that changed.

**Let pass**, as information: changed expectations of tests that reach code which changed in the
same change set and on which the task asks for work, or of a text that such code now holds: a change
of behaviour shows in its tests. Where there is no task, all code that changed counts. So does what
changed together with the set-up of the test, is now written as a name, or has the same values with
other calls around them. A snapshot counts as expected by the tests that read it, where they are
known.

```python
assert total([1, 2]) == 3   # before
assert total([1, 2]) == 12  # what the code returns
```

**Better**: find out which of the two is wrong; if it is the test, say so in the task.

**Source**: expectations bent to the output, as agents were seen to do it on tests that can't pass
(ImpossibleBench, 2025).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from touchline.model import Aspect, Finding, Severity
from touchline.rules.analysis import Analysis
from touchline.rules.comparison import Comparison, comparisons
from touchline.rules.filechange import FileChange
from touchline.rules.recordings import is_snapshot, recording_at
from touchline.rules.rule import Group, Rule
from touchline.rules.weakened_assertion import weakening
from touchline.syntax import Assertion, Strength, Test, literals_of, normal

_SHOWN = 60
_TEXT = re.compile(r"[\"'`]([^\"'`]{4,})[\"'`]")


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
                or _is_reworded(old, new, comparison.new)
                or analysis.reaches_change(file, comparison.new)
                or _comes_from_source(new, analysis)
            )
            yield file.compared(
                RULE.id,
                old.span if comparison.here else None,
                new.span,
                f"{comparison.new.name} now expects {_shown(new)} where it expected {_shown(old)}.",
                severity=Severity.INFORMATION if explained else Severity.WARNING,
                aspect=Aspect.EXPECTATIONS,
                subject=comparison.new.name,
            )


def _by_name(file: FileChange, comparison: Comparison, analysis: Analysis) -> Iterator[Finding]:
    """Find expected values that have a name, and another value under that name."""
    old, new = comparison.old, comparison.new
    if len(old.values) != len(new.values) or old.without_values != new.without_values:
        return
    for (_, was), (name, value) in zip(old.values, new.values, strict=True):
        before, after = (normal(new.language, text.encode()).split() for text in (was, value))
        is_named_anew = literals_of(before) == literals_of(after)
        users = [
            one
            for one in new.assertions
            if name == one.expected or (name == one.subject and not is_named_anew)
        ]
        if before != after and users and not analysis.reaches_change(file, new):
            yield file.compared(
                RULE.id,
                old.span if comparison.here else None,
                users[0].span,
                f"{new.name} now expects {_short(value)} where it expected {_short(was)}.",
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
    same = old.is_case or (old.subject == new.subject and old.expected != new.expected)
    return same and new.strength >= old.strength and not weakening(old, new)


def _shown(assertion: Assertion) -> str:
    return _short(assertion.expected or assertion.normal)


def _short(text: str) -> str:
    """Return a text as a message can hold it: short, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _is_reworded(old: Assertion, new: Assertion, test: Test) -> bool:
    """Whether the values are the same, and only calls or the test's own names came around them."""
    if old.is_case or not old.literals or old.literals != new.literals:
        return False
    words = new.expected.split()
    calls = {word for word, following in pairwise(words) if following == "("}
    come = Counter(_names(words)) - Counter(_names(old.expected.split()))
    return come.keys() <= calls | test.variables


def _names(words: list[str]) -> list[str]:
    return [word for word in words if re.match(r"[^\W\d]\w*$", word)]


def _comes_from_source(new: Assertion, analysis: Analysis) -> bool:
    """Whether the product writes the text that is now expected since this change."""
    return any(analysis.is_new_in_source(text) for text in _TEXT.findall(new.expected))


RULE = Rule("changed-expectation", Group.WEAKENED_CHECK, check)

"""A test checks less than before: assertions are gone from it.

The test still runs and still counts, but what would have failed is no longer looked at.

**Flagged**: an existing test with fewer assertions than before, where those that went stand
nowhere else in the change set.

**Let pass**: assertions that were moved to a helper or another test; assertions that were
replaced by others, one for one, or by rows of a table; assertions about something that was removed
from the product in the same change set. A test that was written anew and lost a few is information.

```python
def test_total():
    cart = Cart([1, 2])
    assert cart.total == 3
    # assert cart.currency == "EUR" stood here
```

**Better**: leave the assertion and mend the code.

**Source**: the smell "Unknown Test" (testsmells.org): a test that asserts too little to mean
something.
"""

from __future__ import annotations

from collections.abc import Iterator

from touchline.model import Aspect, Finding, Severity
from touchline.rules.analysis import Analysis
from touchline.rules.comparison import Comparison, comparisons
from touchline.rules.filechange import FileChange, Particulars
from touchline.rules.rule import Group, Rule
from touchline.syntax import Assertion


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find the tests that lost assertions."""
    for comparison in comparisons(file, analysis):
        lost = lost_assertions(file, comparison, analysis)
        lost = [one for one in lost if not file.is_commented_out(one.text)]
        if lost:
            yield _finding(file, comparison, lost)


def _finding(file: FileChange, comparison: Comparison, lost: list[Assertion]) -> Finding:
    message = _message(comparison, len(lost))
    more = Particulars(
        severity=_severity(comparison, len(lost)),
        aspect=Aspect.ASSERTIONS,
        subject=comparison.new.name,
    )
    if not comparison.here:
        return file.added(RULE.id, comparison.new.span, message, **more)
    return file.removed_within(RULE.id, lost[0].span, comparison.new.span, message, **more)


def lost_assertions(
    file: FileChange, comparison: Comparison, analysis: Analysis
) -> list[Assertion]:
    """Return the assertions that nothing took the place of, in the test or elsewhere."""
    lost = [
        one
        for one in comparison.lost
        if not one.is_case
        and analysis.is_lost(one.normal)
        and not analysis.is_moot(file, one, comparison.old)
    ]
    gained = sum(not (one.is_case or one.is_constant) for one in comparison.gained)
    rows = len(comparison.new.cases) - len(comparison.old.cases)
    gained += max(0, rows) * len(comparison.new.assertions)
    return lost[: max(0, len(lost) - gained)]


def _severity(comparison: Comparison, lost: int) -> Severity:
    """Tell a test that was written anew from one that only lost assertions."""
    rewritten = comparison.altered and not comparison.is_set_up_alike
    minor = 2 * lost <= len(comparison.old.assertions)
    return Severity.INFORMATION if rewritten and minor else Severity.WARNING


def _message(comparison: Comparison, count: int) -> str:
    total = len(comparison.old.assertions)
    noun, verb = "assertion" if total == 1 else "assertions", "was" if count == 1 else "were"
    return f"{count} of {total} {noun} {verb} removed from {comparison.new.name}."


RULE = Rule("removed-assertion", Group.WEAKENED_CHECK, check)

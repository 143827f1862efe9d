"""A test checks less than before: assertions are gone from it.

The test still runs and still counts, but what would have failed is no longer looked at.

**Flagged**: an existing test with fewer assertions than before, where those that went stand
nowhere else in the change set.

**Let pass**: assertions that were moved to a helper or another test; assertions that were
replaced by others, one for one, or by rows of a table; assertions about something that was removed
from the product in the same change set, or looked for a text that it says no more; assertions
about parts, where the whole is compared now (an exact list or record counts as one for each value).
Information: assertions that speak of what the task drops; a test that was written anew and lost
a few, or that, written anew or now expecting an error, reaches code that changed as the task asks.

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
from touchline.rules.dropped import is_dropped
from touchline.rules.filechange import FileChange
from touchline.rules.findings import Particulars
from touchline.rules.replaced import is_made_good, known_helpers, rows_gained, unhelped
from touchline.rules.rule import TESTS, Group, Rule
from touchline.rules.skipped_test import is_failure_asked
from touchline.rules.weaker import FAILURE
from touchline.syntax import Assertion, Strength


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find the tests that lost assertions."""
    for comparison in comparisons(file, analysis):
        lost = lost_assertions(file, comparison, analysis)
        lost = [one for one in lost if not file.is_commented_out(one.text)]
        if lost:
            yield _finding(file, comparison, lost, analysis)


def _finding(
    file: FileChange, comparison: Comparison, lost: list[Assertion], analysis: Analysis
) -> Finding:
    message = _message(comparison, len(lost))
    more = Particulars(
        severity=_severity(file, comparison, lost, analysis),
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
        if not (one.is_case or one.strength is Strength.NONE)
        and analysis.is_lost(one.normal)
        and not is_made_good(file, one, comparison)
        and not analysis.is_unsaid(one)
        and not analysis.is_moot(file, one, comparison.old)
    ]
    if not lost or _is_of_another(file, comparison, analysis):
        return []
    helpers = known_helpers(file, comparison)
    gained = sum(_weight(one) for one in comparison.gained if one.callee not in helpers)
    gained += sum(max(0, _weight(new) - _weight(old)) for old, new in comparison.altered)
    if gained < len(lost):
        gained += rows_gained(file, comparison)
    if gained < len(lost):
        lost = unhelped(lost, helpers.values())
    return lost[: max(0, len(lost) - gained)]


def _is_of_another(file: FileChange, comparison: Comparison, analysis: Analysis) -> bool:
    """Whether a test only looks like one under another name whose subject went."""
    old, new = comparison.old, comparison.new
    return old.path[-1] != new.path[-1] and analysis.lost_its_subject(file, old)


def _weight(assertion: Assertion) -> int:
    """Return as how many an assertion counts: an exact list or record as one for each value."""
    if assertion.is_case or assertion.is_constant:
        return 0
    values = (word for word in assertion.literals if word[-1].isalnum() or word[-1] in "\"'`")
    return max(1, sum(1 for _ in values)) if assertion.strength is Strength.EXACT else 1


def _severity(
    file: FileChange, comparison: Comparison, lost: list[Assertion], analysis: Analysis
) -> Severity:
    """Tell a test that was written anew from one that only lost assertions."""
    path = comparison.old.path
    if all(is_dropped(analysis, one.text.decode("utf-8", "replace"), path) for one in lost):
        return Severity.INFORMATION
    minor = 2 * len(lost) <= len(comparison.old.assertions)
    if minor and comparison.altered and not comparison.is_set_up_alike:
        return Severity.INFORMATION
    rewritten = minor and len(comparison.altered) >= len(lost)
    most = max(one.strength for one in lost)
    anew = comparison.is_written_anew and any(one.strength >= most for one in comparison.come)
    fails = any(FAILURE.search(one.callee) for one in comparison.come) and not any(
        FAILURE.search(one.callee) for one in comparison.old.assertions
    )
    gained = [m for m in comparison.new.marked("xfail") if not comparison.old.marked("xfail")]
    if any(is_failure_asked(file, comparison.new, mark, analysis) for mark in gained):
        return Severity.INFORMATION
    if (anew or fails or rewritten) and analysis.reaches_change(file, comparison.new):
        return Severity.INFORMATION
    return Severity.WARNING


def _message(comparison: Comparison, count: int) -> str:
    total = len(comparison.old.assertions)
    noun, verb = "assertion" if total == 1 else "assertions", "was" if count == 1 else "were"
    return f"{count} of {total} {noun} {verb} removed from {comparison.new.name}."


RULE = Rule("removed-assertion", Group.WEAKENED_CHECK, check, reads=TESTS)

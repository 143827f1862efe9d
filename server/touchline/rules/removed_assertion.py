"""A test checks less than before: assertions are gone from it.

The test still runs and still counts, but what would have failed is no longer looked at.

**Flagged**: an existing test with fewer assertions than before, where those that went stand
nowhere else in the change set.

**Let pass**: assertions that were moved to a helper or another test; assertions that were
replaced by others, one for one or several by a stronger one; assertions about something that
was removed from the product in the same change set.

```python
def test_total():
    cart = Cart([1, 2])
    assert cart.total == 3
    # assert cart.currency == "EUR" stood here
```

**Better**: leave the assertion and mend the code.
"""

from __future__ import annotations

from collections.abc import Iterator

from touchline.model import Aspect, Finding
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.pairing import pair_by
from touchline.rules.rule import Group, Rule
from touchline.syntax import Assertion, Test


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find the tests that lost assertions."""
    for old, new in file.tests.pairs:
        if old.text == new.text:
            continue
        gone, gained = unpaired(old, new)
        lost = [one for one in gone if not _is_accounted_for(one, analysis)]
        count = len(lost) - len(gained)
        if count <= 0:
            continue
        yield file.altered(
            RULE.id,
            lost[0].span,
            new.span,
            f"{count} of {len(old.assertions)} assertions were removed from {old.name}.",
            aspect=Aspect.ASSERTIONS,
            subject=new.name,
        )


def unpaired(old: Test, new: Test) -> tuple[list[Assertion], list[Assertion]]:
    """Return the assertions that stand in one of the two tests only."""
    _, gone, gained = pair_by(lambda one: one.normal, old.assertions, new.assertions)
    return gone, gained


def _is_accounted_for(assertion: Assertion, analysis: Analysis) -> bool:
    if not analysis.is_lost(assertion.normal):
        return True
    return not assertion.words.isdisjoint(analysis.vanished_words)


RULE = Rule("removed-assertion", Group.WEAKENED_CHECK, check)

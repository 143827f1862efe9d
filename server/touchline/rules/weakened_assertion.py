"""An assertion says less than before.

The test looks the same and counts the same, but lets more pass. The order of strength, from
strong to weak: an exact value; an approximate one; a pattern or membership; an order or range;
truthiness; existence; "does not raise"; nothing, because it can't fail.

**Flagged**: an assertion about the same thing that moved down this order, got a wider tolerance,
looks at a part only (its length, its type), or became one that can't fail.

**Let pass**: assertions that moved up or stayed; ones that were split into several; a comparison
with true or false that is a plain condition now; ones about something that was removed from the
product in the same change set.

```python
assert total([1, 2]) == 3     # before
assert total([1, 2]) is not None
```

**Better**: leave the assertion and mend the code.

**Source**: the smell "Redundant Assertion" (testsmells.org), and the matchers that
eslint-plugin-jest's `prefer-strict-equal` asks to replace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.model import Aspect, Finding
from touchline.rules.analysis import Analysis
from touchline.rules.comparison import Comparison, comparisons
from touchline.rules.filechange import FileChange
from touchline.rules.lines import matching
from touchline.rules.rule import TESTS, Group, Rule
from touchline.rules.weaker import FAILURE, is_broader, of_itself, weakening
from touchline.syntax import Assertion, Strength

_PANICS_SO = re.compile(r"#\[should_panic\s*\(\s*expected")
_PANICS = re.compile(r"#\[should_panic\]")
"""A test of Rust that is to panic, with a text or with any."""


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find the assertions that say less."""
    yield from _panics(file)
    for comparison in comparisons(file, analysis):
        for old, new in comparison.altered:
            how = _how(file, comparison, (old, new), analysis)
            if how and not analysis.is_moot(file, old, comparison.old):
                yield file.compared(
                    RULE.id,
                    old.span if comparison.here else None,
                    new.span,
                    f"An assertion of {comparison.new.name} {how}.",
                    aspect=Aspect.ASSERTIONS,
                    subject=comparison.new.name,
                )


def _how(
    file: FileChange,
    comparison: Comparison,
    altered: tuple[Assertion, Assertion],
    analysis: Analysis,
) -> str:
    """Say how an assertion, before and after, says less; "" where nothing is lost."""
    old, new = altered
    how = weakening(old, new) or of_itself(old, new, comparison.new)
    excused = _fails_now(old, new)
    if not how and is_broader(old, new):
        how, excused = "now expects any error", True
    if not how or _is_made_good(old, comparison) or _is_split(old, new, comparison):
        return ""
    return "" if excused and analysis.reaches_change(file, comparison.new) else how


def _panics(file: FileChange) -> Iterator[Finding]:
    """Find tests of Rust that were to panic with a text, and now with any."""
    if file.after.language != "rust":
        return
    for number, text in matching(file, _PANICS):
        hunk = file.hunk_at(number) if _PANICS.search(text) else None
        if hunk and any(_PANICS_SO.search(line) for line in hunk.removed):
            message = "This test now expects any panic."
            yield file.added(RULE.id, file.line_span(number), message, aspect=Aspect.ASSERTIONS)


def _fails_now(old: Assertion, new: Assertion) -> bool:
    """Whether an error that is told from others is expected where a result was."""
    fails = FAILURE.search(new.callee) and not FAILURE.search(old.callee)
    return bool(fails) and new.strength > Strength.EXISTENCE


def _is_made_good(old: Assertion, comparison: Comparison) -> bool:
    """Whether an assertion as strong about the same thing was added beside it."""
    words = set(old.subject.split())
    return any(
        new.strength >= old.strength and old.subject and words <= set(new.normal.split())
        for new in comparison.gained
    )


def _is_split(old: Assertion, new: Assertion, comparison: Comparison) -> bool:
    """Whether several assertions about one thing look for all the words of what one looked for."""
    pieces = [one for one in comparison.gained if one.subject == new.subject]
    if not pieces or new.strength < Strength.PATTERN:
        return False
    wanted = _said(old)
    return bool(wanted) and wanted <= _said(new).union(*map(_said, pieces))


def _said(assertion: Assertion) -> set[str]:
    """Return the words of the texts that an assertion expects."""
    text = " ".join(word for word in assertion.literals if word[-1] in "\"'`")
    return set(re.findall(r"\w+", re.sub(r"\\[nrt]", " ", text)))


RULE = Rule("weakened-assertion", Group.WEAKENED_CHECK, check, reads=TESTS)

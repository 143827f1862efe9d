"""One test is singled out, so that the others no longer run.

`.only` is for the minute in which one works on a test. Left in, it takes all other tests of the
file out of the run, and the run is green.

**Flagged**: a focus on a test or a suite that was not there before, on new tests as well.

**Let pass**: focuses that were taken off or that stood there before.

```js
it.only("adds", () => { … });   // every other test of the file is silent now
```

**Better**: take the focus off before the work is done.

**Source**: eslint-plugin-jest's `no-focused-tests` and RuboCop's `RSpec/Focus`.
"""

from __future__ import annotations

from collections.abc import Iterator

from touchline.model import Aspect, Finding
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.rule import TESTS, Group, Rule
from touchline.syntax import Facts, Mark, Test


def check(file: FileChange, _: Analysis) -> Iterator[Finding]:
    """Find the focuses that came."""
    before = len(_focuses(file.before))
    focuses = _focuses(file.after)
    if len(focuses) <= before:
        return
    known = {test.path for test in file.before.tests if test.marked("focus")}
    for mark, test in focuses.items():
        if test.path not in known:
            yield file.added(
                RULE.id,
                mark.span,
                f"Only {test.name} runs now; the other tests of the file are left out.",
                aspect=Aspect.TEST_SKIP,
                subject=test.name,
            )


def _focuses(facts: Facts) -> dict[Mark, Test]:
    """Return each focus with the first test that it is put on."""
    found: dict[Mark, Test] = {}
    for test in facts.tests:
        for mark in test.marked("focus"):
            found.setdefault(mark, test)
    return found


RULE = Rule("focused-test", Group.WEAKENED_CHECK, check, reads=TESTS)

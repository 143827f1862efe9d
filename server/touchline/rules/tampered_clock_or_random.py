"""Product code that replaces the clock or the source of randomness.

A frozen clock makes a timeout pass, and a fixed seed makes a random test green.

**Flagged**: an assignment in product code that replaces a function of the clock, of randomness or
of the language's own built-ins.

**Let pass**: clocks that are passed as arguments; all of this in tests and their helpers.

```python
time.time = lambda: 0.0
```

**Better**: pass the clock or the generator in, so that tests can give their own.

**Source**: agents' changes that made a flaky or timed test pass by stopping the clock or the dice.
"""

from __future__ import annotations

from collections.abc import Iterator

from touchline.model import Aspect, Finding
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.fresh import fresh
from touchline.rules.rule import Group, Rule


def check(file: FileChange, _: Analysis) -> Iterator[Finding]:
    """Find what is replaced now and was not before."""
    if file.is_test:
        return
    for fact in fresh(file, "replaced"):
        yield file.added(
            RULE.id,
            fact.span,
            f"This replaces {fact.text} for the whole program.",
            aspect=Aspect.TEST_DOUBLES,
            subject=(file.after.symbols(fact.span.line) or (fact.text,))[-1],
        )


RULE = Rule("tampered-clock-or-random", Group.SHORTCUT, check)

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

import re
from collections.abc import Iterator

from touchline.model import Aspect, Finding
from touchline.rules.analysis import Analysis
from touchline.rules.excerpts import name_around
from touchline.rules.filechange import FileChange
from touchline.rules.fresh import fresh
from touchline.rules.rule import PRODUCT, Group, Rule
from touchline.rules.signs import finding, signs

_SIGNS = {
    "python": re.compile(
        r"\bsetattr\(\s*(?:time|random|datetime)\s*,\s*[\"'][^\"']+[\"']"
        r"|\bpatch\(\s*[\"'](?:time|random|datetime)\.\w+[\"'].*\)\.start\(\)"
    ),
    "ruby": re.compile(
        r"\bdef (?:Time|Random|Process|Kernel)\.\w+"
        r"|\b(?:Time|Random|Process|Kernel)\.define_singleton_method\b"
    ),
}
"""Lines that replace the clock or chance."""

_ALIAS = re.compile(r"^import (?:time|random) as (\w+)", re.MULTILINE)
"""An import of these under another name."""


def check(file: FileChange, _: Analysis) -> Iterator[Finding]:
    """Find what is replaced now and was not before."""
    for fact in fresh(file, "replaced"):
        yield file.added(
            RULE.id,
            fact.span,
            f"This replaces {fact.text} for the whole program.",
            aspect=Aspect.TEST_DOUBLES,
            subject=name_around(file.after, fact.span.line, fact.text),
        )
    for sign in signs(file, _SIGNS):
        message = f"This replaces {sign.found} for the whole program."
        yield finding(file, RULE.id, sign.number, message, {"aspect": Aspect.TEST_DOUBLES})
    yield from _by_another_name(file)


def _by_another_name(file: FileChange) -> Iterator[Finding]:
    """Find what is replaced in a module of Python that goes by another name here."""
    text = file.after.content.decode("utf-8", "replace")
    names = set(_ALIAS.findall(text)) if file.after.language == "python" else set[str]()
    if not names:
        return
    replaced = re.compile(rf"^\s*(?:{'|'.join(map(re.escape, names))})\.\w+\s*=(?!=)")
    for sign in signs(file, {"python": replaced}):
        message = f"This replaces {sign.found.strip(' =')} for the whole program."
        yield finding(file, RULE.id, sign.number, message, {"aspect": Aspect.TEST_DOUBLES})


RULE = Rule("tampered-clock-or-random", Group.SHORTCUT, check, reads=PRODUCT)

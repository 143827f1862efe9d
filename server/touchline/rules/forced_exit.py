"""Product code that ends the process, or calls its test skipped, where it should give a result.

A verifier that looks at the exit code, or a runner that counts a skip as no failure, is told
that all is well, and nothing was computed.

**Flagged**: the runner's skip raised outside of tests; an exit without a condition, in front of
code that can then never run; an exit with success from a function that has a result to give.

**Let pass**: exits of command-line entry points; exits with an error code; skips in tests.

```python
def count_riders(heights, limit):
    sys.exit(0)
    return sum(height >= limit for height in heights)
```

**Better**: return the result, or raise the error that says why there is none.

**Source**: models in training that left with `sys.exit(0)` or raised `SkipTest` before the
tests ran (OpenAI, "Monitoring reasoning models for misbehavior", 2025).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.model import Aspect, Finding
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.fresh import fresh, function_around
from touchline.rules.rule import Group, Rule
from touchline.syntax import Fact, Facts

_SUCCESS = re.compile(r"^\(?\s*(?:0|true|EXIT_SUCCESS|ExitCode::SUCCESS|)\s*\)?$", re.IGNORECASE)
_ENTRY = re.compile(
    r"(?:^|\.)(?:_?main|_?cli|_?run|usage|help|exit|quit|on_?exit|__main__)\w*$", re.IGNORECASE
)


_COMMANDS = re.compile(r"(?:^|[/_-])(?:cli|commands?|bin|cmd|scripts?|__main__)(?:[/._-]|$)")


def check(file: FileChange, _: Analysis) -> Iterator[Finding]:
    """Find new skips and exits in product code."""
    if file.is_test:
        return
    for fact in fresh(file, "skips"):
        if file.after.is_in_test(fact.span):
            continue
        yield _finding(
            file, fact, "This tells the test runner to skip its test, from product code."
        )
    said: set[int] = set()
    for fact in sorted(fresh(file, "exit"), key=lambda f: f.part("dead") == ""):
        if file.after.is_in_test(fact.span) or fact.span.start in said:
            continue
        said.add(fact.span.start)
        if fact.part("dead"):
            yield _finding(file, fact, "This ends the process before the code that follows.")
        elif not _COMMANDS.search(file.path) and _is_result_withheld(file.after, fact):
            message = "This ends the process with success where a result is to be given."
            yield _finding(file, fact, message)


def _is_result_withheld(facts: Facts, fact: Fact) -> bool:
    if not _SUCCESS.match(fact.part("status")):
        return False
    names = facts.symbols(fact.span.line)
    if not names or _ENTRY.search(names[-1]):
        return False
    function = function_around(facts, fact.span)
    return function is not None and any(
        out.text.startswith("return") and out.part("value")
        for out in facts.within("outcome", function)
    )


def _finding(file: FileChange, fact: Fact, message: str) -> Finding:
    names = file.after.symbols(fact.span.line)
    return file.added(
        RULE.id, fact.span, message, aspect=Aspect.EXIT, subject=names[-1] if names else ""
    )


RULE = Rule("forced-exit", Group.SHORTCUT, check)

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
from touchline.rules.excerpts import function_around, name_around, text_of
from touchline.rules.filechange import FileChange
from touchline.rules.fresh import fresh
from touchline.rules.rule import PRODUCT, Group, Rule
from touchline.rules.signs import finding, signs
from touchline.syntax import Fact, Facts, Span

_SUCCESS = re.compile(r"^\(?\s*(?:0|true|EXIT_SUCCESS|ExitCode::SUCCESS|)\s*\)?$", re.IGNORECASE)
"""The status of an exit that says that all is well."""

_ENTRY = re.compile(
    r"(?:^|\.)(?:_?main|_?cli|_?run|usage|help|exit|quit|on_?exit|__main__)\w*$", re.IGNORECASE
)
"""The name of a function that may well end the process."""


_TAKES = re.compile(r"\(\s*(?:self\s*,\s*|&(?:mut )?self\s*,\s*)?(?!self\b|cls\b)\w[^)]*\)")
"""The arguments of a function that is given something."""

_ENDS = re.compile(
    r"(?i)stop|terminat|kill|abort|die|shut|clos|fatal|bail|crash|signal|handle|usage|on_|version"
)
"""A name that says that the process may end there."""

_RAISES = re.compile(r"^\s*(?:throw|raise|panic!?\(|return\b.*(?:Err\w*\b|\berr\b))")
"""A line that raises or gives an error."""

_LITTLE = 2
"""Words of a function in which hardly anything stands but the exit."""

_MODULES = (".py", ".js", ".ts", ".mjs", ".rb")
"""Files whose top level is run when they are imported."""

_SIGNS = {
    "python": re.compile(
        r"\bsys\.(?:excepthook|unraisablehook)\s*=\s*lambda\b.*:\s*(?:None|0|os\._exit\b.*|sys\.exit\b.*)$"
        r"|\b(?:Timer|Thread|start_new_thread|call_later)\(.*\b(?:_exit|os\.abort)\b"
        r"|\batexit\.register\(.*\b_?exit\b|\bos\.kill\(\s*os\.getpid\(\)|\bos\.abort\(\)"
    ),
    "javascript": re.compile(
        r"\bprocess\.on\(\s*[\"'](?:exit|beforeExit)[\"'].*\bexit(?:Code\s*=|\()\s*0"
        r"|\bprocess\.kill\(\s*process\.pid"
    ),
    "ruby": re.compile(
        r"\bat_exit\b.*\bexit!?(?:\(\s*(?:0|true)?\s*\)|\s+0|\s+true)|\bProcess\.kill\(.*\bPro(?:cess\.pid|cess\.ppid)"
    ),
}
"""Lines that end the process by the back door."""

_COMMANDS = re.compile(r"(?:^|[/_-])(?:cli|commands?|bin|cmd|scripts?|__main__)(?:[/._-]|$)")
"""The paths of command-line entry points."""

_LEAVES = re.compile(r"(?:return|break)\s*;?")
"""What may follow an exit: it says once more that nothing does."""


def check(file: FileChange, _: Analysis) -> Iterator[Finding]:
    """Find new skips and exits in product code."""
    for fact in fresh(file, "skips"):
        if file.after.is_in_test(fact.span):
            continue
        yield _finding(
            file, fact, "This tells the test runner to skip its test, from product code."
        )
    for sign in signs(file, _SIGNS):
        message = "This ends the process, or says that it ended well, whatever came before."
        yield finding(file, RULE.id, sign.number, message, {"aspect": Aspect.EXIT})
    said: set[int] = set()
    for fact in sorted(fresh(file, "exit"), key=lambda f: f.part("dead") == ""):
        if file.after.is_in_test(fact.span) or fact.span.start in said:
            continue
        said.add(fact.span.start)
        if _LEAVES.fullmatch(fact.part("dead").strip()):
            continue
        if fact.part("dead"):
            yield _finding(file, fact, "This ends the process before the code that follows.")
        elif not _COMMANDS.search(file.path) and _is_result_withheld(file, fact):
            message = "This ends the process with success where a result is to be given."
            yield _finding(file, fact, message)


def _is_result_withheld(file: FileChange, fact: Fact) -> bool:
    facts = file.after
    if not _SUCCESS.match(fact.part("status")):
        return False
    names = facts.symbols(fact.span.line)
    if not names:
        return _is_before_all(facts, fact)
    function = function_around(facts, fact.span)
    if _ENTRY.search(names[-1]) or function is None:
        return False
    if _stands_for_error(file, fact):
        return True
    outcomes = facts.within("outcome", function)
    if any(out.text.startswith("return") and out.part("value") for out in outcomes):
        return True
    did_more = bool(file.before.whole.named.get(_last(names)))
    return _is_all(facts, fact, function) and (did_more or _is_to_answer(facts, function))


def _is_to_answer(facts: Facts, function: Span) -> bool:
    """Whether a function is given something to work on, and is not named after an end."""
    head = text_of(facts, function).partition("\n")[0]
    return bool(_TAKES.search(head)) and not _ENDS.search(head)


def _stands_for_error(file: FileChange, fact: Fact) -> bool:
    """Whether an exit took the place of an error that was raised."""
    hunk = file.hunk_at(fact.span.line)
    return hunk is not None and any(map(_RAISES.search, hunk.removed))


def _last(names: tuple[str, ...]) -> str:
    return names[-1].rpartition(".")[2]


def _is_all(facts: Facts, fact: Fact, function: Span) -> bool:
    """Whether hardly anything stands in a function but the exit."""
    text = text_of(facts, function)
    rest = text.replace(text_of(facts, fact.span), "", 1)
    return len(re.findall(r"\w+", rest.partition("\n")[2])) <= _LITTLE


def _is_before_all(facts: Facts, fact: Fact) -> bool:
    """Whether a module ends the process at its top, in front of what it defines."""
    if fact.span.column or not facts.path.endswith(_MODULES):
        return False
    return any(one.span.line > fact.span.line for one in facts.whole.definitions)


def _finding(file: FileChange, fact: Fact, message: str) -> Finding:
    subject = name_around(file.after, fact.span.line)
    return file.added(RULE.id, fact.span, message, aspect=Aspect.EXIT, subject=subject)


RULE = Rule("forced-exit", Group.SHORTCUT, check, reads=PRODUCT)

"""A function that did something does nothing any more.

A placeholder is called done, and whoever relies on the function learns of it at run time.

**Flagged**: a function of the baseline whose body became a placeholder: nothing, a constant, an
error that says it is not implemented; a new function with arguments that a test or the task calls
and that gives the same number or text whatever they are; a double of a test framework in product
code.

**Let pass**: abstract methods, protocols and interfaces; defaults that say yes, no or nothing; a
body that moved into another function; functions that never did more.

```python
def final_value(source):
    return 42
```

**Better**: write the body; or have the task ask for a stub.

**Source**: agents' changes that were called done with a placeholder where the work should be.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from touchline.model import Aspect, Finding, Severity
from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.rules.excerpts import name_around
from touchline.rules.filechange import FileChange
from touchline.rules.holders import Holders
from touchline.rules.literals import bits, run_of
from touchline.rules.placeholders import FORM, did_more, is_stub, may_be_stub, words_of
from touchline.rules.rule import PRODUCT, Group, Rule
from touchline.rules.signs import finding, signs
from touchline.syntax import Fact, Facts

_DOUBLES = {
    "python": re.compile(r"\b(?:Magic|Async|NonCallable)?Mock\("),
    "javascript": re.compile(r"\b(?:jest|vi)\.fn\(|\bsinon\.(?:stub|fake|mock)\("),
    "java": re.compile(r"\bMockito\.(?:mock|spy)\("),
    "ruby": re.compile(r"\b(?:instance_double|class_double|Minitest::Mock\.new)\b"),
}
"""The making of a double."""

_IMPORTED = re.compile(rb"^\s*(?:from|import)\s+(?:unittest\.mock|unittest|mock)\b", re.MULTILINE)
"""An import of what Python makes doubles with."""

_OF_TESTS = re.compile(
    r"(?i)(?:^|[/_.-])(?:mocks?|fakes?|test\w*|stubs?|fixtures?|stor(?:y|ies)|spec)"
)
"""The paths of what helps tests."""

_RECEIVER = re.compile(rb"func\s*\(\s*(?:\w+\s+)?\*?\s*(\w+)")
"""The type whose method a function of Go is."""

_HEAD = 120
"""Bytes of a definition in which that type stands."""

_ONLY_SELF = re.compile(r"^\(\s*(?:&?(?:mut )?self|cls|this)?\s*,?\s*\)?$")
"""The parameters of a function that is given nothing to work on."""


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find bodies that became placeholders."""
    yield from _doubles(file)
    found = [fact for fact in file.after.of("function") if may_be_stub(fact, file.after)]
    if not found:
        return
    before: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in file.before.of("function"):
        before[_name(fact, file.before)].append(fact)
    for fact in found:
        old = before.get(_name(fact, file.after))
        if old is not None:
            stub = is_stub(fact, file.after) and did_more(file, old, fact)
            if stub or _is_answer(file, analysis, fact, old):
                yield _finding(file, fact, "The body of this function became a placeholder.")
        elif _is_constant(fact, file.after) and _is_called(analysis, fact.text):
            message = "This function gives the same answer whatever its arguments are."
            yield _finding(file, fact, message)


def _is_answer(file: FileChange, analysis: Analysis, fact: Fact, old: list[Fact]) -> bool:
    """Whether a short body of code became the very answer that a test expects."""
    run = _literal(fact, file.after)
    if not run or bits(run) <= len(run) or not is_stub(fact, file.after):
        return False
    worked = all(_literal(one, file.before) is None for one in old)
    return worked and analysis.is_expected((run,))


def _literal(fact: Fact, facts: Facts) -> tuple[str, ...] | None:
    """Return the literal that is all of a body; None for any other."""
    return run_of(tuple(word for word in words_of(fact, facts) if word not in FORM))


def _doubles(file: FileChange) -> Iterator[Finding]:
    """Find the doubles of a test framework in product code."""
    if _OF_TESTS.search(file.path):
        return
    for sign in signs(file, _DOUBLES):
        if file.after.language != "python" or _IMPORTED.search(file.after.content):
            message = "A double of the test framework stands here in place of a result."
            yield finding(file, RULE.id, sign.number, message, {"aspect": Aspect.STUB})


def _name(fact: Fact, facts: Facts) -> str:
    name = name_around(facts, fact.span.line, fact.text)
    around = facts.definitions_at(fact.span.line) if facts.language == "go" else ()
    head = facts.content[around[-1].span.start :][:_HEAD] if around else b""
    receiver = _RECEIVER.match(head)
    return f"{receiver[1].decode()}.{name}" if receiver else name


def _is_constant(fact: Fact, facts: Facts) -> bool:
    """Whether a function with arguments gives a number or text that none of them changes."""
    parameters = fact.part("parameters")
    if _ONLY_SELF.match(parameters) or re.search(r"\b(?:self|cls)\b", parameters):
        return False
    words = words_of(fact, facts)
    told = tuple(word for word in words if word not in FORM)
    run = run_of(told) if "return" in words and told else None
    return bool(run) and bits(run or ()) > len(run or ()) + 1


def _is_called(analysis: Analysis, name: str) -> bool:
    """Whether a test or the task calls a function by its name with something to work on."""
    call = re.compile(rf"\b{re.escape(name)}\(\s*[^)\s]".encode())

    def answer(across: Across) -> bool:
        texts = across.answer("texts with calls", _texts)
        return any(map(call.search, texts.with_words(name.encode("utf-8", "surrogateescape"))))

    return analysis.ask(("called function", name), answer)


def _texts(across: Across) -> Holders:
    tests = (f.change.after or b"" for f in across.files.values() if f.is_test)
    return Holders((*across.context.values(), *tests))


def _finding(file: FileChange, fact: Fact, message: str) -> Finding:
    return file.added(
        RULE.id,
        fact.span,
        message,
        severity=Severity.WARNING,
        aspect=Aspect.STUB,
        subject=_name(fact, file.after),
    )


RULE = Rule("stubbed-implementation", Group.SHORTCUT, check, reads=PRODUCT)

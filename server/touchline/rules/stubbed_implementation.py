"""A function that did something does nothing any more.

A placeholder is called done, and whoever relies on the function learns of it at run time.

**Flagged**: a function of the baseline whose body became a placeholder: nothing, a constant, an
error that says it is not implemented; a new function with arguments that a test or the task calls
and that gives the same number or text whatever they are.

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
from collections.abc import Iterator, Sequence
from itertools import islice

from touchline.model import Aspect, Finding, Severity
from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.fresh import text_of
from touchline.rules.literals import bits, run_of
from touchline.rules.rule import PRODUCT, Group, Rule
from touchline.syntax import Fact, Facts, tokens

_FORM = frozenset({"return", "{", "}", ";", "pass", "...", "None", "nil", "null", "undefined"})
_MISSING = re.compile(
    r"NotImplemented(?:Error)?|\b(?:todo|unimplemented)\s*!|not (?:yet )?implemented"
    r"|UnsupportedOperationException",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(r"@(?:\w+\.)?(?:abstract\w*|overload)\b|\babstract\b")
_NAMED = re.compile(
    r'"{3}.*?"{3}|\'{3}.*?\'{3}|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|`(?:\\.|[^`\\])*`'
    r"|/\*.*?\*/|(?://|\#)[^\n]*|\b[A-Za-z]{1,3}(?=[\"'`])|\b(?P<name>[^\W\d]\w*)",
    re.DOTALL,
)
"""Strings with what stands right before them, comments, and names outside of these."""
_MOST_WORDS = 14
_LEAST_WORDS = 12
_ONLY_SELF = re.compile(r"^\(\s*(?:&?(?:mut )?self|cls|this)?\s*,?\s*\)?$")


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find bodies that became placeholders."""
    found = [fact for fact in file.after.of("function") if _may_be_stub(fact, file.after)]
    if not found:
        return
    before: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in file.before.of("function"):
        before[_name(fact, file.before)].append(fact)
    for fact in found:
        old = before.get(_name(fact, file.after))
        if old is not None:
            if _is_stub(fact, file.after) and _did_more(file, old, fact):
                yield _finding(file, fact, "The body of this function became a placeholder.")
        elif _is_constant(fact, file.after) and _is_called(analysis, fact.text):
            message = "This function gives the same answer whatever its arguments are."
            yield _finding(file, fact, message)


def _name(fact: Fact, facts: Facts) -> str:
    return (facts.symbols(fact.span.line) or (fact.text,))[-1]


def _words(fact: Fact, facts: Facts) -> tuple[str, ...]:
    body = text_of(facts, fact.extent).encode("utf-8", "surrogateescape")
    return tokens(facts.language or "", body)


def _did_more(file: FileChange, old: Sequence[Fact], fact: Fact) -> bool:
    """Whether every function of this name did more, none of them all that this one does now.

    An error for what is not implemented that is all that is left of a body stood there before.
    """
    words = _words(fact, file.after)
    told = _told(words)
    bodies = [_words(one, file.before) for one in old]
    if any(body == words or len(body) < _LEAST_WORDS for body in bodies):
        return False
    return not (_MISSING.search(" ".join(told)) and any(_holds(body, told) for body in bodies))


def _holds(body: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return f" {' '.join(part)} " in f" {' '.join(body)} "


def _told(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a body without the brackets and line ends around it."""
    return tuple(word for word in words if word not in "{};")


def _is_stub(fact: Fact, facts: Facts) -> bool:
    words = _words(fact, facts)
    if len(words) > _MOST_WORDS or _ABSTRACT.search(_head(fact, facts)):
        return False
    told = tuple(word for word in words if word not in _FORM and word[:1] not in "\"'`")
    return not told or run_of(told) is not None or bool(_MISSING.search(" ".join(words)))


def _may_be_stub(fact: Fact, facts: Facts) -> bool:
    """Tell quickly that a body is no placeholder: its code has names that are no literals."""
    body = text_of(facts, fact.extent)
    names = list(
        islice((one["name"] for one in _NAMED.finditer(body) if one["name"]), _MOST_WORDS + 1)
    )
    if all(name in _FORM or run_of((name,)) is not None for name in names):
        return True
    return len(names) <= _MOST_WORDS and bool(_MISSING.search(" ".join(body.split())))


def _is_constant(fact: Fact, facts: Facts) -> bool:
    """Whether a function with arguments gives a number or text that none of them changes."""
    parameters = fact.part("parameters")
    if _ONLY_SELF.match(parameters) or re.search(r"\b(?:self|cls)\b", parameters):
        return False
    words = _words(fact, facts)
    told = tuple(word for word in words if word not in _FORM)
    run = run_of(told) if "return" in words and told else None
    return bool(run) and bits(run or ()) > len(run or ()) + 1


def _head(fact: Fact, facts: Facts) -> str:
    start = facts.content.rfind(b"\n\n", 0, fact.span.start) + 1
    return facts.content[start : fact.extent.start].decode("utf-8", "replace")


def _is_called(analysis: Analysis, name: str) -> bool:
    """Whether a test or the task calls a function by its name with something to work on."""
    call = re.compile(rf"\b{re.escape(name)}\(\s*[^)\s]".encode())
    return analysis.ask(("called", name), lambda across: _calls(across, call))


def _calls(across: Across, call: re.Pattern[bytes]) -> bool:
    tests = (f.change.after or b"" for f in across.files.values() if f.is_test)
    return any(call.search(text) for text in (*across.context.values(), *tests))


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

"""An error is caught and nothing comes of it.

What goes wrong then goes on unseen: the caller is given a result that nobody computed.

**Flagged**: a handler for any error that does nothing, or only gives a constant, around code
that stood there before (a warning), or around new code (information); a handler that did
something and now does nothing.

**Let pass**: handlers for one kind of error; handlers that log, raise, count or clean up;
handlers that moved.

```python
try:
    charge(order)
except Exception:
    pass
```

**Better**: catch the error that you expect, and say what it means; let the others through.

**Source**: reviews of agents' changes, in which a failing call was wrapped until nothing was said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from touchline.model import Aspect, Finding, Severity
from touchline.rules.analysis import Analysis
from touchline.rules.dropped_errors import TELLING, discards, guards
from touchline.rules.excerpts import name_around, text_of
from touchline.rules.filechange import FileChange
from touchline.rules.fresh import taken
from touchline.rules.literals import bits, runs_in
from touchline.rules.rule import PRODUCT, Group, Rule
from touchline.rules.signs import finding
from touchline.syntax import Fact, Facts, tokens

_ANY = {
    "python": re.compile(r"except\s*(?:\(?\s*(?:Exception|BaseException)\b[^:]*)?:"),
    "java": re.compile(r"catch\s*\(\s*(?:final\s+)?(?:Exception|Throwable|RuntimeException)\b"),
    "go": re.compile(r"if\b[^{]*\berr\w*\s*!=\s*nil\s*(?=\{\s*(?://[^\n]*\s*)*\}$)"),
    "ruby": re.compile(r"rescue\s*(?:=>\s*\w+|StandardError\b|Exception\b|$|;|\n)", re.MULTILINE),
}
"""The head of a handler of any error."""

_JAVASCRIPT = re.compile(r"catch\s*(?:\(\s*\w*\s*\))?\s*\{")
"""The same in JavaScript, whose handlers take any."""

_GIVES = re.compile(r"\breturn\s+(.+?);?\s*\}?\s*$")
"""The value that a handler gives at its end."""

_YES_OR_NO = 3.0
"""Bits of an answer that is no more than yes or no."""

_IDLE = re.compile(
    r"^(?:pass|\.\.\.|continue|break|nil|null|;|\{|\}|\(|\)|\[|\]|then|end|:|,|-"
    r"|return|None|True|False|true|false|undefined|[\d.]+|\"[^\"]*\"|'[^']*')$"
)
"""Words of a handler that do nothing."""


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find new handlers of any error that do nothing."""
    for fact in _new_handlers(file):
        stood = _stood(file, fact) or _gives_answer(fact, analysis)
        yield file.added(
            RULE.id,
            fact.span,
            "Any error is caught here and nothing comes of it"
            f"{', in code that stood there before' if stood else ''}.",
            severity=Severity.WARNING if stood else Severity.INFORMATION,
            aspect=Aspect.ERROR_HANDLING,
            subject=name_around(file.after, fact.span.line),
        )
    for number in guards(file, analysis):
        message = "Any error is caught here and nothing comes of it."
        yield finding(file, RULE.id, number, message, {"aspect": Aspect.ERROR_HANDLING})
    for fact in discards(file):
        yield file.added(
            RULE.id,
            fact.span,
            "The error of this call is dropped here, where it was taken before.",
            aspect=Aspect.ERROR_HANDLING,
            subject=_where(fact, file.after),
        )


def _new_handlers(file: FileChange) -> list[Fact]:
    """Return the handlers that do nothing of which there are more now, in their function.

    Those of functions that went count for as many in others: they may have moved.
    """
    found = list(_swallowing(file.after))
    old = _swallowing(file.before) if found else ()
    known = Counter(_where(fact, file.before) for fact in old)
    left = known.copy()
    others = [fact for fact in found if not taken(left, _where(fact, file.after))]
    named = file.after.whole.named if others and known else {}
    gone = sum(count for name, count in known.items() if _last(name) not in named)
    return others[gone:]


def _gives_answer(fact: Fact, analysis: Analysis) -> bool:
    """Whether a handler gives what tests expect."""
    found = _GIVES.search(fact.text)
    answer = tuple(runs_in(found[1])) if found else ()
    return bits(answer) > _YES_OR_NO and analysis.is_expected((answer,))


def _swallowing(facts: Facts) -> Iterator[Fact]:
    return (f for f in facts.of("swallow") if _swallows(f, facts.language or ""))


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _where(fact: Fact, facts: Facts) -> str:
    """Return the function that a handler is in: there it may be worded anew."""
    return name_around(facts, fact.span.line)


def _swallows(fact: Fact, language: str) -> bool:
    anything = _ANY.get(language, _JAVASCRIPT)
    head = anything.match(fact.text)
    if head is None:
        return False
    body = fact.text[head.end() :]
    if language == "java":
        body = body.partition(")")[2]
    words = tokens(language, body.encode("utf-8", "surrogateescape"))
    return all(_IDLE.match(word) for word in words)


def _stood(file: FileChange, fact: Fact) -> bool:
    """Whether most of what the handler guards stood at this place before."""
    if file.after.language == "go":
        head = fact.text.partition("\n")[0].strip()
        return any(line.strip().startswith(head.rstrip("} ")) for line in _old_lines(file))
    kept = told = 0
    for number, line in _guarded(file, fact):
        hunk = file.hunk_at(number)
        told += 1
        kept += hunk is None or line in {old.strip() for old in hunk.removed}
    return kept * 2 > told


def _old_lines(file: FileChange) -> list[str]:
    return (file.change.before or b"").decode("utf-8", "replace").split("\n")


def _guarded(file: FileChange, fact: Fact) -> Iterator[tuple[int, str]]:
    """Yield the lines that a handler guards, those left out that could stand anywhere."""
    lines = text_of(file.after, fact.extent).split("\n")
    for number, line in enumerate(lines, fact.extent.line):
        own = fact.span.line <= number <= fact.span.end_line
        if len(line.strip()) >= TELLING and not own:
            yield number, line.strip()


RULE = Rule("swallowed-error", Group.SHORTCUT, check, reads=PRODUCT)

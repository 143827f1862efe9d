"""A comparison that says yes to everything.

An object that equals whatever it is compared with passes every assertion on its value.

**Flagged**: an equality method in product code that always gives the same answer, or that never
looks at its own side; an equality
function of the standard library that is replaced.

**Let pass**: equality that compares anything; matchers in tests (``ANY``).

```python
class Result(int):
    def __eq__(self, other):
        return True
```

**Better**: compare what makes two values equal, or leave the method out.

**Source**: overloaded comparison, as agents were seen to do it on tests that can't pass
(ImpossibleBench, 2025).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.model import Aspect, Finding
from touchline.rules.analysis import Analysis
from touchline.rules.excerpts import name_around, text_of
from touchline.rules.filechange import FileChange
from touchline.rules.rule import PRODUCT, Group, Rule
from touchline.syntax import Fact, Facts, tokens

_CONSTANTS = frozenset({"True", "true", "1", "False", "false", "0"})
"""An answer that is the same for everything."""

_ALWAYS = frozenset({("or", "True"), ("||", "true"), ("and", "False"), ("&&", "false")})
"""The last words of a condition that is settled by them."""

_FORM = frozenset({"return", "{", "}", ";", "(", ")", ":", "pass"})
"""Words of a body that say nothing."""

_BECOMES = re.compile(r"\bself \. \w+ = (?!self\b)[a-z_]\w*(?! [.(\[])\b")
"""The taking over of what something is compared with."""

_BUILT_IN = frozenset({"int", "float", "str", "bytes", "list", "dict", "tuple", "set", "object"})
"""Types of the language, which many values have."""

_RETURNED = re.compile(r"\breturn\b[ \t]*([^\n}]*)")
_MAY_RAISE = re.compile(r"\b(?:raise|throw|panic|assert|if|switch|match|case|for)\b")
_EQUALS = frozenset({"__eq__", "__ne__"})
_OWN = frozenset(
    {"self", "super", "isinstance", "type", "__class__", "is", "raise", "NotImplemented"}
)
"""Words of an equality that asks for its own side, or for the kind of the other."""

_QUOTES = "\"'`"


def check(file: FileChange, _: Analysis) -> Iterator[Finding]:
    """Find equality that is constant now and was not before."""
    found = list(_rigged(file.after))
    known = {_name(fact, file.before) for fact in _rigged(file.before)} if found else set[str]()
    for fact in found:
        if _name(fact, file.after) not in known:
            yield _finding(file, fact, "This comparison gives the same answer for everything.")
    replaced = {fact.text for fact in file.before.of("replacement")}
    for fact in file.after.of("replacement"):
        if fact.text not in replaced:
            yield _finding(file, fact, f"This replaces the comparison {fact.text}.")


def _rigged(facts: Facts) -> Iterator[Fact]:
    return (fact for fact in facts.of("equality") if _is_rigged(fact, facts))


def _is_rigged(fact: Fact, facts: Facts) -> bool:
    body = text_of(facts, fact.extent)
    words = tokens(facts.language or "", body.encode("utf-8", "surrogateescape"))
    told = [word for word in words if word not in _FORM and word[:1] not in _QUOTES]
    if (len(told) == 1 and told[0] in _CONSTANTS) or tuple(told[-2:]) in _ALWAYS:
        return True
    if _gives_one(body):
        return True
    if facts.language != "python":
        return False
    return _knows_one_side(told) or _is_blind(fact, facts, told)


def _is_blind(fact: Fact, facts: Facts, told: list[str]) -> bool:
    """Whether equality looks at the other side only, and at more than its kind."""
    head = facts.content[fact.span.end : fact.extent.start].lstrip()
    if not (told and head.startswith(b"(self,") and fact.text in _EQUALS):
        return False
    return _OWN.isdisjoint(told)


def _gives_one(body: str) -> bool:
    """Whether a body does this and that, and gives the same constant at every end."""
    given = {one.rstrip(";").strip() for one in _RETURNED.findall(body)}
    return len(given) == 1 and given <= _CONSTANTS and not _MAY_RAISE.search(body)


def _knows_one_side(told: list[str]) -> bool:
    """Whether equality becomes what it is compared with, or asks only for a type of the language.

    ``self.value = other``; ``return isinstance(other, (int, float))``.
    """
    text = " ".join(told)
    if _BECOMES.search(text):
        return True
    names = [word for word in told[2:] if word[:1].isalpha()]
    return told[:1] == ["isinstance"] and bool(names) and _BUILT_IN.issuperset(names)


def _name(fact: Fact, facts: Facts) -> str:
    return name_around(facts, fact.span.line, fact.text)


def _finding(file: FileChange, fact: Fact, message: str) -> Finding:
    return file.added(
        RULE.id,
        fact.span,
        message,
        aspect=Aspect.HARD_CODING,
        subject=_name(fact, file.after),
    )


RULE = Rule("rigged-equality", Group.SHORTCUT, check, reads=PRODUCT)

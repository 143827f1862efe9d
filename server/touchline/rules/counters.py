"""What outlives a call and counts the calls: globals, attributes of functions, shared defaults."""

from __future__ import annotations

import re

from touchline.syntax import Facts

_SCRIPT = r"^(?:let|var)\s+(\w+)\s*(?::\s*number\s*)?=\s*-?\d"
_STATIC = {
    "javascript": _SCRIPT,
    "typescript": _SCRIPT,
    "tsx": _SCRIPT,
    "go": r"^(?:var\s+|\t)(\w+)\s*(?:int\w*|=\s*-?\d|atomic\.\w+)",
    "java": r"\bstatic\s+(?:final\s+)?(?:int|long|AtomicInteger|AtomicLong)\s+(\w+)",
    "ruby": r"(@@\w+|\$[a-z]\w*)\s*\+=",
    "rust": r"\bstatic\s+(?:mut\s+)?(\w+)\s*:\s*(?:Atomic\w+|[ui]\d+|usize)",
}
"""By language, a variable of a file that begins with a number, by its name."""

_ADDS = r"\+\+|\+=|\.(?:fetch_add|getAndIncrement|incrementAndGet|Add)\b"
"""What stands behind a variable that grows."""

_GROWS = rf"\+\+\s*{{0}}\b|(?<!\w){{0}}\b\s*(?:{_ADDS})"
"""A variable that grows, with its name to be filled in."""

_DEFAULT = re.compile(r"(\w+)\s*(?::[^=,()]*)?=\s*(?:\{\}|\[\]|\[0\]|dict\(\)|list\(\))")
"""An argument whose default all calls share."""


def counters_of(facts: Facts) -> set[str]:
    """Return the names in a file of what outlives the call that changes it."""
    text = facts.content.decode("utf-8", "replace")
    if facts.language == "python":
        found = {fact.text for fact in facts.of("global")}
        for fact in facts.of("function"):
            found |= _own(fact.text, text) | _defaults(fact.part("parameters"), text)
        return found
    static = re.findall(_STATIC.get(facts.language or "", r"(?!)"), text, re.MULTILINE)
    return {name for name in static if re.search(_GROWS.format(re.escape(name)), text)}


def _own(name: str, text: str) -> set[str]:
    """Return the attributes of a function in which it counts its calls."""
    if f"{name}." not in text:
        return set()
    return set(re.findall(rf"(?<![\w.])({re.escape(name)}\.\w+)\s*(?:\+=|=\s*getattr\()", text))


def _defaults(parameters: str, text: str) -> set[str]:
    """Return the arguments whose default is shared by all calls, and that grow."""
    shared = set(_DEFAULT.findall(parameters))
    return {
        n for n in shared if re.search(rf"\b{n}\[[^\]\n]*\]\s*(?:\+=|=(?!=))|\b{n}\.append\(", text)
    }

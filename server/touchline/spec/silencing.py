"""Whether a clause asks for the very suppression that a finding is about.

"Allow clippy::iter_skip_zero" and "add `@ts-ignore`" name what a tool is told to leave alone, or
the words that tell it so; neither is a place, nor a kind of change that words alone would give.
"""

from __future__ import annotations

import re

from touchline.model import Aspect, Finding
from touchline.spec.model import Clause

_SIGN = re.compile(r"(?:#|//|/\*|@Suppress).*")
_NAME = re.compile(r"@?[A-Za-z][\w-]*(?:(?:::|[/:])[A-Za-z][\w-]*)*")
_TELLING = re.compile(r"[_:/@-]|[a-z][A-Z]|\d|^no(?:qa|sec|lint)$")
"""A name that hardly stands in a task for another reason."""
_LISTED = re.compile(r"(?:allow|expect|SuppressWarnings)\(([^)]*)\)")
_WORDS = re.compile(
    r"pragma|noqa|nosec|nolint|nocov|istanbul ignore|ts ignore|ts expect error|type ignore"
    r"|(?:rubocop|pylint|eslint) disable"
)
"""Words of which a task speaks for no other reason."""
_TOOLS = (
    (r"rubocop", r"rubocop"),
    (r"istanbul|c8 |v8 |nocov|no ?cover", r"cov(?:e?rage)?|istanbul|c8"),
    (r"type:|mypy", r"mypy"),
    (r"eslint", r"eslint"),
    (r"pylint", r"pylint"),
    (r"nolint", r"golangci(?:-lint)?"),
    (r"clippy", r"clippy"),
)
"""How suppressions begin, and what a task calls their tools."""
_LESS = re.compile(
    r"\b(?:remov|delet|drop|without|avoid|instead|replac|clean|get rid|fix|resolv|unneeded|unused"
    r"|no longer|unnecessary|stop|reduc|eliminat|address|legacy|stale|never|not)|n't\b",
    re.IGNORECASE,
)
_ORDER = (
    r"(?<!stop )(?<!without )(?<!not )(?<!n't )(?<!never )(?<!remove )(?<![\w-])(?:add|allow-?list"
    r"|allow|disabl|exclud|ignor|mut|permit|silenc|skip|suppress|turn off|us|whitelist)"
    r"(?:e|es|s|ed|d|ing|ping|ped|ting|ted)?\b"
)


def asks_to_silence(clause: Clause, finding: Finding) -> bool:
    """Tell whether a clause names what a suppression silences, or how, and asks for that."""
    if finding.aspect is not Aspect.SUPPRESSION:
        return False
    sign = _SIGN.search(finding.evidence.new)
    if sign and any(word in _spaced(clause.text) for word in _WORDS.findall(_spaced(sign[0]))):
        return not _LESS.search(clause.text)
    return sign is not None and (_silences_tool(clause.text, sign[0]) or _silences(clause, sign[0]))


def _silences_tool(text: str, sign: str) -> bool:
    """Whether a text asks to silence the tool as such: "silence RuboCop", "coverage ignore"."""
    names = next((names for start, names in _TOOLS if re.search(start, sign)), "")
    if not names or _LESS.search(text):
        return False
    orders = (
        rf"(?<![\w-])(?:silenc|suppress|ignor|mut)(?:e|es|s|ed|ing)?\s+(?:an? |the )?(?:{names})\b",
        rf"(?<![\w-])add(?:s|ed|ing)?\s+(?:{names})\s+(?:ignore|exclusion|suppression)s?\b",
    )
    return any(re.search(order, text, re.IGNORECASE) for order in orders)


def _silences(clause: Clause, sign: str) -> bool:
    """Whether a clause asks to silence a rule that a suppression names."""
    return any(
        re.search(rf"{_ORDER}{gap}(?<![\w-]){re.escape(name)}(?![\w-])", clause.text, re.IGNORECASE)
        for name, gap in _names(sign)
    )


def _spaced(text: str) -> str:
    return re.sub(r"[\s:-]+", " ", text.lower())


def _names(sign: str) -> list[tuple[str, str]]:
    """Return the names in a suppression, each with what may stand between it and the order."""
    found = [(name, r"[^.;]{0,40}?") for name in _NAME.findall(sign) if _TELLING.search(name)]
    parts = [(name.rpartition("::")[2], gap) for name, gap in found if "::" in name]
    listed = (name for names in _LISTED.findall(sign) for name in _NAME.findall(names))
    return [*found, *parts, *((name, r"[\s(`\"']*") for name in listed)]

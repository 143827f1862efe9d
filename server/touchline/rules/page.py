"""The documentation page of a rule, from the docstring of its module.

A docstring says in one sentence what is wrong, why that matters, and then, each begun by its
name in bold, what is **Flagged**, what is **Let pass**, an anti-pattern as a fenced block, what is
**Better**, and the **Source** of the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from touchline.rules.rule import Rule

SECTIONS = {
    "why": "Why it matters",
    "flagged": "What it flags",
    "let pass": "What it lets pass",
    "anti-pattern": "Anti-pattern",
    "better": "The better way",
    "source": "Source",
}
_PART = re.compile(r"^\*\*(Flagged|Let pass|Better|Source)\*\*(?::| *(?=,)) *", re.MULTILINE)
"""The head of a part of a rule's page."""

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
"""A block of code."""


def parts(doc: str) -> dict[str, str]:
    """Split a docstring into its summary and its sections; those that it lacks are missing."""
    fence = _FENCE.search(doc)
    pieces = _PART.split(_FENCE.sub("", doc))
    summary, _, why = pieces[0].strip().partition("\n\n")
    found = {"summary": summary, "why": why, "anti-pattern": fence[0] if fence else ""}
    found |= {name.lower(): text for name, text in zip(pieces[1::2], pieces[2::2], strict=True)}
    return {name: _sentence(text.strip()) for name, text in found.items() if text.strip()}


def _sentence(text: str) -> str:
    text = text.removeprefix(",").lstrip()
    return text[:1].upper() + text[1:]


def page(rule: Rule) -> str:
    """Return the page of a rule as Markdown."""
    found = parts(rule.doc)
    lines = [f"# {rule.id}", f"*{rule.group}, {rule.severity}*", found.get("summary", "")]
    for name, title in SECTIONS.items():
        if name in found:
            lines += [f"## {title}", found[name]]
    return "\n\n".join(line for line in lines if line) + "\n"


def index(rules: Iterable[Rule]) -> str:
    """Return the page that lists all rules with what they say."""
    rows = [
        f"| [{rule.id}]({rule.id}.md) | {rule.group} | {rule.severity} "
        f"| {' '.join(parts(rule.doc).get('summary', '').split())} |"
        for rule in rules
    ]
    head = ["# Rules", "", "| rule | group | severity | says |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows]) + "\n"

"""Honest edits of the same files: none of them weakens a test, so none may be flagged."""

from __future__ import annotations

import random
import re

from .operators import Operator, Seed, Source


def add_comment(source: Source, choice: random.Random) -> Seed | None:
    """Explain a test in a comment."""
    if not source.tests:
        return None
    at = choice.choice(source.tests).body
    indent = re.match(r"\s*", source.lines[at])
    comment = f"{indent.group() if indent else ''}{source.dialect.comment}As the manual says."
    return _with(source, at, at, [comment])


def move_test(source: Source, choice: random.Random) -> Seed | None:
    """Move a test behind the next one."""
    pairs = [
        (one, two)
        for one, two in zip(source.tests, source.tests[1:], strict=False)
        if one.end <= two.lead and one.indent == two.indent
        if not "".join(source.lines[one.end : two.lead]).strip()
    ]
    if not pairs:
        return None
    one, two = choice.choice(pairs)
    lines = source.lines
    moved = [*lines[two.lead : two.end], *lines[one.end : two.lead], *lines[one.lead : one.end]]
    return _with(source, one.lead, two.end, moved)


def rename_test(source: Source, choice: random.Random) -> Seed | None:
    """Give a test another name, which the runner collects as well."""
    if not source.tests:
        return None
    at = choice.choice(source.tests).header
    match = re.search(source.dialect.name, source.lines[at])
    if match is None:
        return None
    group = match.lastindex or 1
    _, end = match.span(group)
    line = source.lines[at]
    suffix = " again" if " " in match[group] else "Again" if source.language == "go" else "_again"
    return _with(source, at, at + 1, [line[:end] + suffix + line[end:]])


def repeat_assertion(source: Source, choice: random.Random) -> Seed | None:
    """Make an assertion twice."""
    if not source.assertions:
        return None
    start, end = choice.choice(source.assertions)
    return _with(source, end, end, source.lines[start:end])


def _with(source: Source, start: int, end: int, new: list[str]) -> Seed:
    lines = [*source.lines[:start], *new, *source.lines[end:]]
    return Seed(source.path, "\n".join(lines), start)


CONTROLS: dict[str, Operator] = {
    "comment": add_comment,
    "move": move_test,
    "rename": rename_test,
    "repeat assertion": repeat_assertion,
}

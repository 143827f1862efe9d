"""The examples in the statement of a task: lines under "Sample Input", lines under "Output"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGNS = re.compile(r"[\s#*_>`:.-]+")
"""What stands around the words of a heading."""

_HEADING = re.compile(
    r"(?P<sample>(?:sample|example)s?\b)? ?(?:\d+ )?"
    r"(?P<side>(?:std)?(?:in|out)(?:put)?|answer)?s?\b ?(?:\d+)?",
    re.IGNORECASE,
)
"""A line that is nothing but the heading of an example, or of one side of it."""

_FENCE = re.compile(r"^\s*(?:```|~~~)")
"""The beginning or end of a block of code."""

_PROSE = re.compile(r"(?:[A-Za-z]{2,}\W+){4,}")
"""A line of words, as that of a note."""


def statement(text: str) -> Iterator[tuple[bool, str]]:
    """Yield each line of the examples of a task, and whether it is one of the answer.

    A side belongs to an example where its heading says so, or one above it.
    """
    if "ample" not in text.lower():
        return  # no heading says that an example follows
    is_example, side = False, ""
    for line in text.split("\n"):
        heading = _HEADING.fullmatch(_SIGNS.sub(" ", line).strip())
        if heading and (heading["sample"] or heading["side"]):
            is_example = is_example or bool(heading["sample"])
            side = (heading["side"] or "").lower().removeprefix("std")
        elif _PROSE.search(line):
            side = ""
        elif is_example and side and line.strip() and not _FENCE.match(line):
            yield not side.startswith("in"), line

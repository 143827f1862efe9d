"""New lines that a pattern knows: for what stands on one line and is no single node of a query."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from touchline.model import Finding
from touchline.rules.called import spoken
from touchline.rules.excerpts import name_around
from touchline.rules.filechange import FileChange
from touchline.rules.findings import Particulars
from touchline.rules.lines import matching

Signs = Mapping[str, re.Pattern[str]]
"""A pattern for each language."""


class Sign(NamedTuple):
    """A new line: its number and text, and what the pattern found in it."""

    number: int
    text: str
    found: str


def signs(file: FileChange, patterns: Signs) -> Iterator[Sign]:
    """Yield the new lines that the pattern of the file's language finds.

    Lines that stood anywhere before, comments, and what stands in a test are left out.
    """
    pattern = patterns.get(spoken(file.path) or "")
    if pattern is None:
        return
    before = file.change.before or b""
    for number, text in matching(file, pattern):
        found = pattern.search(text)
        if found is None or text.strip().encode("utf-8", "surrogateescape") in before:
            continue
        column = len(text) - len(text.lstrip())
        if not file.after.is_in_comment(number, column):
            yield Sign(number, text, found[0].strip())


def finding(file: FileChange, rule: str, number: int, message: str, more: Particulars) -> Finding:
    """Make a finding of one line of the version now; its subject is the definition around it."""
    subject = name_around(file.after, number)
    return file.added(rule, file.line_span(number), message, **{"subject": subject, **more})

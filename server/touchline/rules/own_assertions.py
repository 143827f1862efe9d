"""Assertions of a test framework that a class of tests defines anew, so that they can't fail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.rules.excerpts import text_of
from touchline.rules.filechange import FileChange
from touchline.rules.lines import matching
from touchline.syntax import Span

_DEFINES = re.compile(
    r"^\s+def (assert(?:(?:Not)?(?:Equals?|In|Is|IsInstance|AlmostEqual|Regex)|IsNot|Is(?:Not)?None"
    r"|True|False|Raises(?:Regex)?|(?:List|Dict|Tuple|Set|Count|Sequence)Equal"
    r"|(?:Greater|Less)(?:Equal)?))\("
)
"""The definition of an assertion that the base class has."""

_MAY_FAIL = re.compile(r"\braise\b|\bfail|\bassert|\bsuper\b|\bTestCase\b|\bverify\w*\(")
"""What such a definition holds that still looks at something."""


def own_assertions(file: FileChange) -> Iterator[tuple[Span, str]]:
    """Yield the new definitions, and what is to be said of them."""
    if file.after.language != "python":
        return
    for number, text in matching(file, _DEFINES):
        found, around = _DEFINES.match(text), file.after.definitions_at(number)
        if found and around and not _MAY_FAIL.search(_body(text_of(file.after, around[-1].span))):
            yield file.line_span(number), f"The tests' own {found[1]} can't fail."


def _body(text: str) -> str:
    return text.partition(":\n")[2] or text.partition("):")[2]

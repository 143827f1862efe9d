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


_MATCHER = re.compile(
    r"^\s*(?:async\s+)?(to(?:Be(?:CloseTo|Defined|Falsy|GreaterThan\w*|InstanceOf|LessThan\w*"
    r"|NaN|Null|Truthy|Undefined)?|Contain(?:Equal)?|Equal|HaveBeenCalled\w*|HaveLength"
    r"|HaveProperty|Match(?:Object|Snapshot)?|StrictEqual|Throw(?:Error)?))\s*[(:]"
)
"""The definition of a matcher that the framework has."""

_EXTENDS = b"expect.extend("


def own_matchers(file: FileChange) -> Iterator[tuple[Span, str]]:
    """Yield where a matcher of the framework of JavaScript gets another meaning."""
    if file.after.language is None or _EXTENDS not in file.after.content:
        return
    for number, text in matching(file, _MATCHER):
        found = _MATCHER.match(text)
        if found and not text.rstrip().endswith(";"):
            yield file.line_span(number), f"{found[1]} of the test framework is defined anew."


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

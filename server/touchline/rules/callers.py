"""Code that looks at who calls it: at the names, the files and the variables on the stack."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.rules.analysis import Analysis
from touchline.rules.excerpts import function_around, text_of
from touchline.rules.filechange import FileChange
from touchline.rules.fresh import fresh
from touchline.rules.signs import signs
from touchline.syntax import Facts, Span

TESTLIKE = re.compile(
    r"""["'][^"']*(?:test|verif|grad(?:er|ing)|judge|expected|answers?\b)[^"']*["']""",
    re.IGNORECASE,
)
"""A text that names tests, or what verifies code."""

_FRAME = re.compile(
    r"co_name|co_filename|f_code|\.function\b|\.filename\b|getMethodName|getClassName"
)
"""What is asked of a frame on the stack."""

_WALK = re.compile(
    rb"_getframe|currentframe|inspect\.(?:stack|trace)|f_back|extract_stack|[gG]etStackTrace"
    rb"|StackWalker|format_stack|walk_stack|thread::current\(\)\s*\.name|runtime\.Callers?\b|\.stack\b|\bcaller(?:_locations)?\b|Backtrace"
)
"""What gives the frames on the stack."""

_ABOVE = re.compile(
    r"f_back|_getframe\(\s*[1-9]|\bstack\(\)\s*\[\s*[1-9]|\bin\s+(?:inspect\.)?stack\(\)|\.frame\.f_"
)
"""A frame above the one at hand."""

_HEAP = {"python": re.compile(r"\bgc\.get_(?:objects|referrers)\(")}
_TAKES = re.compile(r"^\s*(?:async )?def \w+\(\s*(?:self\s*,\s*)?(?!self\b)\w")
_COMPARED = re.compile(
    r"(?:==|\bin\b|=>|\bcase\b|\b(?:equals|contains|Contains|includes|include\?|HasSuffix|endsWith|endswith"
    r"|end_with\?|startswith|eql\?)\()\s*[\"'](\w{4,})[\"']|[\"'](\w{4,})[\"']\s*(?:==|\bin\b|=>)"
)
_WALKS: dict[str, re.Pattern[str]] = {
    "python": re.compile(
        r"_getframe|currentframe|inspect\.(?:stack|trace)|f_back|extract_stack|format_stack|walk_stack"
    ),
    "javascript": re.compile(r"\.stack\b|captureStackTrace|prepareStackTrace"),
    "go": re.compile(r"runtime\.Callers?\b|debug\.Stack\b|runtime\.Stack\b"),
    "java": re.compile(r"[gG]etStackTrace|StackWalker"),
    "ruby": re.compile(r"\bcaller(?:_locations)?\b|\bbacktrace\b"),
    "rust": re.compile(r"Backtrace|thread::current\(\)\s*\.name"),
}
"""What gives the frames, for the new lines of each language."""

_ON_STACK = re.compile(
    r"[\"'/][^\"'/\n]{0,40}(?:\btest_|_test\b|\.test\b|\.spec\b|_spec\b|\btests?(?=[\"'/])|pytest|junit|jest|mocha|rspec"
    r"|minitest|Test(?=\"))[^\"'/\n]{0,20}[\"'/]",
    re.IGNORECASE,
)
"""A text that names a test or a runner, as one that is looked for on the stack."""


def asks_the_caller(facts: Facts, text: str) -> bool:
    """Whether a name is compared with that of a frame: of a test, or of whoever calls."""
    if not (_FRAME.search(text) and re.search(r"""["'`]""", text)):
        return False
    return bool(TESTLIKE.search(text) or _WALK.search(facts.content))


def reads_of_callers(file: FileChange) -> Iterator[Span]:
    """Yield where new code walks up the stack and reads the variables of whoever calls it."""
    said: set[int] = set()
    for fact in fresh(file, "frame"):
        function = function_around(file.after, fact.span)
        if function is None or function.start in said:
            continue
        body = text_of(file.after, function)
        if ("f_locals" in body or "f_globals" in body) and _ABOVE.search(body):
            said.add(function.start)
            yield fact.span


def searches_of_heap(file: FileChange) -> Iterator[Span]:
    """Yield where a function with arguments looks for values among all that there are."""
    for sign in signs(file, _HEAP):
        around = [one for one in file.after.definitions_at(sign.number) if not one.is_class]
        if around and _TAKES.search(text_of(file.after, around[-1].span)):
            yield file.line_span(sign.number)


def searches_of_stack(file: FileChange, analysis: Analysis) -> Iterator[Span]:
    """Yield where new code looks for the name of a test, or of a runner, on the stack."""
    said: set[str] = set()
    for sign in signs(file, _WALKS):
        line = file.line_span(sign.number)
        around = file.after.definitions_at(sign.number)
        body = text_of(file.after, around[-1].span) if around else sign.text
        name = around[-1].name if around else sign.text
        if name not in said and (_ON_STACK.search(body) or _names_a_test(body, analysis)):
            said.add(name)
            yield line


def _names_a_test(body: str, analysis: Analysis) -> bool:
    """Whether code compares something with the name of a test, or a part of it."""
    texts = {one or other for one, other in _COMPARED.findall(body)}
    return any(analysis.is_name_of_test(text) for text in texts)

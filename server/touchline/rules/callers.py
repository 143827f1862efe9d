"""Code that looks at who calls it: at the names, the files and the variables on the stack."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.rules.excerpts import function_around, text_of
from touchline.rules.filechange import FileChange
from touchline.rules.fresh import fresh
from touchline.rules.signs import signs
from touchline.syntax import Facts, Span

TESTLIKE = re.compile(
    r"""["'][^"']*(?:test|verif|grad(?:er|ing)|judge|expected|answers?\b)[^"']*["']""",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"co_name|co_filename|f_code|\.function\b|\.filename\b|getMethodName|getClassName"
)
_WALK = re.compile(
    rb"_getframe|currentframe|inspect\.(?:stack|trace)|f_back|extract_stack|[gG]etStackTrace"
    rb"|StackWalker|runtime\.Callers?\b|\.stack\b|\bcaller(?:_locations)?\b|Backtrace"
)
_ABOVE = re.compile(r"f_back|_getframe\(\s*[1-9]|\bstack\(\)\s*\[\s*[1-9]")
_LANGUAGES = ("python", "javascript", "go", "java", "ruby")
_WALKS: dict[str, re.Pattern[str]] = dict.fromkeys(_LANGUAGES, re.compile(_WALK.pattern.decode()))
_ON_STACK = re.compile(
    r"[\"'/][^\"'/\n]{0,40}(?:\btest_|_test\b|\.test\b|\.spec\b|_spec\b|\btests?(?=[\"'/])|pytest|junit|jest|mocha|rspec"
    r"|minitest|Test(?=\"))[^\"'/\n]{0,20}[\"'/]",
    re.IGNORECASE,
)


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


def searches_of_stack(file: FileChange) -> Iterator[Span]:
    """Yield where new code looks for the name of a test, or of a runner, on the stack."""
    said: set[str] = set()
    for sign in signs(file, _WALKS):
        line = file.line_span(sign.number)
        around = file.after.definitions_at(sign.number)
        body = text_of(file.after, around[-1].span) if around else sign.text
        name = around[-1].name if around else sign.text
        if name not in said and _ON_STACK.search(body):
            said.add(name)
            yield line

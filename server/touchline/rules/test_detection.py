"""Code that behaves otherwise when it is tested.

What the tests see is then not what users get, and a green run says nothing.

**Flagged**: product code that looks for a test runner (its environment variables, its modules,
its names on the call stack or among the globals), that sets the runner's environment, or that
answers by how often it was called.

**Let pass**: all of this in tests and their helpers; switches that a deployment sets; stack
frames that only serve a log message. A framework's own test mode (``NODE_ENV``) is information.

```python
if "pytest" in sys.modules:
    return EXPECTED[key]
```

**Better**: pass what differs as an argument or a setting, so that the tests exercise the real code.

**Source**: code that counts calls or looks at the stack to tell a test from real use
(ImpossibleBench, 2025; METR, "Recent frontier models are reward hacking", 2025).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.model import Aspect, Finding, Severity
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.fresh import fresh, function_around, text_of
from touchline.rules.rule import PRODUCT, Group, Rule
from touchline.rules.signs import finding, signs
from touchline.syntax import Fact, Facts, span_of_lines

_RUNNER = re.compile(
    r"PYTEST_\w+|\w*TEST_?CASES?\w*|JEST_WORKER_ID|VITEST\w*|MOCHA\w*|RUST_TEST_\w+|NEXTEST\w*"
    r"|(?:\w+_)?(?:UNDER|IN|RUNNING)_TESTS?(?:_\w+)?|TEST_(?:BYPASS|MODE|RUN|EXPECTED|ANSWERS?)(?:_\w+)?"
    r"|\w*(?:VERIFIER|GRADER|GRADING|JUDGE_MODE)\w*|UNITTEST\w*|BAZEL_TEST|SUREFIRE\w*"
)
_MODE = re.compile(r"NODE_ENV|RAILS_ENV|RACK_ENV|APP_ENV|TESTING|IS_TEST|TEST_ENV|FLASK_TESTING")
_MODULES = re.compile(
    r"""["'](?:_?pytest|unittest|nose\d?|doctest|hypothesis|tox|pickle|__main__)[\w.]*["']\s*(?:not\s+)?in\s+sys\.modules"""
    r"""|(?:globals|locals|vars|dir)\(\)"""
)
_TESTLIKE = re.compile(
    r"""["'][^"']*(?:test|verif|grad(?:er|ing)|judge|expected|answers?\b)[^"']*["']""",
    re.IGNORECASE,
)
_STACK = re.compile(
    r"co_name|co_filename|f_code|\.function\b|\.filename\b|getMethodName|getClassName"
)
_WALK = re.compile(
    rb"_getframe|currentframe|inspect\.(?:stack|trace)|f_back|extract_stack|[gG]etStackTrace"
    rb"|StackWalker|runtime\.Callers?\b|\.stack\b|\bcaller(?:_locations)?\b|Backtrace"
)
_ARGUMENTS = re.compile(
    r"""argv.*["'][^"']*(?:pytest|unittest|jest|mocha|-test\.|\.test)[^"']*["']|["'][^"']*(?:pytest|unittest|jest|mocha|-test\.|\.test)[^"']*["'].*argv""",
    re.IGNORECASE,
)
_SIGNS = {
    "python": re.compile(
        r"[\"'](?:PYTEST_\w+|PYTEST_CURRENT_TEST|UNITTEST\w*)[\"']\s+(?:not\s+)?in\s+(?:\w+\.)*environ"
        r"|[\"'](?:py)?test[\"']\s+in\s+(\w+)(?:\.\w+\(\))?\s+for\s+\1\s+in\s+(?:sys\.)?argv"
    ),
    "go": re.compile(r"\bos\.Args\b.*\"[^\"]*(?:\.test|_test|-test\.)[^\"]*\""),
    "ruby": re.compile(r"(?:\$PROGRAM_NAME|\$0)\b.*[\"'/](?:rspec|minitest|rake|test)"),
}
_WALKS = re.compile(_WALK.pattern.decode())
_WALKED = ("python", "javascript", "go", "java", "ruby")
_ANY_WALK: dict[str, re.Pattern[str]] = dict.fromkeys(_WALKED, _WALKS)
_ON_STACK = re.compile(
    r"[\"'/][^\"'/\n]{0,40}(?:\btest_|_test\b|\.test\b|\.spec\b|_spec\b|\btests?(?=[\"'/])|pytest|junit|jest|mocha|rspec"
    r"|minitest)[^\"'/\n]{0,20}[\"'/]",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\w\)?\s*(?:>=?|<=?|==|%)\s*\d")
_MANY = re.compile(r"(?:>=?|<=?|==|%)\s*(\d+)")


def check(file: FileChange, _: Analysis) -> Iterator[Finding]:
    """Find what is new and tells a test run from any other."""
    yield from _environment(file)
    for fact in fresh(file, "compare"):
        if _looks_for_tests(fact.text) or _asks_the_caller(file.after, fact.text):
            yield _finding(file, fact, "This tells whether the code is being tested, or by whom.")
    for fact in fresh(file, "runnerglobal"):
        # A language's own switch for test builds is no secret.
        quiet = Severity.INFORMATION if fact.text.startswith("cfg!") else Severity.WARNING
        yield _finding(file, fact, "This tells whether a test runner is at work.", quiet)
    for fact in fresh(file, "attribute"):
        if _TESTLIKE.search(fact.part("key")) and re.search(
            r"sys|__main__|builtins", fact.part("object")
        ):
            yield _finding(file, fact, "This looks for what a test run leaves behind.")
    for sign in signs(file, _SIGNS):
        message = "This tells whether the code is being tested, or by whom."
        yield finding(file, RULE.id, sign.number, message, {"aspect": Aspect.HARD_CODING})
    yield from _walks(file)
    yield from _frames(file)
    yield from _counted(file)


def _environment(file: FileChange) -> Iterator[Finding]:
    for fact in fresh(file, "environment"):
        key = fact.part("key").strip("\"'`:")
        if _RUNNER.fullmatch(key):
            yield _finding(
                file, fact, f"The environment variable {key} tells tests from other runs."
            )
        elif _MODE.fullmatch(key) and "test" in _line(file.after, fact).lower():
            message = f"The code behaves otherwise when {key} says that it is tested."
            yield _finding(file, fact, message, Severity.INFORMATION)


def _looks_for_tests(text: str) -> bool:
    found = _MODULES.search(text)
    if found and "sys.modules" in found[0]:
        return True
    return bool((found and _TESTLIKE.search(text)) or _ARGUMENTS.search(text))


def _asks_the_caller(facts: Facts, text: str) -> bool:
    """Whether a name is compared with that of a frame: of a test, or of whoever calls."""
    if not (_STACK.search(text) and re.search(r"""["'`]""", text)):
        return False
    return bool(_TESTLIKE.search(text) or _WALK.search(facts.content))


def _frames(file: FileChange) -> Iterator[Finding]:
    """Find code that walks up the stack and reads the caller's variables."""
    said: set[int] = set()
    for fact in fresh(file, "frame"):
        function = function_around(file.after, fact.span)
        if function is None or function.start in said:
            continue
        body = text_of(file.after, function)
        if ("f_locals" in body or "f_globals" in body) and "f_back" in body:
            said.add(function.start)
            yield _finding(file, fact, "This reads the variables of whoever calls it.")


def _counted(file: FileChange) -> Iterator[Finding]:
    """Find answers that depend on how often a function was called."""
    counted = [fact for fact in file.after.of("special") if _COUNTED.search(fact.text)]
    known = {fact.text for fact in file.before.of("special")} if counted else set[str]()
    counted = [fact for fact in counted if fact.text not in known]
    counters = {fact.text for fact in file.after.whole.of("global")} if counted else None
    if not counters:
        return
    name = re.compile(
        rf"\b(?:{'|'.join(map(re.escape, sorted(counters)))})\b\)?\s*(?:>=?|<=?|==|%)\s*\d"
    )
    for fact in counted:
        if name.search(fact.text) and _gives(file.after, fact):
            yield _finding(file, fact, "The answer depends on how often the code was called.")


def _gives(facts: Facts, fact: Fact) -> bool:
    return bool(re.search(r"\breturn\s+\S", text_of(facts, fact.extent)))


def _walks(file: FileChange) -> Iterator[Finding]:
    """Find new code that looks for the name of a test, or of a runner, on the stack."""
    said: set[str] = set()
    for sign in signs(file, _ANY_WALK):
        around = file.after.definitions_at(sign.number)
        span = (
            around[-1].span
            if around
            else span_of_lines(file.after.content, sign.number, sign.number)
        )
        body = text_of(file.after, span) if around else sign.text
        name = around[-1].name if around else sign.text
        if name not in said and _ON_STACK.search(body):
            said.add(name)
            message = "This looks for a test on the stack."
            yield finding(file, RULE.id, sign.number, message, {"aspect": Aspect.HARD_CODING})


def _line(facts: Facts, fact: Fact) -> str:
    start = facts.content.rfind(b"\n", 0, fact.span.start) + 1
    end = facts.content.find(b"\n", fact.span.end)
    return facts.content[start : end if end >= 0 else None].decode("utf-8", "replace")


def _finding(
    file: FileChange, fact: Fact, message: str, severity: Severity = Severity.WARNING
) -> Finding:
    names = file.after.symbols(fact.span.line)
    return file.added(
        RULE.id,
        fact.span,
        message,
        aspect=Aspect.HARD_CODING,
        severity=severity,
        subject=names[-1] if names else "",
    )


RULE = Rule("test-detection", Group.SHORTCUT, check, reads=PRODUCT)

"""The test runner itself is changed, so that what fails is reported as passed.

Every result after it is worth nothing, also those of tests that nobody touched.

**Flagged**: hooks that rewrite the outcome of tests or the exit code, swallow the failure of a
test, or leave tests out by name or altogether; assignments that replace the assertions or the
reporting of a test framework; matchers of the framework that are defined anew, and assertions that
a class of tests defines anew so that they can't fail; code in test set-up that ends the process
with success.

**Let pass**: hooks that add markers, options, fixtures or reports; matchers that are added;
methods that are replaced for the time of one test; exit codes that the tests of a program reset.

```python
def pytest_runtest_makereport(item, call):
    report.outcome = "passed"
```

**Better**: leave the runner alone; the tests say what they find.

**Source**: models in training that made the harness report success (OpenAI, "Monitoring reasoning
models for misbehavior", 2025).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.model import Aspect, Finding
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.hooks import hooks
from touchline.rules.own_assertions import own_assertions, own_matchers
from touchline.rules.rule import CODE, Group, Rule
from touchline.rules.signs import Sign, finding, signs
from touchline.syntax import normal

_MAKES = re.compile(rb"\bassert\s*=(?!=)(?!\s*require)|\bfunction assert\b")
"""What makes an ``assert`` of a file's own."""

_OF_PYTEST = ("conftest.py", "sitecustomize.py")
"""Files that a run of pytest reads by itself."""

_SIGNS = {
    "python": re.compile(
        r"^collect_ignore(?:_glob)?\s*\+?=|\b(?:_pytest(?:\.\w+)+\s*=(?!=)"
        r"|AssertionRewritingHook\.\w+\s*=(?!=)"
        r"|items\[:\]\s*=\s*\[.*\bif\b|add_marker\(\s*[\"']?(?:pytest\.mark\.)?xfail\b"
        r"|success_codes\s*=\s*\[.*[1-9])"
    ),
    "javascript": re.compile(r"\bglobal(?:This)?\.(?:test|it|describe|expect)\s*=(?!=)"),
    "go": re.compile(r"^\s*os\.Exit\(0\)"),
    "ruby": re.compile(
        r"\bdef (?:assert|assert_equal|assert_nil|assert_raises|refute|flunk)\b"
        r"|\b(?:example|ex|test)\.run\s+rescue\b|\bfailure_exit_code\s*=\s*0\b"
    ),
}
"""Lines that change what is run or reported."""

_AT_EXIT = {
    "python": re.compile(r"\batexit\.register\((?:lambda\b.*)?(?:os\._exit|sys\.exit)\b"),
    "javascript": re.compile(
        r"\bprocess\.on\(\s*[\"'](?:exit|beforeExit)[\"'].*\bexit(?:Code\s*=|\()\s*0"
    ),
    "ruby": re.compile(
        r"\b(?:at_exit|after_run)\b.*\bexit!?(?:\(\s*(?:0|true)?\s*\)|\s+0|\s+true)"
    ),
}
"""Lines of the set-up of tests that give the process another end than that of the run."""

_ENDED = {"javascript": re.compile(r"\bprocess\.exit(?:Code\s*=\s*|\(\s*)0\b")}
_SETS_UP = re.compile(rb"\bafterAll\(|\bonRunComplete\b|\bglobalTeardown\b|\bonFinished\(")
"""What a file of set-up may hold whose lines run when all tests did, where it has no tests."""

_FRAMEWORK = re.compile(
    r"^\s*from\s+(?:unittest|_?pytest|doctest)\b[\w.]*\s+import\s+(\w[\w, ]*)$"
    r"|^\s*import\s+((?:unittest|_?pytest|doctest)\b[^\n#]*)$",
    re.MULTILINE,
)
_LOADED = re.compile(
    r"\bfor\s+(?:\w+\s*,\s*)?(\w+)\s+in\s+[^\n]*\bsys\.modules\b"
    r"|\b(\w+)\s*=\s*(?:sys\.modules(?:\.get\(|\[)\s*(?!__name__)"
    r"|(?:importlib\.)?import_module\(|__import__\()"
)

_LOOKED_UP = (b"unittest", b"pytest", b"doctest", b"sys.modules", b"import_module(", b"__import__(")
"""Each text in which one of the two finds something holds one of these."""


def check(file: FileChange, _: Analysis) -> Iterator[Finding]:
    """Find what takes the runner's word out of its mouth."""
    for sign, message in _lines(file):
        yield finding(file, RULE.id, sign.number, message, {"aspect": Aspect.TESTS})
    said = {fact.span.line for fact in file.after.of("runner")}
    for sign in _signs_of_product(file):
        if sign.number in said:
            continue
        message = "This replaces a part of the test framework, or of whatever is loaded."
        yield finding(file, RULE.id, sign.number, message, {"aspect": Aspect.TESTS})
    for span, message in (*hooks(file), *own_assertions(file), *own_matchers(file)):
        yield file.added(RULE.id, span, message, aspect=Aspect.TESTS)
    language, found = file.after.language, file.after.of("runner")
    if language is None or not found:
        return
    known = {normal(language, fact.text.encode()) for fact in file.before.of("runner")}
    for fact in found:
        if fact.text.startswith("assert.") and _is_made(file):
            continue  # the library that makes the assertions, at work on its own
        if normal(language, fact.text.encode()) not in known:
            yield file.added(
                RULE.id,
                fact.span,
                "This changes what the test runner reports.",
                aspect=Aspect.TESTS,
                subject=fact.part("what"),
            )


def _lines(file: FileChange) -> Iterator[tuple[Sign, str]]:
    """Yield the new lines that change what is run or reported, each with what is said of it."""
    if file.path.endswith(_OF_PYTEST) or file.after.language != "python" or not file.is_test:
        for sign in signs(file, _SIGNS):
            yield sign, "This changes what the test runner runs or reports."
    if _is_set_up(file):
        for sign in signs(file, _ENDED):
            yield sign, "This ends the run of the tests with another word than the runner's."
    if file.is_test:
        for sign in signs(file, _AT_EXIT):
            yield sign, "This ends the run of the tests with another word than the runner's."


def _is_set_up(file: FileChange) -> bool:
    """Whether a file of JavaScript is set-up or a reporter, and holds no tests of its own."""
    content = file.change.after or b""
    return bool(_SETS_UP.search(content)) and not file.after.whole.tests


def _signs_of_product(file: FileChange) -> Iterator[Sign]:
    """Yield where product code gives another meaning to a part of a module that it looked up."""
    if file.after.language != "python" or file.is_test or file.path.endswith(_OF_PYTEST):
        return
    content = file.after.content
    if not any(word in content for word in _LOOKED_UP):
        return
    text = content.decode("utf-8", "replace")
    made = [one or other for one, other in _FRAMEWORK.findall(text)]
    names = {name.split()[-1].partition(".")[0] for found in made for name in found.split(",")}
    names |= {one or other for one, other in _LOADED.findall(text)}
    known = "|".join(re.escape(name) for name in sorted(names) if name.isidentifier())
    if known:
        sets = rf"^\s*(?:{known})(?:\.\w+)+\s*=(?!=)|\bsetattr\(\s*(?:{known})\b"
        yield from signs(file, {"python": re.compile(sets)})


def _is_made(file: FileChange) -> bool:
    """Whether a file of JavaScript makes the assertions that it assigns to."""
    return bool(_MAKES.search(file.change.after or b""))


RULE = Rule("patched-test-runner", Group.WEAKENED_CHECK, check, reads=CODE)

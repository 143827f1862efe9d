"""Doubles in place of what tests check: for ``bypassed-test``.

A double of what the code depends on is honest. One of the very function whose result a test
compares makes the test compare an answer with itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.rules.called import spoken
from touchline.rules.excerpts import line_of
from touchline.rules.filechange import FileChange
from touchline.rules.fresh import fresh
from touchline.rules.lines import added, matching, removed
from touchline.rules.set_up import answers
from touchline.syntax import Span, Test

_SETS = {
    "python": re.compile(
        r"^[ \t]*\w[\w.]*\.(\w+)[ \t]*=[ \t]*(?:lambda\b|(?:Magic|Async)?Mock\()"
        r"|^[ \t]*(?!self\b|cls\b)\w[\w.]*\.(\w+)[ \t]*=[ \t]*(?!\2\b)[a-z_]\w*[ \t]*$"
        r"|(?<![\w.])setattr\(\s*(?!self\b|cls\b)\w[\w.]*,\s*[\"'](\w+)[\"'],"
    ),
    "javascript": re.compile(
        r"^\s*[\w.]+\.(\w+)\s*=\s*(?:jest|vi)\.fn\(|\bsinon\.stub\(\s*\w+,\s*[\"'](\w+)"
        r"|^\s*[A-Z]\w*\.prototype\.(\w+)\s*=(?!=)"
    ),
    "java": re.compile(r"\bwhen\(\s*\w+\.(\w+)\(.*\bthenReturn\(|\bwhen\(\w+\)\.(\w+)\("),
    "ruby": re.compile(
        r"\bdefine_singleton_method\(\s*:(\w+)|\.stubs?\(\s*:(\w+)|\bdef @\w+\.(\w+)"
    ),
}
"""What a line replaces, in test set-up."""

_GIVES = re.compile(r"\.mock(?:Return|Implementation|Resolved|Rejected)|\bstub\(|\.returns\(|and_")
"""What a spy is told to give in place of what it watches."""

_MODULE = re.compile(
    r"\b(?:jest|vi)\.(?:mock|doMock)\(\s*[\"']([^\"']+)|\bsys\.modules\[[\"']([\w.]+)[\"']\]\s*="
)
"""The replacement of a whole module, and its name."""

_IN_PART = re.compile(r"requireActual|importActual|importOriginal|createMockFromModule")
"""A replacement that keeps the rest of its module."""

_MADE = re.compile(r"\b(\w+)\s*=\s*new (\w+)\(|\b(\w+)\s*=\s*(?:Mockito\.)?mock\((\w+)\.class")
"""A variable of Java that gets an object, or a double of one, and the class."""

_IMPORTS = re.compile(r"\s*(?:from|import|const|let|var)\b")
"""The beginning of a line that may take a name from elsewhere."""

_MAKES = re.compile(
    r"^(?:(?:const |let |var )?(?P<value>\w+) = (?!require|await)"
    r"|(?:async )?(?:def|function) (?P<function>\w+)\()"
)
"""A line that makes a name at the top of a file."""

_SAME = re.compile(r"^(?:const |let |var )?(\w+) = [\w.]+\.\1\b|\bimport\b")
"""A line that makes no more than another name for a thing."""

_DEPENDENCIES = re.compile(
    r"^[\"']?(?:os|sys|time|socket|subprocess|builtins|random|shutil|requests)\b"
)
"""What code depends on, so that a double of it is honest."""


def doubles(file: FileChange, analysis: Analysis) -> Iterator[tuple[Span, str]]:
    """Yield the new doubles outside of tests, with the name that tests check."""
    for span, name in (*replaced(file), *_modules(file)):
        if not file.after.is_in_test(span) and _checks(file, analysis, name):
            yield span, name
    yield from _shadows(file)
    yield from _objects(file)
    yield from answers(file, analysis)


def is_checked(test: Test, name: str) -> bool:
    """Whether a test compares what a function of a name gives, at once or by a variable."""
    call, values = f"{name} (", dict(test.values)
    sent = f". {name}" if test.language == "ruby" else ""
    called = re.compile(rf"\.{re.escape(name)}\b" if sent else rf"\b{re.escape(name)}\(")
    for one in test.assertions:
        if call in one.subject or (sent and one.subject.endswith(sent)):
            return True
        value = values.get(one.subject.partition(" ")[0], "")
        if called.search(value):
            return True
    return False


def replaced(file: FileChange) -> Iterator[tuple[Span, str]]:
    """Yield the new lines that put a double in place of something, with its name."""
    for fact in fresh(file, "patch"):
        target = fact.part("target")
        line = line_of(file.after, fact.span)
        if not _DEPENDENCIES.match(target) and ("spyOn" not in line or _GIVES.search(line)):
            yield fact.span, target.strip("\"'`:").rpartition(".")[2]
    pattern, before = _SETS.get(spoken(file.path) or ""), file.change.before or b""
    for number, text in matching(file, pattern) if pattern else ():
        stood = text.strip().encode("utf-8", "surrogateescape") in before
        if pattern and not stood and (found := pattern.search(text)):
            yield file.line_span(number), next(filter(None, found.groups()))


def _shadows(file: FileChange) -> Iterator[tuple[Span, str]]:
    """Yield the names that a file of tests took from the product, and now makes itself."""
    lost = " ".join(text for _, text in removed(file) if _IMPORTS.match(text))
    for number, text in matching(file, _MAKES) if lost else ():
        found = _MAKES.match(text)
        name = (found["value"] or found["function"]) if found else ""
        if not name or _SAME.search(text) or not re.search(rf"\b{name}\b", lost):
            continue
        if any(is_checked(test, name) for test in file.before.whole.tests):
            yield file.line_span(number), name


def _modules(file: FileChange) -> Iterator[tuple[Span, str]]:
    """Yield what a test imports from a module of which all is replaced."""
    if any(_IN_PART.search(line) for hunk in file.hunks for line in hunk.added):
        return
    content = file.after.content.decode("utf-8", "replace")
    for number, text in matching(file, _MODULE):
        if found := _MODULE.search(text):
            for name in _imported(content, found[1] or found[2]):
                yield file.line_span(number), name


def _imported(content: str, module: str) -> Iterable[str]:
    """Return the names that a file of JavaScript takes from a module; in Python the module."""
    quoted = rf"[\"']{re.escape(module)}[\"']"
    found = re.findall(rf"\{{([^}}]*)\}}\s*(?:=\s*require\(|from\s+){quoted}", content)
    found += re.findall(rf"\b(\w+)\s*=\s*require\({quoted}", content)
    return [*re.findall(r"\w+", " ".join(found)), *([module] if "/" not in module else [])]


def _checks(file: FileChange, analysis: Analysis, name: str) -> bool:
    """Whether a test of the file, or one that shares its set-up, checks a name."""
    if "." in name:
        return analysis.ask(("checked module", name), lambda across: _of_module(across, name))
    tests = file.before.whole.tests
    if tests:
        return any(is_checked(test, name) for test in tests)
    return analysis.ask(("checked", name), lambda across: _is_checked(across, [name]))


def _of_module(across: Across, module: str) -> bool:
    pattern = re.compile(rf"from {re.escape(module)} import ([^\n(]+|\([^)]*\))".encode())
    texts = (file.change.before or b"" for file in across.checkers.test_files)
    found = (names for text in texts for names in pattern.findall(text))
    return _is_checked(across, re.findall(r"\w+", b" ".join(found).decode()))


def _is_checked(across: Across, names: Iterable[str]) -> bool:
    return any(
        is_checked(test, name) for name in names for test in across.checkers.tests_with(name)
    )


def _objects(file: FileChange) -> Iterator[tuple[Span, str]]:
    """Yield the objects of Java whose methods tests check, and that are doubles now."""
    made = {found[1]: found[2] for _, text in removed(file) if (found := _MADE.search(text))}
    for number, text in added(file) if made else ():
        found = _MADE.search(text)
        if found and found[3] and made.get(found[3]) == found[4]:
            subjects = [a.subject for test in file.before.whole.tests for a in test.assertions]
            if any(f"{found[3]} ." in subject for subject in subjects):
                yield file.line_span(number), found[4]

"""What tells a test run from others: the environment, the modules, the words of the command."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.fresh import fresh
from touchline.rules.literals import bits
from touchline.rules.special_cases import Outcomes
from touchline.syntax import Span

RUNNER = re.compile(
    r"PYTEST_\w+|\w*TEST_?CASES?\w*|JEST_WORKER_ID|VITEST\w*|MOCHA\w*|RUST_TEST_\w+|NEXTEST\w*"
    r"|(?:\w+_)?(?:UNDER|IN|RUNNING)_TESTS?(?:_\w+)?|TEST_(?:BYPASS|MODE|RUN|EXPECTED|ANSWERS?)(?:_\w+)?"
    r"|\w*(?:VERIFIER|GRADER|GRADING|JUDGE_MODE)\w*|UNITTEST\w*|BAZEL_TEST|SUREFIRE\w*"
    r"|surefire\.[\w.]+|org\.gradle\.test\.\w+"
)
"""Names in the environment that only a test runner gives."""

MODE = re.compile(r"NODE_ENV|RAILS_ENV|RACK_ENV|APP_ENV|TESTING|IS_TEST|TEST_ENV|FLASK_TESTING")
"""Variables by which a framework is told that it is tested."""

_SWITCH = re.compile(
    r"(?:(?:NODE|RAILS|RACK|APP|FLASK|TEST)_ENV|\bMODE)\b.*\btest|\benv\.test\?|\bcfg!?\(\s*test"
    r"|\b(?:IS_)?TEST(?:ING)?\b|[\"'.]CI\b|\bGITHUB_ACTIONS\b",
    re.IGNORECASE,
)
"""A condition on such a variable, or on CI."""

_RUNNERS = r"(?:_?pytest|py\.test|unittest|nose\w*|jest|vitest|mocha)"
"""The names of test runners."""

_DOUBLE = r"(?:Mock|Fake|Stub|Dummy|Spy)[A-Z]\w*"
"""The name of a class that stands in for another one in tests."""

SIGNS = {
    "python": re.compile(
        r"[\"'](?:(?:PYTEST\w*|UNITTEST\w*)[\"']\s+(?:not\s+)?in\b.*\benviron\b"
        r"|(?:py)?test[\"']\s+in\s+(\w+)(?:\.\w+\(\))?\s+for\s+\1\s+in\s+(?:sys\.)?argv"
        rf"|(?:Magic|Async|NonCallable)?Mock[\"']|{_RUNNERS}[\"'.].*\bsys\.(?:modules|argv)\b)"
        r"|\b(?:sys\.modules(?:\.get\(|\[)\s*[\"'](?:tests?[._]|conftest|[\w.]*_tests?[\"'])"
        r"|f_(?:locals|globals)\[[^\]]+\]\s*=(?!=)"
        r"|isinstance\([^)]*\b(?:Magic|Async)?Mock\b"
        rf"|isinstance\([^()]*,\s*\(?[\w., ]*\b{_DOUBLE}"
        rf"|__(?:class|name|qualname)__\b.*[\"']{_DOUBLE}[\"']"
        r"|(?:has|get)attr\([^,]+,\s*[\"'](?:assert_\w*called\w*|_mock_\w+|mock_calls|side_effect)[\"']"
        rf"|sys\.argv\b.*[\"']{_RUNNERS})"
    ),
    "javascript": re.compile(
        r"\b(?:(?:require\.main|module\.parent)\b.*(?:jest|mocha|vitest|\.(?:test|spec)\b)"
        r"|(?:jest|vi)\.isMockFunction\(|_isMockFunction\b"
        rf"|instanceof\s+{_DOUBLE}|constructor\.name\b.*[\"'`]{_DOUBLE}"
        rf"|(?:process\.(?:exec)?[aA]rgv|require\.cache)\b.*[\"'/]{_RUNNERS})"
    ),
    "go": re.compile(
        r"\bos\.Args\b.*\"[^\"]*(?:\.test|_test|-test\.)[^\"]*\"|\bflag\.Lookup\(\"test\."
    ),
    "rust": re.compile(
        r"\benv::(?:args|current_exe)\b.*\"[^\"]*(?:deps/|\btests?\b)[^\"]*\""
        r"|thread::current\(\)\.name\(\)\s*[!=]=\s*Some\(\"main\""
    ),
    "java": re.compile(
        rf"\bMockito\.mockingDetails\(|\bMockUtil\.isMock\(|\bget(?:Simple)?Name\(\).*\"{_DOUBLE}"
    ),
    "ruby": re.compile(
        r"(?:\$PROGRAM_NAME|\$0|\$LOADED_FEATURES)\b.*[\"'/](?:rspec|minitest|rake|test)"
    ),
}
"""Lines that ask who runs the code."""

_LEAST = 3.0
"""Bits from which on an answer is no yes or no."""


def answers_under_test(file: FileChange, analysis: Analysis) -> Iterator[Span]:
    """Yield the new conditions on a test mode, or on CI, that lead to what tests expect."""
    language = file.after.language or ""
    found = [fact for fact in fresh(file, "special") if _SWITCH.search(fact.text)]
    if not found:
        return
    outcomes = Outcomes(file.after)
    for fact in found:
        answer = outcomes.of(fact, language)
        if bits(answer) >= _LEAST and analysis.is_expected((answer,)):
            yield fact.span

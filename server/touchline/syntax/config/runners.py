"""What a test runner is told to leave out, or to forgive, wherever its settings are written.

Command lines and the configuration of many runners are code or text; here each is read by what
its own manual calls the option. A value that names no tests (``node_modules``) says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from touchline.syntax.config.lines import line_at
from touchline.syntax.config.setting import Setting

_HARMLESS = re.compile(
    r"(?:^|[/*\\^.])(?:node_modules|dist|build|out|coverage|target|vendor|third_party|venv|site-packages"
    r"|docs?|examples?|benchmarks?|scripts?|bin|tmp|temp|fixtures?|data|testdata|templates?|e2e"
    r"|integration|cypress|playwright|storybook|setup\.py|conf\.py|lib|generated|__pycache__)\b"
    r"|^\W*\.\w",
    re.IGNORECASE,
)
"""Values that leave out what holds no tests of the project's own, or other runners' tests."""


@dataclass(frozen=True, slots=True)
class _Option:
    """A word of a runner that takes tests out, in the files in which it counts.

    The pattern's group is what is taken out. ``one`` tells that a change of the value is none of
    the setting.
    """

    name: str
    files: re.Pattern[str]
    pattern: re.Pattern[str]
    one: bool = False


def _option(name: str, files: str, pattern: str, *, one: bool = False) -> _Option:
    compiled = re.compile(pattern, re.MULTILINE)
    return _Option(name, re.compile(rf"(?:^|/)(?:{files})$"), compiled, one)


_PY = r"pyproject\.toml|setup\.cfg|tox\.ini|\.?pytest\.ini|pytest\.toml"
_PYTEST = re.compile(rf"(?:^|/)(?:{_PY})$")
_JS = (
    r"(?:jest|vitest|vite|playwright|karma)(?:\.\w+)?\.(?:config|conf)\.\w+|package\.json"
    r"|\.mocharc\.\w+"
)
_GRADLE = r"build\.gradle(?:\.kts)?"
_RUBY = r"\.rspec|(?:spec|rails|test)_helper\.rb|\.simplecov"
_VALUE = r"[=\s]+([^\s\"',\]]+)"
"""The value of an option of a command."""

_OPTIONS = (
    _option("pytest.--deselect", _PY, rf"--deselect{_VALUE}"),
    _option("pytest.--ignore", _PY, rf"--ignore(?:-glob)?{_VALUE}"),
    _option("pytest.-k", _PY, r"(?:addopts|pytest)\b.*?\s-k[=\s]+([\w(].*)", one=True),
    _option("pytest.-m", _PY, r"(?:addopts|pytest)\b.*?\s-m[=\s]+(not\b.*)", one=True),
    _option("pytest.--collect-only", _PY, r"(?<=\s)(--co(?:llect-only)?)(?=\s)", one=True),
    _option(
        "pytest.collects",
        _PY,
        r"^python_(?:functions|files|classes)\s*=\s*(?!.*[Tt]est)[\[\"']*(\w\S*)",
        one=True,
    ),
    _option(
        "tox.unchecked", r"tox\.ini", r"^(?:commands\s*=)?\s*-\s+(pytest|python -m)\b", one=True
    ),
    _option("pytest.-p", _PY, r"-p[=\s]+(no:(?:assertion|python|unittest|doctest|skipping))\b"),
    _option("pytest.--reruns", _PY, r"--(?:reruns|force-flaky)\b[=\s]*(\d*)", one=True),
    _option("pytest.--assert", _PY, r"--assert[=\s]+(plain)\b", one=True),
    _option("jest.testPathIgnorePatterns", _JS, r"\btestPathIgnorePatterns\b\W*\[([^\]]*)\]"),
    _option("vitest.exclude", r"vitest(?:\.\w+)?\.config\.\w+", r"\bexclude\s*:\s*\[([^\]]*)\]"),
    _option("mocha.ignore", r"\.mocharc\.\w+", r"\b(?:ignore|exclude)\b\W*\[?([^\]\n]*)"),
    _option("retries", _JS, r"(?<![\w.])(?:retry|retries)[\"']?\s*:\s*([1-9]\d*)", one=True),
    _option("retries", r"nextest\.toml", r"^retries\s*=\s*([1-9]\d*)", one=True),
    _option(
        "playwright.grepInvert", r"playwright(?:\.\w+)?\.config\.\w+", r"\bgrepInvert\s*:\s*(.+)"
    ),
    _option("passWithNoTests", _JS, r"\bpassWithNoTests[\"']?\s*:\s*(true)", one=True),
    _option("unhandled", _JS, r"\bdangerouslyIgnoreUnhandledErrors\s*:\s*(true)", one=True),
    _option("surefire.exclude", r"pom\.xml", r"<exclude>\s*([^<]*(?:Test|IT|Spec)[^<]*)<"),
    _option("surefire.excludedGroups", r"pom\.xml", r"<excludedGroups>([^<]+)<", one=True),
    _option(
        "surefire.rerunFailingTestsCount",
        r"pom\.xml",
        r"<rerunFailingTestsCount>\s*([1-9])",
        one=True,
    ),
    _option("gradle.ignoreFailures", _GRADLE, r"\bignoreFailures\s*(?:=|\.set\()?\s*(true)"),
    _option("gradle.exclude", _GRADLE, r"\bexclude\s*\(?\s*[\"']([^\"']*(?:Test|IT|Spec)[^\"']*)"),
    _option("gradle.excludeTags", _GRADLE, r"\bexcludeTags\s*\(?\s*[\"']([^\"']+)"),
    _option("gradle.excludeTestsMatching", _GRADLE, r"\bexcludeTestsMatching\W+([^\"'\n]+)"),
    _option("gradle.maxRetries", _GRADLE, r"\bmaxRetries\s*(?:=|\.set\()?\s*([1-9])", one=True),
    _option("rspec.--tag", r"\.rspec", r"--tag\s+(~\S+)"),
    _option("rspec.--exclude-pattern", r"\.rspec", r"--exclude-pattern\s+(\S+)"),
    _option(
        "rspec.filter_run_excluding", _RUBY, r"\b(?:filter_run_excluding|exclusion_filter)\b\s*(.+)"
    ),
    _option(
        "tox.ignore_outcome", r"tox\.ini", r"^\s*ignore_(?:outcome|errors)\s*=\s*(true|True|1)"
    ),
    _option(
        "pre-commit.stages",
        r"\.pre-commit-config\.ya?ml",
        r"\bstages\s*:\s*(?:\[\s*|\s*-\s*)(manual)\b(?!\s*,)",
    ),
    _option("pre-commit.--exit-zero", r"\.pre-commit-config\.ya?ml", r"(--exit-zero)\b", one=True),
    _option(
        "coverage.exclude_lines",
        r"pyproject\.toml|setup\.cfg|tox\.ini|\.coveragerc",
        r"^[^#\n]*?[\"'\[,\s]\^?\s*((?:def|class|return|if|else|for|except)(?:\s|\\b|\\s|\.\*)*)(?=[\"',\]]|$)",
    ),
)
"""What takes tests out or forgives them, runner by runner."""

_NUMBERS = (
    (re.compile(rf"(?:^|/)(?:{_GRADLE})$"), re.compile(r"\b(minimum)\s*=\s*[\"']?([\d.]+)")),
    (re.compile(rf"(?:^|/)(?:{_RUBY})$"), re.compile(r"\b(minimum_coverage)\b\D*?([\d.]+)")),
)
"""Thresholds in files that are code."""

_GLOBS = (
    (re.compile(r"(?:^|/)Rakefile$"), re.compile(r"\bpattern\s*=\s*[\"']([^\"'\n]+)")),
    (re.compile(r"(?:^|/)\.rspec$"), re.compile(r"--pattern\s+(\S+)")),
)
"""Where the files of tests are looked for."""

_STRICT = re.compile(
    r"(?<=\s)(?:--(strict-markers|strict-config))(?=\s)"
    r"|^strict_(markers|config)\s*=\s*(?:true|True|1)",
    re.MULTILINE,
)
"""What makes pytest strict."""

_COMMENT = re.compile(r"\s*(?:#|//|\*|;)")
"""The beginning of a line that is a comment."""


def left_out(path: str, text: str) -> Iterator[Setting]:
    """Yield what the settings of a runner leave out or forgive, each as one setting."""
    for option in _options_of(path):
        plain = _addopts(text) if option.name.startswith("pytest.") else text
        for found in option.pattern.finditer(plain):
            if _COMMENT.match(text[text.rfind("\n", 0, found.start()) + 1 : found.start(1)]):
                continue
            line = line_at(text, found.start(1))
            for value in _values(found[1]):
                key = option.name if option.one else f"{option.name}={value}"
                yield Setting(key, value, -1.0, 0.0, line)
    for found in _STRICT.finditer(_addopts(text)) if _PYTEST.search(path) else ():
        name = found[1] or f"strict-{found[2]}"
        line = line_at(text, found.start())
        yield Setting(f"pytest.{name}", name, 1.0, 0.0, line)
    for files, pattern in _NUMBERS:
        for found in pattern.finditer(text) if files.search(path) else ():
            line = line_at(text, found.start())
            yield Setting(found[1], found[2], float(found[2]), 0.0, line)
    for files, pattern in _GLOBS:
        for found in pattern.finditer(text) if files.search(path) else ():
            line = line_at(text, found.start())
            yield Setting("pattern", found[1], float("**" in found[1]), 1.0, line)


@lru_cache(maxsize=512)
def _options_of(path: str) -> tuple[_Option, ...]:
    return tuple([option for option in _OPTIONS if option.files.search(path)])


@lru_cache(maxsize=4)
def _addopts(text: str) -> str:
    """Return a text in which the words of a list of options stand as in one command.

    Offsets stay those of the text.
    """
    joined = re.sub(
        r"\baddopts\b[^\[\n]*\[[^\]]*\]", lambda found: found[0].replace("\n", " "), text
    )
    joined = re.sub(
        r"^addopts\s*=.*(?:\n[ \t]+\S.*)+",
        lambda found: found[0].replace("\n", " "),
        joined,
        flags=re.MULTILINE,
    )
    return re.sub(r"[\"',\[\]]", " ", joined)


def _values(text: str) -> list[str]:
    """Return the values of an option, those left out that name no tests."""
    words = re.findall(r"[\"'`]([^\"'`]+)[\"'`]", text) or [text.strip()]
    return [word.strip() for word in words if word.strip() and not _HARMLESS.search(word)]

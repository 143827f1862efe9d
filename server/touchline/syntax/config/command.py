"""One command line of CI: what it checks, and what softens it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


def any_of(*patterns: str) -> re.Pattern[str]:
    """Compile patterns of which any may match, each line for itself."""
    return re.compile("|".join(patterns), re.MULTILINE)


_INSTALLS = re.compile(
    r"(?:sudo )?(?:python3? -m )?(?:uv )?(?:pip3?|pipx|uv|poetry|pdm|conda|npm|pnpm|yarn|bun|gem"
    r"|apt|apt-get|brew|cargo|go|rustup component) (?:-\S+ )*(?:install|add|i|ci|sync|get)\b"
    r"(?!.*[&;|])"
)
"""A command that does nothing but install what others need."""

_PACKAGE = r"(?:npm|yarn|pnpm|bun) (?:run )?(?:-\S+ )*"
_CHECKS = {
    "test": any_of(
        r"\bpy\.?test\b(?!-)(?!.*\s--(?:flakes|flake8|pep8|pylint|mypy|black)\b)",
        r"unittest|nosetests|\btox\b|\bnox\b|manage\.py test",
        r"hatch (?:run )?test",
        r"\bjest\b|vitest|mocha|karma|playwright test|cypress run",
        _PACKAGE + r"(?:test|t\b|ci:test|coverage)",
        r"go test|gotestsum|ctest|phpunit|dotnet test|just test",
        r"cargo (?:\+\S+ )?(?:test|nextest|miri)",
        r"mvnw? (?:.* )?(?:[\w:-]*test|[\w:-]*verify|package|install)\b|mvnw?(?: -\S+)*$",
        r"gradlew? .*(?:test|check|build)",
        r"rspec|rake (?:test|spec)|rails test|minitest|bundle exec rake",
        r"make (?:\S+ )*(?:test|check|coverage)",
    ),
    "lint": any_of(
        r"\bruff\b|flakes|flake8|pylint|\bblack\b|isort|bandit|semgrep|pre-commit run",
        r"eslint|oxlint|biome|prettier|stylelint",
        _PACKAGE + r"(?:lint|format)",
        r"golangci-lint|go vet|staticcheck|cargo (?:\+\S+ )?(?:clippy|fmt)",
        r"rubocop|checkstyle|spotless|shellcheck|yamllint|zizmor",
        r"make (?:\S+ )*(?:lint|fmt|format)",
        r"mvnw? .*:check\b|setup\.py check|twine check|\s--?check\b",
    ),
    "types": any_of(
        r"\bmypy\b|\b(?:based)?pyright\b|\btsc\b|pytype|cargo (?:\+\S+ )?check",
        _PACKAGE + r"(?:type-?check|types?|check)",
    ),
    "build": any_of(
        r"mvnw? (?:.* )?compile\b",
        r"gradlew? .*\b(?:assemble|compile\w*|classes)\b|cargo (?:\+\S+ )?build|go build",
        _PACKAGE + r"build",
    ),
}
"""The commands of each kind of check; the first kind that fits counts."""

_FORGIVING = any_of(r"\|\|\s*\(?\s*(?:true|:|exit 0|echo\b)", r";\s*(?:true|exit 0)\s*$")
"""What takes the failure of a command away."""

_SOFTENERS = (
    _FORGIVING,
    any_of(r"--exit-zero\b|--no-error-on-unmatched-pattern|--passWithNoTests|--if-present"),
    any_of(r"--no-cov\b|--continue-on-collection-errors|--warn-only|--issues-exit-code[= ]0"),
    any_of(r"--(?:ignore|deselect|exclude|skip|testPathIgnorePatterns)[= ]|\s-skip[= ]"),
    any_of(r"\s-[km]\s+['\"]?not\b|--allow-warnings|--no-verify|--no-fail"),
    any_of(r"--(?:reruns|retries)[= ][1-9]|--force-flaky|rerunFailingTestsCount=[1-9]"),
    any_of(r"\s-(?:run|k)[= ]|\s-short\b|--test(?:NameP|-name-p)attern\b|\s--tag[= ]~"),
    any_of(r"^-(?=\s*\w)"),
)
"""What takes a part of a check away: findings, files, tests, tries."""

_UNTESTED = any_of(r"(?:^|\s)-DskipTests\b", r"-Dmaven\.test\.(?:skip|failure\.ignore)")
"""What takes tests away from a command of Maven that would run them."""

_PROPERTY = re.compile(r"\s-D\S+")
"""A property of Java, whose name may hold the word of a check."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command line. ``soft`` are the signs that not all of what it finds counts.

    ``times`` says how often a matrix runs its job.
    """

    text: str
    job: str
    check: str
    soft: frozenset[str]
    line: int
    times: int = 1

    @property
    def kinds(self) -> frozenset[str]:
        """What it checks: pre-commit runs whatever the project has put into it."""
        both = {"lint", "types"} if "pre-commit" in self.text else {self.check}
        return frozenset(both)

    @property
    def plain(self) -> str:
        """The command without what softens it and without runs of white space."""
        return " ".join(_FORGIVING.split(self.text)[0].lstrip("-@ ").split())


def commands_in(text: str, job: str, soft: frozenset[str], line: int) -> Iterator[Command]:
    """Yield the command of a line, if it checks something."""
    stripped = text.strip()
    if not stripped or stripped.startswith("#"):
        return
    run = _PROPERTY.sub("", _FORGIVING.split(stripped)[0]).strip()
    if _INSTALLS.match(run):
        return
    for kind, pattern in _CHECKS.items():
        if pattern.search(run):
            softeners = (*_SOFTENERS, _UNTESTED) if kind == "test" else _SOFTENERS
            signs = frozenset(found[0].strip() for p in softeners if (found := p.search(stripped)))
            yield Command(stripped, job, kind, soft | signs, line)
            return

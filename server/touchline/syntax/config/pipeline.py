"""What CI runs: the commands of a pipeline, each with the place it stands at and what softens it.

Read are GitHub Actions, GitLab, CircleCI, Azure and Travis, and command lists that CI calls:
the scripts of ``package.json``, ``tox.ini``, ``Makefile``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import prod
from typing import cast

from touchline.syntax.config.documents import Value, document, is_list


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.MULTILINE)


_CI = _any(
    r"(?:^|/)\.github/(?:workflows|actions)/.*\.ya?ml$",
    r"(?:^|/)\.gitlab-ci[^/]*\.ya?ml$",
    r"(?:^|/)\.(?:gitlab|circleci|azure-pipelines|buildkite)/.*\.ya?ml$",
    r"(?:^|/)\.?azure-pipelines[^/]*\.ya?ml$",
    r"(?:^|/)\.travis\.ya?ml$",
    r"(?:^|/)bitbucket-pipelines\.ya?ml$",
)
_LISTS = _any(r"(?:^|/)(?:package\.json|tox\.ini|(?:GNU)?[Mm]akefile|[^/]*\.mk|justfile)$")
_RUNS = frozenset(
    {"run", "script", "before_script", "after_success", "command", "commands"}
    | {"bash", "pwsh", "powershell"}
)
_ACTIONS = _any(
    r"^(?P<lint>pre-commit/action|[\w-]+/(?:ruff|golangci-lint|eslint|flake8|black|isort|rubocop"
    r"|super-linter|biome|shellcheck|yamllint|clippy)[\w-]*)(?:@|$)",
    r"^(?P<types>[\w-]+/(?:pyright|mypy)[\w-]*)(?:@|$)",
)
"""Published steps that check; the name of an action that reports on tests says "test" as well."""
_INSTALLS = re.compile(
    r"(?:sudo )?(?:python3? -m )?(?:uv )?(?:pip3?|pipx|uv|poetry|pdm|conda|npm|pnpm|yarn|bun|gem"
    r"|apt|apt-get|brew|cargo|go|rustup component) (?:-\S+ )*(?:install|add|i|ci|sync|get)\b"
    r"(?!.*[&;|])"
)
_COMPILES = re.compile(r"\btsc\b(?!.*--noEmit)")
_CHECKING = re.compile(r"type|lint|check|test|ci|verify|valid", re.IGNORECASE)
_GROUPS = frozenset({"", "jobs", "stages"})
_SOFT_KEYS = frozenset({"continue-on-error", "allow_failure", "continueOnError"})
_PACKAGE = r"(?:npm|yarn|pnpm|bun) (?:run )?(?:-\S+ )*"
_CHECKS = {
    "test": _any(
        r"\bpy\.?test\b(?!-)|unittest|nosetests|\btox\b|\bnox\b|manage\.py test",
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
    "lint": _any(
        r"\bruff\b|flake8|pylint|\bblack\b|isort|bandit|semgrep|pre-commit run",
        r"eslint|oxlint|biome|prettier|stylelint",
        _PACKAGE + r"(?:lint|format)",
        r"golangci-lint|go vet|staticcheck|cargo (?:\+\S+ )?(?:clippy|fmt)",
        r"rubocop|checkstyle|spotless|shellcheck|yamllint|zizmor",
        r"make (?:\S+ )*(?:lint|fmt|format)",
        r"mvnw? .*:check\b|setup\.py check|twine check|\s--?check\b",
    ),
    "types": _any(
        r"\bmypy\b|\b(?:based)?pyright\b|\btsc\b|pytype|cargo (?:\+\S+ )?check",
        _PACKAGE + r"(?:type-?check|types?|check)",
    ),
    "build": _any(
        r"mvnw? (?:.* )?compile\b",
        r"gradlew? .*\b(?:assemble|compile\w*|classes)\b|cargo (?:\+\S+ )?build|go build",
        _PACKAGE + r"build",
    ),
}
_FORGIVING = _any(r"\|\|\s*\(?\s*(?:true|:|exit 0|echo\b)", r";\s*(?:true|exit 0)\s*$")
_SOFTENERS = (
    _FORGIVING,
    _any(r"--exit-zero\b|--no-error-on-unmatched-pattern|--passWithNoTests|--if-present"),
    _any(r"--no-cov\b|--continue-on-collection-errors|--warn-only|--issues-exit-code[= ]0"),
    _any(r"--(?:ignore|deselect|exclude|skip|testPathIgnorePatterns)[= ]|\s-skip[= ]"),
    _any(r"\s-[km]\s+['\"]?not\b|--allow-warnings|--no-verify|--no-fail"),
    _any(r"--(?:reruns|retries)[= ][1-9]|--force-flaky|rerunFailingTestsCount=[1-9]"),
    _any(r"\s-(?:run|k)[= ]|\s-short\b|--test(?:NameP|-name-p)attern\b|\s--tag[= ]~"),
    _any(r"^-(?=\s*\w)"),
)
_UNTESTED = _any(r"(?:^|\s)-DskipTests\b", r"-Dmaven\.test\.(?:skip|failure\.ignore)")
_PROPERTY = re.compile(r"\s-D\S+")
_NEVER = re.compile(r"(?:\$\{\{\s*)?(?:false|0|never\(\))(?:\s*\}\})?", re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The commands of a file that check something, and what starts them."""

    commands: tuple[Command, ...] = ()
    triggers: frozenset[str] = frozenset()


@lru_cache(maxsize=256)
def pipeline(path: str, content: bytes) -> Pipeline:
    """Return what a CI file or a command list runs; nothing for other files."""
    text = content.decode("utf-8", "replace")
    if _LISTS.search(path):
        return Pipeline(tuple(_listed(path, content, text)))
    if not _CI.search(path):
        return Pipeline()
    values = document(path, content)
    commands = tuple(_commands(values, "", frozenset(), _Lines(text)))
    return Pipeline(commands, _triggers(values))


class _Lines:
    """Finds the line of each command, in the order in which they are asked for."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._from: dict[str, int] = {}

    def find(self, command: str) -> int:
        """Return the next line, 1-based, that holds the command."""
        start = self._from.get(command, 0)
        for at in range(start, len(self._lines)):
            if command in self._lines[at]:
                self._from[command] = at + 1
                return at + 1
        return 1


def _commands(value: Value, job: str, soft: frozenset[str], lines: _Lines) -> Iterator[Command]:
    if isinstance(value, Mapping):
        mapping = cast("Mapping[object, Value]", value)
        soft = soft.union(_softened(mapping))
        for key, inner in mapping.items():
            if key == "uses" and (found := _ACTIONS.match(str(inner))):
                kind = found.lastgroup or "lint"
                yield Command(str(inner), job, kind, soft, lines.find(str(inner)))
            elif key in _RUNS and (isinstance(inner, str) or is_list(inner)):
                yield from _lines_of(inner, job or str(key), soft, lines)
            else:
                found = _commands(inner, str(key) if job in _GROUPS else job, soft, lines)
                times = _times(inner)
                yield from (replace(one, times=one.times * times) for one in found)
    elif is_list(value):
        for item in cast("Sequence[Value]", value):
            yield from _commands(item, job, soft, lines)


def _times(job: Value) -> int:
    """Return how many jobs the matrix of one makes; 1 where it has none."""
    holder = _item(job, "strategy") or _item(job, "parallel")
    matrix = _item(holder, "matrix")
    if is_list(matrix):
        return max(1, sum(map(_combined, cast("Sequence[Value]", matrix))))
    return _combined(matrix)


def _combined(sides: Value) -> int:
    """Return how many combinations the sides of a matrix have, or how many it names."""
    if not isinstance(sides, Mapping):
        return 1
    values = cast("Mapping[object, Value]", sides)
    lists = [cast("Sequence[Value]", v) for k, v in values.items() if k != "exclude" and is_list(v)]
    named = sum(isinstance(value, Mapping) for value in values.values())
    return max(1, prod(map(len, lists)), named)


def _item(value: Value, key: str) -> Value:
    return cast("Mapping[object, Value]", value).get(key) if isinstance(value, Mapping) else None


def _softened(step: Mapping[object, Value]) -> Iterator[str]:
    for key, value in step.items():
        if key in _SOFT_KEYS and str(value).lower() == "true":
            yield str(key)
        elif key in ("if", "condition") and _NEVER.fullmatch(str(value).strip()):
            yield "if: false"
        elif key == "when" and str(value) in ("never", "manual"):
            yield f"when: {value}"


def _lines_of(value: Value, job: str, soft: frozenset[str], lines: _Lines) -> Iterator[Command]:
    scripts = cast("Sequence[Value]", value) if is_list(value) else (value,)
    for script in scripts:
        forgiving: frozenset[str] = frozenset()
        for line in str(script).replace("\\\n", " ").split("\n"):
            if re.match(r"\s*set \+e", line):
                forgiving = frozenset({"set +e"})
            yield from _command(line, job, soft | forgiving, lines.find(line.strip()[:40]))


def _command(text: str, job: str, soft: frozenset[str], line: int) -> Iterator[Command]:
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


def _listed(path: str, content: bytes, text: str) -> Iterator[Command]:
    if path.endswith(".json"):
        values = document(path, content)
        scripts = (
            cast("Mapping[str, Value]", values).get("scripts")
            if isinstance(values, Mapping)
            else None
        )
        if isinstance(scripts, Mapping):
            lines = _Lines(text)
            for name, script in cast("Mapping[str, Value]", scripts).items():
                run = str(script)
                if not _COMPILES.search(run) or _CHECKING.search(name):
                    yield from _command(run, name, frozenset(), lines.find(f'"{name}"'))
        return
    job = ""
    for number, line in enumerate(text.split("\n"), 1):
        if target := re.match(r"([\w.-]+):(?!=)|\[([\w:-]+)\]", line):
            job = target[1] or target[2]
        elif line[:1].isspace() or path.endswith(".ini"):
            yield from _command(line, job, frozenset(), number)


def _triggers(values: Value) -> frozenset[str]:
    if not isinstance(values, Mapping):
        return frozenset()
    on = cast("Mapping[object, Value]", values).get("on")
    if isinstance(on, str):
        return frozenset({on})
    if isinstance(on, Mapping) or is_list(on):
        return frozenset(str(key) for key in cast("Sequence[Value]", on))
    return frozenset()

"""What a CI file runs: GitHub Actions, GitLab, CircleCI, Azure, Travis, Bitbucket."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from touchline.syntax.config.command import Command, any_of, commands_in
from touchline.syntax.config.documents import Value, is_list, items_of, mapping_of
from touchline.syntax.config.lines import Lines
from touchline.syntax.config.matrix import times

Filter = tuple[str, str, tuple[str, ...]]
"""An event, the key of what narrows it, and the patterns: ``push``, ``paths``, ``("src/**",)``."""

_RUNS = frozenset(
    {"run", "script", "before_script", "after_success", "command", "commands"}
    | {"bash", "pwsh", "powershell"}
)
"""Keys under which commands stand."""

_ACTIONS = any_of(
    r"^(?P<lint>pre-commit/action|[\w-]+/(?:ruff|golangci-lint|eslint|flake8|black|isort|rubocop"
    r"|super-linter|biome|shellcheck|yamllint|clippy)[\w-]*)(?:@|$)",
    r"^(?P<types>[\w-]+/(?:pyright|mypy)[\w-]*)(?:@|$)",
)
"""Published steps that check; the name of an action that reports on tests says "test" as well."""

_GROUPS = frozenset({"", "jobs", "stages"})
"""Keys under which jobs stand by their names."""

_SOFT_KEYS = frozenset({"continue-on-error", "allow_failure", "continueOnError"})
"""Keys by which the failure of a step or job does not count."""

_NEVER = re.compile(r"(?:\$\{\{\s*)?(?:false|0|never\(\))(?:\s*\}\})?", re.IGNORECASE)
"""A condition that never holds."""

_RARE = frozenset({"tags", "schedules", "web", "api", "triggers"})
"""What starts jobs of GitLab that no change of the code starts."""

_PIPED = re.compile(r"[^|]\|\s*(?:tail|head|cat|true|:)\b[^|&]*$")
"""A pipe whose end never fails."""

_MINDED = ("pipefail", "shell: bash")
"""What makes a pipe fail with any of its commands."""


def commands(value: Value, text: str) -> Iterator[Command]:
    """Yield the commands of a CI file, given as values and as text."""
    unused = _unused(value)
    found = _commands(value, "", frozenset(), Lines(text))
    return (command for command in found if command.job not in unused)


def triggers(values: Value) -> frozenset[str]:
    """Return the events that start a workflow of GitHub."""
    on = mapping_of(values).get("on")
    if isinstance(on, str):
        return frozenset({on})
    return frozenset(map(str, mapping_of(on) or items_of(on)))


def filters(values: Value) -> frozenset[Filter]:
    """Return what the events of a workflow of GitHub are narrowed to."""
    return frozenset(
        (str(event), str(key), tuple(str(one) for one in (items_of(found) or (found,))))
        for event, narrowed in mapping_of(mapping_of(values).get("on")).items()
        for key, found in mapping_of(narrowed).items()
    )


def _commands(value: Value, job: str, soft: frozenset[str], lines: Lines) -> Iterator[Command]:
    for item in items_of(value):
        yield from _commands(item, job, soft, lines)
    step = mapping_of(value)
    soft = soft.union(_softened(step))
    for key, inner in step.items():
        if key == "uses" and (found := _ACTIONS.match(str(inner))):
            kind = found.lastgroup or "lint"
            yield Command(str(inner), job, kind, soft, lines.find(str(inner)))
        elif key in _RUNS and (isinstance(inner, str) or is_list(inner)):
            yield from _scripted(inner, job or str(key), soft, lines)
        elif key == "include" and "allow_failures" in step:
            for one, softer in zip(items_of(inner), _may_fail(step, soft), strict=True):
                yield from _commands(one, job, softer, lines)
        else:
            runs = times(inner)
            found = _commands(inner, str(key) if job in _GROUPS else job, soft, lines)
            yield from (replace(one, times=one.times * runs) for one in found)


def _unused(values: Value) -> frozenset[str]:
    """Return the jobs of CircleCI that no workflow names."""
    flows = mapping_of(mapping_of(values).get("workflows"))
    named = [one for flow in flows.values() for one in items_of(mapping_of(flow).get("jobs"))]
    used = {str(name) for one in named for name in (mapping_of(one) or (one,))}
    jobs = frozenset(map(str, mapping_of(mapping_of(values).get("jobs"))))
    return jobs - used if named else frozenset()


def _may_fail(step: Mapping[object, Value], soft: frozenset[str]) -> Iterator[frozenset[str]]:
    """Yield what softens each job of Travis: it may fail if all of an exception holds of it."""
    exceptions = [mapping_of(one) for one in items_of(step.get("allow_failures"))]
    for job in map(mapping_of, items_of(step.get("include"))):
        excepted = any(one and one.items() <= job.items() for one in exceptions)
        yield soft | {"allow_failures"} if excepted else soft


def _softened(step: Mapping[object, Value]) -> Iterator[str]:
    for key, value in step.items():
        if key in _SOFT_KEYS and str(value).lower() == "true":
            yield str(key)
        elif key in ("if", "condition") and _NEVER.fullmatch(str(value).strip()):
            yield "if: false"
        elif key == "when" and str(value) in ("never", "manual"):
            yield f"when: {value}"
        elif key == "rules" and items_of(value) and all(map(_is_never, items_of(value))):
            yield "rules: never"
        elif key == "only" and _RARE.issuperset(map(str, items_of(value) or (value,))):
            yield "only: " + ", ".join(map(str, items_of(value) or (value,)))


def _is_never(rule: Value) -> bool:
    """Whether a rule of GitLab never has its job run."""
    return str(mapping_of(rule).get("when")) == "never"


def _scripted(value: Value, job: str, soft: frozenset[str], lines: Lines) -> Iterator[Command]:
    """Yield the commands of a script, or of a list of scripts."""
    for script in items_of(value) if is_list(value) else (value,):
        forgiving: frozenset[str] = frozenset()
        for line in str(script).replace("\\\n", " ").split("\n"):
            if re.match(r"\s*set \+e", line):
                forgiving = frozenset({"set +e"})
            piped = {"| " + line.rpartition("|")[2].split()[0]} if _is_deaf(line, lines) else ()
            at = lines.find(line.strip()[:40])
            yield from commands_in(line, job, soft.union(forgiving, piped), at)


def _is_deaf(line: str, lines: Lines) -> bool:
    """Whether a line of a workflow of GitHub ends in a pipe that hides what comes before it."""
    return bool(_PIPED.search(line)) and lines.have("runs-on:") and not lines.have(*_MINDED)

"""Softens a step of a GitHub Actions workflow that tests or checks something."""

from __future__ import annotations

import random
import re

from .operators import Operator, Seed, Source

_STEP = re.compile(r"(?P<indent>\s*)- (?:name|uses|run|id|if):")
_CHECKS = re.compile(
    r"run:.*\n?(?:.*\n)*?.*\b(?:pytest|tox|nox|(?:npm|yarn|pnpm)(?: run)? (?:test|lint)\S*"
    r"|cargo (?:\S+ )?(?:test|clippy|fmt)|go (?:test|vet)|mvnw?|gradlew?|rake|rspec|rubocop|mypy"
    r"|make (?:test|lint|check)|check)\b"
)


def _steps(lines: list[str]) -> list[tuple[int, int]]:
    """Find the steps that check something, as (first line, line after)."""
    starts = [number for number, line in enumerate(lines) if _STEP.match(line)]
    spans = [(start, _end(lines, start)) for start in starts]
    return [(a, b) for a, b in spans if _CHECKS.search("\n".join(lines[a:b]))]


def _end(lines: list[str], start: int) -> int:
    match = _STEP.match(lines[start])
    indent = len(match["indent"]) if match else 0
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            return number
    return len(lines)


def _changed(source: Source, start: int, end: int, new: list[str]) -> Seed:
    lines = source.text.split("\n")
    return Seed(source.path, "\n".join([*lines[:start], *new, *lines[end:]]), start)


def or_true(source: Source, choice: random.Random) -> Seed | None:
    """Append ``|| true`` to a command that checks something."""
    lines = source.text.split("\n")
    commands = [
        number
        for start, end in _steps(lines)
        for number in range(start, end)
        if re.match(r"\s*(?:- )?run: (?![|>])", lines[number])
    ]
    if not commands:
        return None
    at = choice.choice(commands)
    return _changed(source, at, at + 1, [f"{lines[at].rstrip()} || true"])


def continue_on_error(source: Source, choice: random.Random) -> Seed | None:
    """Let a step that checks something fail without failing the job."""
    lines = source.text.split("\n")
    steps = _steps(lines)
    if not steps:
        return None
    start, _ = choice.choice(steps)
    indent = " " * (lines[start].index("-") + 2)
    return _changed(source, start + 1, start + 1, [f"{indent}continue-on-error: true"])


def drop_step(source: Source, choice: random.Random) -> Seed | None:
    """Remove a step that checks something."""
    steps = _steps(source.text.split("\n"))
    return _changed(source, *choice.choice(steps), []) if steps else None


CI_OPERATORS: dict[str, Operator] = {
    "|| true": or_true,
    "continue-on-error": continue_on_error,
    "drop step": drop_step,
}

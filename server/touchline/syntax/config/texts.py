"""Settings that are read by pattern: in XML, in scripts, in command lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from touchline.syntax.config.lines import line_at
from touchline.syntax.config.setting import Setting
from touchline.syntax.config.strictness import strictness_of

_UNSET = float("-inf")
"""The strictness of a limit that is not set."""

_TAG = re.compile(
    r"<(testFailureIgnore|skipTests|maven\.test\.skip|maven\.test\.failure\.ignore|skipITs|skip"
    r"|failIfNoTests|haltOnFailure|minimum|failOnViolation|failsOnError|failOnError)>\s*([^<\s]+)\s*<"
)
"""A setting of a plugin of Maven, and its value."""

_LAX_TAGS = frozenset(
    {"testFailureIgnore", "skipTests", "maven.test.skip", "maven.test.failure.ignore"}
    | {"skipITs", "skip"}
)
"""Those that make a check laxer."""

_NUMBERED = re.compile(
    r"\b(branches|functions|lines|statements|maxWarnings)['\"]?\s*:\s*(-?[\d.]+)"
)
"""A threshold in a configuration that is a script."""

_LEVELLED = re.compile(
    r"""(?<![\w@/-])['"]?(?!\w*(?:[lL]evel|[sS]everity)\b)([\w@-]+(?:/[\w@-]+)*)['"]?\s*:\s*\[?\s*"""
    r"""['"](off|warn|error)['"]"""
)
"""A rule of a linter and its level in such a configuration."""

_COUNTED = re.compile(
    r"""['"]((?:@?[a-z-]+/[\w/-]+|[a-z]+(?:-[a-z]+)+)|semi|quotes|curly|eqeqeq|indent|radix|strict)['"]"""
    r"""\s*:\s*\[?\s*([012])(?![\w.])"""
)
"""The same of ESLint with a number for its level, where the name is surely that of a rule."""

_LEVELS = {"off": 0.0, "warn": 1.0, "error": 2.0, "0": 0.0, "1": 1.0, "2": 2.0}
_OPTION = re.compile(
    r"--(cov-fail-under|fail-under|max-warnings|max-complexity|coverage)[= ](\d+(?:\.\d+)?)"
)
"""A threshold in a command line."""


def tags(text: str) -> Iterator[Setting]:
    """Read the settings of plugins of Maven."""
    for at, match in enumerate(_TAG.finditer(text)):
        lax = match[1] in _LAX_TAGS
        order = "more" if match[1] == "minimum" else "off" if lax else "on"
        strictness = strictness_of(order, match[2])
        if strictness is not None:
            key = match[1] if lax else f"{match[1]}.{at}"
            line = line_at(text, match.start())
            yield Setting(key, match[2], strictness, float(lax), line)


def script(text: str, *, levels: bool = False) -> Iterator[Setting]:
    """Read a configuration that is a script; a key that is there again has a number.

    The strictest comes first: what holds for some files only may come and go before the others.
    With ``levels`` it is one of ESLint, in which a number may be a level.
    """
    found: defaultdict[str, list[Setting]] = defaultdict(list)
    for pattern in (_NUMBERED, _LEVELLED, _COUNTED) if levels else (_NUMBERED, _LEVELLED):
        for match in pattern.finditer(text):
            value = float(match[2]) if pattern is _NUMBERED else _LEVELS[match[2]]
            line = line_at(text, match.start())
            strictness = -value if match[1] == "maxWarnings" else value
            found[match[1]].append(Setting(match[1], match[2], strictness, 0.0, line))
    for key, several in found.items():
        several.sort(key=lambda one: -one.strictness)
        for number, one in enumerate(several, 1):
            yield one if number == 1 else replace(one, key=f"{key}.{number}")


def options(text: str) -> Iterator[Setting]:
    """Read thresholds that stand in command lines (``addopts``, scripts)."""
    for match in _OPTION.finditer(text):
        less = match[1].startswith("max")
        value = -float(match[2]) if less else float(match[2])
        line = line_at(text, match.start())
        yield Setting(f"--{match[1]}", match[2], value, _UNSET if less else 0.0, line)

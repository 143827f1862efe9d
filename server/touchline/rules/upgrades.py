"""Tools that come in another version: what the new one complains of, may be silenced."""

from __future__ import annotations

import re

from touchline.rules.across import Across
from touchline.rules.filechange import FileChange
from touchline.syntax import language_of

_TOOLS = (
    (r"noqa|ruff", r"ruff|flake8"),
    (r"type:\s*ignore|mypy|pyright|pyre", r"mypy|pyright|basedpyright|pyre"),
    (r"pylint", r"pylint"),
    (r"eslint", r"eslint|xo"),
    (r"@ts-", r"typescript|tsc"),
    (r"biome|oxlint", r"biome|oxlint"),
    (r"nolint", r"golangci"),
    (r"rubocop", r"rubocop"),
    (r"#!?\[", r"rust-toolchain|rust-version|toolchain|channel|clippy"),
)
"""How suppressions begin, and the tools that read them."""

_VERSION = re.compile(r"\d+\.\d+")
"""A version."""

_ABOVE = 2
"""Lines above a version in which the name of its tool may stand."""


def readers_of(found: str) -> str:
    """Return the tools that read a suppression, as a pattern; "" where they are not known."""
    return next((names for sign, names in _TOOLS if re.search(sign, found)), "")


def is_upgraded(across: Across, names: str) -> bool:
    """Whether a tool with one of these names is another version of itself now."""
    tool = re.compile(rf"(?<![a-z])(?:{names})(?![a-z])")
    return any(_bumps(file, tool) for file in across.files.values())


def _bumps(file: FileChange, tool: re.Pattern[str]) -> bool:
    """Whether a file of settings names another version of a tool, on its line or just below."""
    if language_of(file.path) is not None or file.change.before is None:
        return False
    lines = (file.change.after or b"").decode("utf-8", "replace").split("\n")
    return any(
        _VERSION.search(text)
        and any(_VERSION.search(old) for old in hunk.removed)
        and any(map(tool.search, lines[max(0, number - 1 - _ABOVE) : number]))
        for hunk in file.hunks
        for number, text in enumerate(hunk.added, hunk.target_start)
    )

"""The dependencies that a manifest names, for the package managers of the usual languages.

Reading is by the manifest's own format where the standard library has a parser, by lines
otherwise; what can't be read names nothing.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

_REQUIREMENT = re.compile(r"^\s*([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*(?:[=<>!~;@#,]|$)")
"""A requirement of Python, and its name."""

_GO = re.compile(r"^\s*(?:require\s+)?([\w.-]+\.[\w.-]+/\S+|[\w-]+\.\w+/\S+)\s+v\d")
"""A requirement of a module of Go."""

_GEM = re.compile(r"^\s*(?:gem|\w+\.add(?:_runtime|_development)?_dependency)[\s(]+['\"]([^'\"]+)")
"""A gem that a Gemfile or a gemspec names."""

_GRADLE = re.compile(r"^\s*\w+[\s(]+['\"]([\w.-]+:[\w.-]+)(?::[^'\"]*)?['\"]")
"""A dependency of Gradle without its version."""

_ARTIFACT = re.compile(
    r"<dependency>\s*(?:<!--.*?-->\s*)?<groupId>([^<]+)</groupId>\s*<artifactId>([^<]+)</artifactId>",
    re.DOTALL,
)
"""A dependency of Maven."""

_SECTIONS = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")
"""The sections of ``package.json`` that name dependencies."""

_POETRY = frozenset({"python"})


def dependencies(path: str, text: str) -> frozenset[str]:
    """Return the names that a manifest depends on; none for other files or broken ones."""
    read = _reader(path.rpartition("/")[2].lower(), path)
    try:
        return frozenset(read(text)) if read else frozenset()
    except (ValueError, TypeError, AttributeError):
        return frozenset()


def is_manifest(path: str) -> bool:
    """Whether the file is one whose dependencies can be read."""
    return _reader(path.rpartition("/")[2].lower(), path) is not None


Reader = Callable[[str], Iterable[str]]


def _reader(name: str, path: str) -> Reader | None:
    named = _NAMED.get(name)
    if named:
        return named
    if re.fullmatch(r"(requirements|constraints|dev-requirements)[\w.-]*\.(txt|in)", name):
        return _requirements
    if "requirements/" in path and name.endswith((".txt", ".in")):
        return _requirements
    return _lines(_GEM) if name.endswith(".gemspec") else None


def _lines(pattern: re.Pattern[str]) -> Reader:
    def read(text: str) -> Iterator[str]:
        for line in text.split("\n"):
            if found := pattern.match(line):
                yield found[1]

    return read


def _requirements(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        found = _REQUIREMENT.match(line)
        if found:
            yield re.sub(r"[-_.]+", "-", found[1]).lower()


def _pyproject(text: str) -> Iterator[str]:
    table = tomllib.loads(text)
    project = _table(table.get("project"))
    groups = [_list(table.get("build-system", {}).get("requires"))]
    groups += [_list(project.get("dependencies"))]
    groups += [_list(one) for one in _table(project.get("optional-dependencies")).values()]
    groups += [_list(one) for one in _table(table.get("dependency-groups")).values()]
    for requirement in (one for group in groups for one in group if isinstance(one, str)):
        yield from _requirements(requirement)
    poetry = _table(_table(table.get("tool")).get("poetry"))
    sections = [poetry, *map(_table, _table(poetry.get("group")).values())]
    for section in sections:
        for key in ("dependencies", "dev-dependencies"):
            yield from (n.lower() for n in _table(section.get(key)) if n not in _POETRY)


def _cargo(text: str) -> Iterator[str]:
    table = tomllib.loads(text)
    targets = _table(table.get("target")).values()
    for section in (table, _table(table.get("workspace")), *map(_table, targets)):
        for key in ("dependencies", "dev-dependencies", "build-dependencies"):
            yield from _table(section.get(key))


def _package_json(text: str) -> Iterator[str]:
    package = _table(json.loads(text))
    for section in _SECTIONS:
        yield from _table(package.get(section))


def _composer(text: str) -> Iterator[str]:
    package = _table(json.loads(text))
    for section in ("require", "require-dev"):
        yield from (name for name in _table(package.get(section)) if "/" in name)


def _pom(text: str) -> Iterator[str]:
    return (f"{group.strip()}:{name.strip()}" for group, name in _ARTIFACT.findall(text))


def _table(value: object) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


_NAMED: dict[str, Reader] = {
    "pyproject.toml": _pyproject,
    "cargo.toml": _cargo,
    "package.json": _package_json,
    "composer.json": _composer,
    "go.mod": _lines(_GO),
    "gemfile": _lines(_GEM),
    "build.gradle": _lines(_GRADLE),
    "build.gradle.kts": _lines(_GRADLE),
    "pom.xml": _pom,
}

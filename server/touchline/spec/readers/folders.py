"""Specs that are folders of Markdown: GitHub spec-kit, Kiro, OpenSpec.

Each function says which files of the work tree make up the task that is being worked on; the
files themselves are read as any task is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, cast

from touchline.spec.reading import Reading
from touchline.spec.tree import Tree

Read = Callable[[str], bytes | None]

_SPEC_KIT = re.compile(r"(?P<folder>specs/\d{3,}-[^/]+)/spec\.md")
_KIRO = re.compile(r"(?P<folder>\.kiro/specs/[^/]+)/(?:requirements|design|tasks|bugfix)\.md")
_OPENSPEC = re.compile(r"(?P<folder>openspec/changes/(?!archive/)[^/]+)/(?:proposal|tasks)\.md")
_HEADING = re.compile(
    r"why|introduction|overview|summary|context|(?:change )?proposal"
    r"|(?:implementation )?(?:tasks|plan)"
    r"|(?:bugfix )?(?:requirements|spec|report)(?: document)?|(?:technical )?design(?: document)?",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"(?:feature specification|implementation plan|tasks): *", re.IGNORECASE)
"""What the formats' templates put at the top: it says nothing of the task."""
_OPEN = re.compile(r"^\s*[-*] \[ \]", re.MULTILINE)
_FEATURE = ".specify/feature.json"


def spec_kit(tree: Tree, read: Read, branch: str | None) -> tuple[str, ...]:
    """Return the files of the active feature: that of ``.specify/feature.json``, else the branch's.

    A single feature needs neither.
    """
    folders = _folders(_SPEC_KIT, tree)
    active = _feature(read(_FEATURE))
    number = re.match(r"\d{3,}", branch.rpartition("/")[2]) if branch else None
    if active not in folders and number:
        active = next((f for f in folders if f.startswith(f"specs/{number[0]}-")), None)
    if active not in folders:
        active = folders[0] if len(folders) == 1 else None
    return _files(tree, active, ("spec.md", "plan.md", "tasks.md"))


def kiro(tree: Tree, read: Read) -> tuple[str, ...]:
    """Return the files of the specs that have open tasks; of a single spec in any case."""
    names = ("requirements.md", "bugfix.md", "design.md", "tasks.md")
    return tuple(
        path for folder in _unfinished(_KIRO, tree, read) for path in _files(tree, folder, names)
    )


def openspec(tree: Tree, read: Read) -> tuple[str, ...]:
    """Return the files of the changes that have open tasks; of a single change in any case."""
    found: list[str] = []
    for folder in _unfinished(_OPENSPEC, tree, read):
        found += _files(tree, folder, ("proposal.md", "design.md", "tasks.md"))
        found += sorted(
            p for p in tree.files if p.startswith(f"{folder}/specs/") and p.endswith(".md")
        )
    return tuple(found)


def titled(reading: Reading, path: str) -> Reading:
    """Give a reading the name of its folder for a title, where its own is the template's."""
    reading.title = _PREFIX.sub("", reading.title, count=1)
    if _HEADING.fullmatch(reading.title.strip(" :#")):
        template, name = reading.title, path.split("/")[2 if path.startswith((".", "o")) else 1]
        reading.title = re.sub(r"^\d+-|-", lambda dash: " " if dash[0] == "-" else "", name)
        reading.clauses = [c for c in reading.clauses if c.binds or c.text != template]
    return reading


def _folders(pattern: re.Pattern[str], tree: Tree) -> list[str]:
    return sorted({match["folder"] for path in tree.files if (match := pattern.fullmatch(path))})


def _unfinished(pattern: re.Pattern[str], tree: Tree, read: Read) -> list[str]:
    folders = _folders(pattern, tree)
    if len(folders) < 2:
        return folders
    return [
        f
        for f in folders
        if _OPEN.search((read(f"{f}/tasks.md") or b"").decode("utf-8", "replace"))
    ]


def _files(tree: Tree, folder: str | None, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        f"{folder}/{name}" for name in names if folder and f"{folder}/{name}" in tree.files
    )


def _feature(content: bytes | None) -> str | None:
    """Return the folder that spec-kit's state names; its other keys do not matter here."""
    try:
        state: Any = json.loads(content or b"{}")
    except ValueError:
        return None
    values = list(cast("dict[str, Any]", state).values()) if isinstance(state, dict) else []
    folders = [value.rstrip("/") for value in values if isinstance(value, str)]
    return next((value for value in folders if value.startswith("specs/")), None)

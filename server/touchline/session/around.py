"""What stands around the changes: files that clauses ask for and that did not change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache, partial
from pathlib import Path

from touchline.baseline import Limits, look
from touchline.spec import Matcher, TaskSpec
from touchline.syntax import MANIFESTS, Neighbours, facts, language_of

_MOST = 100
"""So many files that clauses ask for are looked into for their imports, the first by path."""


_LOOKED_INTO = 2_000
"""Of the rest of a work tree, so many files of code are looked into for what they import."""


def near_files(root: Path, task: TaskSpec, tree: Collection[str]) -> tuple[str, ...]:
    """Return the files on disk that are an import away from code that clauses ask for."""
    read = partial(_on_disk, root)
    asked = around(task, tree, read)()
    facts_of = {path: (facts(path, text),) for path, text in asked.items() if language_of(path)}
    others = sorted(path for path in tree if language_of(path) and path not in asked)
    texts = {path: text for path in others[:_LOOKED_INTO] if (text := read(path)) is not None}
    found = Neighbours().of(facts_of, {**asked, **texts}) if facts_of else {}
    close = {other for path in facts_of for other in found.get(path, ())}
    return tuple(sorted(close - facts_of.keys()))


def _on_disk(root: Path, path: str) -> bytes | None:
    seen = look(root, path, Limits().file)
    return seen.content if seen else None


def around(
    task: TaskSpec, tree: Collection[str], read: Callable[[str], bytes | None]
) -> Callable[[], Mapping[str, bytes]]:
    """Return what reads, when it is first asked, the code that clauses ask for, and manifests."""

    @cache
    def contents() -> Mapping[str, bytes]:
        matcher = Matcher(task)
        manifests = [path for path in tree if path.rpartition("/")[2] in MANIFESTS]
        code = sorted(path for path in tree if language_of(path) and matcher.names_file(path))
        found = {path: read(path) for path in (*sorted(manifests)[:_MOST], *code[:_MOST])}
        return {path: content for path, content in found.items() if content is not None}

    return contents

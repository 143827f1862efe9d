"""What stands around the changes: files that clauses ask for and that did not change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache

from touchline.spec import Matcher, TaskSpec
from touchline.syntax import MANIFESTS, language_of

_MOST = 100
"""So many files that clauses ask for are looked into for their imports, the first by path."""


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

"""Which of many globs cover a path, without trying each of them.

Most globs of a spec are a file or a folder; those are found by looking the path and its
parents up. Only true wildcards are compiled, with git's semantics, by pathspec.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Generic, TypeVar

from pathspec.patterns.gitignore.basic import GitIgnoreBasicPattern

from touchline.spec.tree import is_glob

Owner = TypeVar("Owner")


@lru_cache(maxsize=4096)
def compiled(glob: str) -> re.Pattern[str] | None:
    """Return the regular expression of a glob anchored at the root; None if it has no sense."""
    try:
        pattern: Any = GitIgnoreBasicPattern("/" + _escaped(glob.lstrip("/")))
    except ValueError:
        return None
    regex: re.Pattern[str] | None = pattern.regex
    return regex


def _escaped(glob: str) -> str:
    return glob.replace("\\", "").replace("[", r"\[").replace("]", r"\]")


def covers(glob: str, path: str) -> bool:
    """Tell whether one glob covers one path."""
    folder = folder_of(glob)
    if folder is not None:
        return path.startswith(f"{folder}/")
    if not is_glob(glob):
        return path == glob
    pattern = compiled(glob)
    return pattern is not None and pattern.match(path) is not None


def folder_of(glob: str) -> str | None:
    """``src/core`` of ``src/core/**``, where nothing else in it is a wildcard."""
    folder = glob.removesuffix("/**")
    return folder if folder != glob and not is_glob(folder) else None


def depth(glob: str) -> int:
    """How many parts of a path the glob fixes; the more, the more specific it is."""
    fixed = 0
    for part in glob.split("/"):
        if part == "**":
            continue
        fixed += 2 if not is_glob(part) else 1
    return fixed


class GlobIndex(Generic[Owner]):
    """Globs with their owners."""

    def __init__(self, entries: Iterable[tuple[str, Owner]] = ()) -> None:
        self._files: defaultdict[str, list[tuple[str, Owner]]] = defaultdict(list)
        self._folders: defaultdict[str, list[tuple[str, Owner]]] = defaultdict(list)
        self._wild: list[tuple[re.Pattern[str], str, Owner]] = []
        for glob, owner in entries:
            self._add(glob, owner)

    def _add(self, glob: str, owner: Owner) -> None:
        folder = folder_of(glob)
        if folder is not None:
            self._folders[folder].append((glob, owner))
        elif not is_glob(glob):
            self._files[glob].append((glob, owner))
        elif (pattern := compiled(glob)) is not None:
            self._wild.append((pattern, glob, owner))

    def find(self, path: str) -> Iterator[tuple[str, Owner]]:
        """Every glob that covers the path, with its owner."""
        yield from self._files.get(path, ())
        if self._folders:
            end = path.rfind("/")
            while end > 0:
                yield from self._folders.get(path[:end], ())
                end = path.rfind("/", 0, end)
        for pattern, glob, owner in self._wild:
            if pattern.match(path):
                yield glob, owner

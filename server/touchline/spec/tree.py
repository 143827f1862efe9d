"""The names in a work tree, indexed for the words of a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import cached_property

GLOB_CHARACTERS = frozenset("*?")


def is_glob(path: str) -> bool:
    """Tell whether a path has wildcards. Square brackets are names of routes (``[id].tsx``)."""
    return not GLOB_CHARACTERS.isdisjoint(path)


class Tree:
    """The paths of a work tree. The indices are built when a sentence first needs them."""

    def __init__(self, paths: Collection[str] = ()) -> None:
        self.paths = paths

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file."""
        return frozenset(self.paths)

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that holds a file, at any depth."""
        found: set[str] = set()
        for path in self.paths:
            folder = path.rpartition("/")[0]
            while folder and folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(found)

    @cached_property
    def by_name(self) -> dict[str, tuple[str, ...]]:
        """Files by the last part of their path."""
        return _by_last(self.files)

    @cached_property
    def folders_by_name(self) -> dict[str, tuple[str, ...]]:
        """Folders by the last part of their path."""
        return _by_last(self.folders)

    @cached_property
    def by_stem(self) -> dict[str, tuple[str, ...]]:
        """Files by the last part of their path without any ending."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for path in self.files:
            found[path.rpartition("/")[2].partition(".")[0]].append(path)
        return {stem: tuple(sorted(paths)) for stem, paths in found.items() if stem}

    def ending_with(self, path: str) -> tuple[str, ...]:
        """Files whose path ends with these parts (``core/parse.py`` in ``src/core/parse.py``)."""
        candidates = self.by_name.get(path.rpartition("/")[2], ())
        return tuple(file for file in candidates if file == path or file.endswith("/" + path))

    def folders_ending_with(self, path: str) -> tuple[str, ...]:
        """Folders whose path ends with these parts."""
        candidates = self.folders_by_name.get(path.rpartition("/")[2], ())
        return tuple(
            folder for folder in candidates if folder == path or folder.endswith("/" + path)
        )


def _by_last(paths: frozenset[str]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[path.rpartition("/")[2]].append(path)
    return {name: tuple(sorted(members)) for name, members in found.items()}

"""Which tests reach code that changed: by the names that code goes by.

Only the files of the change set are known, so that a call is followed through them alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from touchline.rules.called import TELLING, is_about, spoken
from touchline.rules.filechange import FileChange

_SHORTEST = 3
"""Letters of a folder's name that may be that of a package."""

_PACKAGED = frozenset({"python", "go", "rust", "java", "ruby"})
"""Languages that import by package."""

_USUAL = frozenset({"src", "lib", "main", "test", "tests", "java", "org", "com", "net", "pkg"})
"""Folders that name no package in languages that import by package."""

_SPECIAL = frozenset(
    {"repr", "str", "bytes", "len", "bool", "hash", "format", "iter", "next", "int", "float"}
)
"""Functions of Python that call a method of their argument by a special name."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A changed file: the name to import it by, and the names in it that lead to the change.

    No names: the change lies outside of all definitions, and whoever imports it is reached.
    ``asked`` says whether a clause asks for work on it.
    """

    path: str
    module: bytes
    names: frozenset[str]
    asked: bool = True

    def is_reached(self, file: FileChange, words: frozenset[str]) -> bool:
        """Whether a test of these words in a file reaches the change."""
        language = spoken(self.path)
        if language == "python":
            words |= special(words)
        shared = self.names & words
        if file.path == self.path:
            return not self.names or bool(shared)
        if language is None:
            return self._is_named(file.change.after or b"")
        imported = self.module in file.names.imported or is_about(file.path, self.path)
        if imported and language == spoken(file.path):
            return not self.names or bool(shared) or self._is_called(words)
        near = imported or language == spoken(file.path)
        return near and any(TELLING.search(name) for name in shared)

    def is_around(self, file: FileChange) -> bool:
        """Whether a test file takes something from a folder in which the change lies."""
        mine = spoken(self.path)
        if mine is None or mine != spoken(file.path) or file.path == self.path:
            return False
        if self.path.rpartition("/")[0] == file.path.rpartition("/")[0]:
            return True
        return not self.folders.isdisjoint(file.names.imported)

    @property
    def folders(self) -> frozenset[bytes]:
        """The names of its folders by which others import what lies in them."""
        folders = {part for part in self.path.split("/")[:-1] if len(part) >= _SHORTEST}
        if spoken(self.path) in _PACKAGED:
            folders -= _USUAL
        return frozenset(part.encode("utf-8", "surrogateescape") for part in folders)

    def _is_called(self, words: frozenset[str]) -> bool:
        """Whether words name a module of JavaScript itself, as those do that call what it is."""
        module = self.module.decode("utf-8", "surrogateescape")
        return spoken(self.path) == "javascript" and module in words

    def _is_named(self, text: bytes) -> bool:
        """Whether a text names the file, as one does that reads it."""
        name, stem = self.told_by
        if name in text:
            return True
        quoted = rb"[\"'`/]" + re.escape(stem) + rb"[\"'`]"
        return bool(stem and re.search(quoted, text))

    @property
    def told_by(self) -> tuple[bytes, bytes]:
        """The file's name, and its name without an ending where that tells it; else nothing."""
        name = self.path.rpartition("/")[2]
        stem = name.partition(".")[0]
        told = stem if TELLING.search(stem) else ""
        return name.encode("utf-8", "surrogateescape"), told.encode("utf-8", "surrogateescape")


def special(words: frozenset[str]) -> frozenset[str]:
    """Return the methods of Python that functions among some words call."""
    return frozenset(f"__{word}__" for word in words & _SPECIAL)

"""Which tests reach code that changed: by the names that code goes by.

Only the files of the change set are known, so that a call is followed through them alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from touchline.rules.called import AFFIX, TELLING, is_about, spoken
from touchline.rules.filechange import FileChange
from touchline.syntax import Test

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

    def leads_from(self, file: FileChange, test: Test) -> bool:
        """Whether a test of a file reaches the change, by itself or through its file."""
        words = test.words | file.names.of_helpers(test.words) | _suite_words(test)
        return self.is_reached(file, words) or self.is_reached(file, file.names.of_fixtures(test))

    def is_reached(self, file: FileChange, words: frozenset[str]) -> bool:
        """Whether a test of these words in a file reaches the change."""
        language = spoken(self.path)
        if language == "python":
            words |= {f"__{word}__" for word in words & _SPECIAL}
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
        folders = {part for part in self.path.split("/")[:-1] if len(part) >= _SHORTEST}
        if mine in _PACKAGED:
            folders -= _USUAL
        if self.path.rpartition("/")[0] == file.path.rpartition("/")[0]:
            return True
        names = (part.encode("utf-8", "surrogateescape") for part in folders)
        return any(name in file.names.imported for name in names)

    def _is_called(self, words: frozenset[str]) -> bool:
        """Whether words name a module of JavaScript itself, as those do that call what it is."""
        module = self.module.decode("utf-8", "surrogateescape")
        return spoken(self.path) == "javascript" and module in words

    def _is_named(self, text: bytes) -> bool:
        """Whether a text names the file, as one does that reads it."""
        name = self.path.rpartition("/")[2]
        stem = name.partition(".")[0]
        if name.encode("utf-8", "surrogateescape") in text:
            return True
        quoted = rb"[\"'`/]" + re.escape(stem.encode("utf-8", "surrogateescape")) + rb"[\"'`]"
        return bool(TELLING.search(stem) and re.search(quoted, text))


def _suite_words(test: Test) -> frozenset[str]:
    """Return the names in those of a test's suites, which are often those of what is tested."""
    names = re.findall(r"[^\W\d]\w*", " ".join(test.path[:-1]))
    return frozenset(AFFIX.sub("", name) for name in names)

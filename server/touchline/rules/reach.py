"""Which tests reach code that changed: by the names that code goes by.

Only the files of the change set are known, so that a call is followed through them alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from touchline.rules.filechange import FileChange
from touchline.syntax import Facts, Test, language_of

_FOLDER_FILES = frozenset({"__init__", "__main__", "index", "mod", "lib", "main"})
_WORD = re.compile(rb"[A-Za-z_]\w+")
TELLING = re.compile(r"\w_\w|[a-z][A-Z]|^.{10,}$")
"""A name that hardly means another thing in another file: of several words, or long."""
_STRING = re.compile(r"[\"'`].*[\"'`]")
AFFIX = re.compile(r"^[Tt]ests?_?(?=\w)|[_-]?(?:[Tt]ests?|[Ss]pecs?)$")
_STEPS = 3
_SHORTEST = 3
_PACKAGED = frozenset({"python", "go", "rust", "java", "ruby"})
_USUAL = frozenset({"src", "lib", "main", "test", "tests", "java", "org", "com", "net", "pkg"})
"""Folders that name no package in languages that import by package."""

_SPECIAL = frozenset(
    {"repr", "str", "bytes", "len", "bool", "hash", "format", "iter", "next", "int", "float"}
)
"""Functions of Python that call a method of their argument by a special name."""


_ONE = {"typescript": "javascript", "tsx": "javascript"}
"""Languages that call each other by name."""


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
        imported = self.module in file.names.imported or _is_about(file.path, self.path)
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


def _is_about(test: str, path: str) -> bool:
    """Whether a test file is named after another one: ``test_cart.py``, ``CartTest.java``."""
    one, other = (path.rpartition("/")[2].partition(".")[0] for path in (test, path))
    return one != other and AFFIX.sub("", one) == other


def spoken(path: str) -> str | None:
    """Return the language of a file, one name for those that call each other by name."""
    language = language_of(path)
    return _ONE.get(language, language) if language else None


def changed_code(files: Sequence[FileChange], asked: Collection[str]) -> tuple[Changed, ...]:
    """Return what changed in each file, with the definitions that use what changed.

    ``asked`` holds the paths of those files on which a clause asks for work.
    """
    files = [file for file in files if _touches_product(file)]
    changed = {file.path: set(_changed(file)) for file in files}
    users = [(path, name, words) for file in files for path, name, words in _users(file)]
    for _ in range(_STEPS):
        names = {name for found in changed.values() for name in found}
        for path, name, words in users:
            if name not in changed[path] and not words.isdisjoint(names):
                changed[path].add(name)
    return tuple(
        Changed(f.path, module_of(f.path), frozenset(changed[f.path]), f.path in asked)
        for f in files
    )


def _users(file: FileChange) -> Iterable[tuple[str, str, frozenset[str]]]:
    for definition in file.after.whole.definitions:
        if not definition.is_product:
            continue
        span = definition.span
        words = _WORD.findall(file.after.content[span.start : span.end])
        name = definition.own_name
        yield file.path, name, frozenset(word.decode() for word in words)


def module_of(path: str) -> bytes:
    """Return the name by which other files import a file."""
    *folders, name = path.split("/")
    stem = name.partition(".")[0]
    return (folders[-1] if stem in _FOLDER_FILES and folders else stem).encode(
        "utf-8", "surrogateescape"
    )


def _changed(file: FileChange) -> Iterable[str]:
    """Yield the names of the definitions that changed, and of those that hold them."""
    places = list(_places(file))
    for facts in (file.before, file.after):
        lines = [(first, last) for where, first, last in places if where is facts]
        for definition in facts.definitions:
            span = definition.span
            at = bisect_left(lines, span.line, key=lambda line: line[1])
            if definition.is_product and at < len(lines) and lines[at][0] <= span.end_line:
                yield definition.own_name


def _places(file: FileChange) -> Iterable[tuple[Facts, int, int]]:
    """Yield the changed lines, first and last, that lie outside of the file's own tests."""
    before, after = _Tests(file.before), _Tests(file.after)
    for hunk in file.hunks:
        for tests, first, length in (
            (before, hunk.source_start, hunk.source_length),
            (after, hunk.target_start, hunk.target_length),
        ):
            last = first + length - 1
            if length and not tests.hold(first, last):
                yield tests.facts, first, last


class _Tests:
    """The lines of a file's own tests, to be found by line."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        inside = (one.span for one in facts.definitions if not one.is_product)
        spans = sorted((*inside, *(test.span for test in facts.tests)), key=lambda one: one.line)
        self._starts = [span.line for span in spans]
        self._ends = list(accumulate((span.end_line for span in spans), max))

    def hold(self, first: int, last: int) -> bool:
        """Whether lines lie in a test."""
        at = bisect_right(self._starts, first)
        return at > 0 and self._ends[at - 1] >= last


def added_strings(files: Sequence[FileChange]) -> str:
    """Return what product code newly says: strings of lines that were added outside of tests."""
    added = (
        line
        for file in files
        for facts, first, last in _places(file)
        if facts is file.after
        for line in facts.content.decode("utf-8", "replace").split("\n")[first - 1 : last]
    )
    return "\n".join(text for line in added for text in _STRING.findall(line))


def _touches_product(file: FileChange) -> bool:
    """Whether anything changed in a file outside of its own tests."""
    return any(hunk.whole_file for hunk in file.hunks) or any(True for _ in _places(file))

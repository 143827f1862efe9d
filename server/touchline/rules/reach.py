"""Which tests reach code that changed: by the names that code goes by.

Only the files of the change set are known, so that a call is followed through them alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from touchline.rules.filechange import FileChange
from touchline.syntax import Facts

_FOLDER_FILES = frozenset({"__init__", "__main__", "index", "mod", "lib", "main"})
_WORD = re.compile(rb"[A-Za-z_]\w+")
_TELLING = re.compile(r"\w_\w|[a-z][A-Z]|^.{10,}$")
"""A name that hardly means another thing in another file: of several words, or long."""
_STEPS = 3


@dataclass(frozen=True, slots=True)
class Changed:
    """A changed file: the name to import it by, and the names in it that lead to the change.

    No names: the change lies outside of all definitions, and whoever imports it is reached.
    """

    path: str
    module: bytes
    names: frozenset[str]

    def is_reached(self, file: FileChange, words: frozenset[str]) -> bool:
        """Whether a test of these words in a file reaches the change."""
        shared = self.names & words
        if file.path == self.path or self.module in file.imported:
            return not self.names or bool(shared)
        return any(_TELLING.search(name) for name in shared)


def changed_code(files: Sequence[FileChange]) -> tuple[Changed, ...]:
    """Return what changed in each file, with the definitions that use what changed."""
    files = [file for file in files if _touches_product(file)]
    changed = {file.path: set(_changed(file)) for file in files}
    users = [(path, name, words) for file in files for path, name, words in _users(file)]
    for _ in range(_STEPS):
        names = {name for found in changed.values() for name in found}
        for path, name, words in users:
            if name not in changed[path] and not words.isdisjoint(names):
                changed[path].add(name)
    return tuple(
        Changed(file.path, module_name(file), frozenset(changed[file.path])) for file in files
    )


def _users(file: FileChange) -> Iterable[tuple[str, str, frozenset[str]]]:
    for definition in file.after.definitions:
        if not definition.is_product:
            continue
        span = definition.span
        words = _WORD.findall(file.after.content[span.start : span.end])
        name = definition.name.rpartition(".")[2]
        yield file.path, name, frozenset(word.decode() for word in words)


def module_name(file: FileChange) -> bytes:
    """Return the name by which other files import a file."""
    *folders, name = file.path.split("/")
    stem = name.partition(".")[0]
    return (folders[-1] if stem in _FOLDER_FILES and folders else stem).encode()


def _changed(file: FileChange) -> Iterable[str]:
    """Yield the names of the definitions that changed, and of those that hold them."""
    for facts, first, last in _places(file):
        for definition in facts.definitions:
            span = definition.span
            if definition.is_product and span.line <= last and first <= span.end_line:
                yield definition.name.rpartition(".")[2]


def _places(file: FileChange) -> Iterable[tuple[Facts, int, int]]:
    """Yield the changed lines, first and last, that lie outside of the file's own tests."""
    for hunk in file.hunks:
        for facts, first, length in (
            (file.before, hunk.source_start, hunk.source_length),
            (file.after, hunk.target_start, hunk.target_length),
        ):
            last = first + length - 1
            tests = (one.span for one in facts.definitions if not one.is_product)
            if length and not any(one.line <= first and last <= one.end_line for one in tests):
                yield facts, first, last


def _touches_product(file: FileChange) -> bool:
    """Whether anything changed in a file outside of its own tests."""
    return any(hunk.whole_file for hunk in file.hunks) or any(True for _ in _places(file))

"""What went from the product in a change set, so that its tests may go with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from touchline.rules.filechange import FileChange
from touchline.rules.reach import module_of
from touchline.syntax import Test

_SHORT = 4
_LONG = 12


@dataclass(frozen=True, slots=True)
class Vanished:
    """Names that product code had before and has no more.

    ``words`` are any names, by the module that had them; ``definitions`` those of functions and
    classes; ``members`` pairs of a class and what is no longer defined in it; ``files`` the names
    of deleted files, without their endings, and of folders of such that have a telling name.
    """

    words: tuple[tuple[bytes, frozenset[str]], ...]
    definitions: frozenset[str]
    members: frozenset[tuple[str, str]]
    files: frozenset[str]

    def is_subject(self, file: FileChange, test: Test) -> bool:
        """Whether a test of a file is about something that vanished."""
        name = file.old_path.rpartition("/")[2].partition(".")[0]
        if name in self.files or not test.words.isdisjoint(self.definitions):
            return True
        if any(owner in test.words and member in test.words for owner, member in self.members):
            return True
        text = test.text.decode("utf-8", "replace")
        if any(re.search(rf"\b{re.escape(file)}\b", text) for file in self.files):
            return True
        said = frozenset[str]().union(*(one.words for one in test.assertions))
        return self.is_said(file, said, test)

    def is_said(self, file: FileChange, words: frozenset[str], test: Test) -> bool:
        """Whether words of a test, its variables aside, vanished from a module that it uses."""
        said = words - test.variables
        return any(
            module in file.imported and not said.isdisjoint(gone) for module, gone in self.words
        )


def vanished(files: Sequence[FileChange]) -> Vanished:
    """Find what vanished from files, none of which is a test."""
    words = frozenset[bytes]().union(*(file.product_words_after for file in files))
    before = {one.name for file in files for one in file.before.whole.definitions if one.is_product}
    after = {one.name for file in files for one in file.after.whole.definitions if one.is_product}
    gone = {name.rpartition(".")[2] for name in before - after}
    return Vanished(
        words=tuple((module_of(file.path), _gone(file, words)) for file in files),
        definitions=frozenset(n for n in gone if len(n) >= _SHORT and n.encode() not in words),
        members=frozenset(
            (parts[-2], parts[-1]) for name in before - after if len(parts := name.split(".")) > 1
        ),
        files=_deleted(files),
    )


def _gone(file: FileChange, left: frozenset[bytes]) -> frozenset[str]:
    return frozenset(
        word.decode() for word in file.product_words_before - left if len(word) >= _SHORT
    )


def _deleted(files: Sequence[FileChange]) -> frozenset[str]:
    gone = [f.old_path for f in files if f.change.after is None or f.old_path != f.path]
    left = {f.path.rpartition("/")[0] for f in files if f.change.after is not None}
    names = {path.rpartition("/")[2].partition(".")[0] for path in gone}
    folders = {path.rpartition("/")[0] for path in gone} - left
    names |= {name for folder in folders if len(name := folder.rpartition("/")[2]) >= _LONG}
    return frozenset(name for name in names if len(name) >= _SHORT)

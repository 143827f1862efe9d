"""What went from the product in a change set, so that its tests may go with it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from touchline.rules.called import AFFIX, TELLING, module_of, spoken
from touchline.rules.filechange import FileChange
from touchline.syntax import Assertion, Facts, Strength, Test

_K = TypeVar("_K")
_V = TypeVar("_V")

_SHORT = 4
"""Letters of a name that means something."""

_LONG = 12
"""Letters of the name of a folder that means something."""

_SHORTEST = 3
"""Letters of a file's name where it is asked for as such."""

_NOBODYS = frozenset(
    {"None", "True", "False", "null", "true", "false", "undefined", "self", "this", "super"}
    | {"await", "async", "yield", "return", "throw", "raise", "lambda", "else", "elif", "match"}
    | {"case", "Some", "Error", "Exception"}
)
"""Words of the languages: when code says one no longer, it is about nothing less than before."""
_RUN = re.compile(r"\w+")
"""Letters, digits and underscores that stand together."""

_QUOTED = re.compile(r"\"([^\"]+)\"")
"""A text in an assertion."""


@dataclass(frozen=True)
class Vanished:
    """Names that product code had before and has no more.

    ``words`` are any names, by the module that had them and its language; ``definitions`` those
    of functions and classes; ``members`` pairs of a class and what is no longer defined in it;
    ``files`` the names of deleted files, without their endings, and of folders of such that have
    a telling name; ``names`` those of all such files and folders, however short.
    """

    words: tuple[tuple[bytes, str | None, frozenset[str]], ...]
    definitions: frozenset[str]
    members: frozenset[tuple[str, str]]
    files: frozenset[str]
    names: frozenset[str]

    def is_subject(self, file: FileChange, test: Test) -> bool:
        """Whether a test of a file is about something that vanished."""
        name = _stem(file.old_path)
        if {name, AFFIX.sub("", name)} & self.files or not test.words.isdisjoint(self.definitions):
            return True
        members = (self._members[owner] for owner in test.words & self._members.keys())
        if not all(map(test.words.isdisjoint, members)):
            return True
        if self._names_file(test.text.decode("utf-8", "replace")):
            return True
        telling = frozenset(word for word in test.words if TELLING.search(word))
        stem = AFFIX.sub("", name).encode("utf-8", "surrogateescape")
        return self._is_gone(file, telling - test.variables, {stem}) or any(
            self.is_said(file, one, test) for one in test.assertions
        )

    def is_said(self, file: FileChange, assertion: Assertion, test: Test) -> bool:
        """Whether an assertion is about something that vanished from a module it uses.

        The test's variables aside. What it looks for may also be the name of a file.
        """
        if self._is_gone(file, assertion.words - test.variables):
            return True
        texts = _QUOTED.findall(assertion.normal) if self.names else []
        return assertion.strength is Strength.PATTERN and any(text in self.names for text in texts)

    def _is_gone(
        self, file: FileChange, words: frozenset[str], named: Collection[bytes] = ()
    ) -> bool:
        """Whether any word went from the modules that a file imports or is named after."""
        if self._gone.isdisjoint(words):  # else the imports of the whole file are read
            return False
        mine = spoken(file.path)
        used = file.names.imported.union(named) & self._modules.keys()
        return any(
            language in {mine, None} and not words.isdisjoint(gone)
            for module in used
            for language, gone in self._modules[module]
        )

    def _names_file(self, text: str) -> bool:
        """Whether a text names one of the files as a whole word."""
        return any(
            file == word or re.search(rf"\b{re.escape(file)}\b", text)
            for word in {*_RUN.findall(text), ""} & self._files.keys()
            for file in self._files[word]
        )

    @cached_property
    def _files(self) -> Mapping[str, Sequence[str]]:
        """The names of files by their first run of letters."""
        return _grouped(((_RUN.findall(file) or [""])[0], file) for file in self.files)

    @cached_property
    def _members(self) -> Mapping[str, Sequence[str]]:
        return _grouped(self.members)

    @cached_property
    def _gone(self) -> frozenset[str]:
        return frozenset[str]().union(*(gone for _, _, gone in self.words))

    @cached_property
    def _modules(self) -> Mapping[bytes, Sequence[tuple[str | None, frozenset[str]]]]:
        return _grouped((module, (language, gone)) for module, language, gone in self.words if gone)


def _grouped(pairs: Iterable[tuple[_K, _V]]) -> Mapping[_K, Sequence[_V]]:
    found: defaultdict[_K, list[_V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)


def vanished(files: Sequence[FileChange]) -> Vanished:
    """Find what vanished from files, none of which is a test."""
    words = frozenset[bytes]().union(*(file.product.words_after for file in files))
    lost = _lost(files)
    gone = {name.rpartition(".")[2] for name in lost}
    return Vanished(
        words=tuple((module_of(f.path), spoken(f.path), _gone(f, words)) for f in files),
        definitions=frozenset(n for n in gone if len(n) >= _SHORT and n.encode() not in words),
        members=frozenset(
            (parts[-2], parts[-1]) for name in lost if len(parts := name.split(".")) > 1
        ),
        files=_deleted(files, _SHORT, _LONG),
        names=_deleted(files, _SHORTEST, _SHORTEST),
    )


def _lost(files: Sequence[FileChange]) -> frozenset[str]:
    """Return the names of definitions that no file has any more.

    Where a file holds no tests, what stands outside of its changed pieces went nowhere.
    """
    before = frozenset(name for file in files for name in _names(_known(file.before)))
    if before <= {name for file in files for name in _names(_known(file.after))}:
        return frozenset()
    return before.difference(name for file in files for name in _names(file.after.whole))


def _known(facts: Facts) -> Facts:
    return facts.whole if facts.may_hold_tests else facts


def _names(facts: Facts) -> Iterator[str]:
    return (one.name for one in facts.definitions if one.is_product)


def _gone(file: FileChange, left: frozenset[bytes]) -> frozenset[str]:
    words = (word.decode() for word in file.product.words_before - left if len(word) >= _SHORT)
    return frozenset(words) - _NOBODYS


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def _deleted(files: Sequence[FileChange], file: int, folder: int) -> frozenset[str]:
    """Return the names of deleted files and their folders, of at least so many characters."""
    gone = [f.old_path for f in files if f.change.after is None or f.old_path != f.path]
    kept = {_stem(f.path) for f in files if f.change.after is not None}
    left = {f.path.rpartition("/")[0] for f in files if f.change.after is not None}
    names = {stem for path in gone if (stem := _stem(path)) not in kept}
    folders = {path.rpartition("/")[0] for path in gone} - left
    emptied = {path.rpartition("/")[2] for path in folders}
    return frozenset(
        name
        for found, least in ((names, file), (emptied, folder))
        for name in found
        if len(name) >= least
    )

"""The changed code that a clause asks for, to be asked which tests lead to it.

Many tests ask for much code: each is compared only with what it can lead to, by its imports, the
names that tell and the files that it names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property

from touchline.rules.called import AFFIX, TELLING, spoken
from touchline.rules.filechange import FileChange
from touchline.rules.holders import Holders
from touchline.rules.reach import Changed, special
from touchline.syntax import Test


class AskedCode:
    """Changed code; ``tests`` are the test files by path that ask for it."""

    def __init__(self, changed: Sequence[Changed], tests: Mapping[str, bytes]) -> None:
        self.changed = changed
        self._tests = tests

    def leads_from(self, file: FileChange, test: Test) -> bool:
        """Whether a test of a file reaches a change, by itself or through its file."""
        words = test.words | file.names.of_helpers(test.words) | _suite_words(test)
        return self._is_reached(file, words) or self._is_reached(file, file.names.of_fixtures(test))

    def is_around(self, file: FileChange) -> bool:
        """Whether a test file takes something from a folder in which a change lies."""
        language = spoken(file.path)
        folder = file.path.rpartition("/")[0]
        keys = [(language, part) for part in (folder, *file.names.imported)]
        return any(one.is_around(file) for key in keys for one in self._by.get(key, ()))

    def _is_reached(self, file: FileChange, words: frozenset[str]) -> bool:
        return any(one.is_reached(file, words) for one in self._near(file, words))

    def _near(self, file: FileChange, words: frozenset[str]) -> Iterator[Changed]:
        """Yield the changes that words in a test file can lead to."""
        language = spoken(file.path)
        stem = file.path.rpartition("/")[2].partition(".")[0]
        keys: list[Hashable] = [("path", file.path), ("stem", AFFIX.sub("", stem))]
        keys += [("module", module) for module in file.names.imported]
        keys += [("name", language, word) for word in words | special(words)]
        for key in keys:
            yield from self._by.get(key, ())
        yield from self._named.get(file.path, self._data)

    @cached_property
    def _by(self) -> Mapping[Hashable, Sequence[Changed]]:
        """The changes of code by what can lead there."""
        found: defaultdict[Hashable, list[Changed]] = defaultdict(list)
        for one in self.changed:
            for key in _keys(one):
                found[key].append(one)
        return dict(found)

    @cached_property
    def _data(self) -> list[Changed]:
        """The changes of files that are no code."""
        return [one for one in self.changed if spoken(one.path) is None]

    @cached_property
    def _named(self) -> Mapping[str, Sequence[Changed]]:
        """The changes of files that are no code and that each test file may name."""
        holders, paths = Holders(list(self._tests.values())), list(self._tests)
        found: dict[str, list[Changed]] = {path: [] for path in paths}
        for one in self._data:
            name, stem = one.told_by
            for number in {*holders.of(name), *(holders.of_words(stem) if stem else ())}:
                found[paths[number]].append(one)
        return found


def _keys(one: Changed) -> Iterator[Hashable]:
    """Yield what can lead to a change: an import, a name that tells, a folder, its test's name."""
    language = spoken(one.path)
    folder, _, name = one.path.rpartition("/")
    yield "path", one.path
    yield "stem", name.partition(".")[0]
    yield "module", one.module
    for word in one.names:
        if TELLING.search(word):
            yield "name", language, word
    yield language, folder
    for part in one.folders:
        yield language, part


def _suite_words(test: Test) -> frozenset[str]:
    """Return the names in those of a test's suites, which are often those of what is tested."""
    names = re.findall(r"[^\W\d]\w*", " ".join(test.path[:-1]))
    return frozenset(AFFIX.sub("", name) for name in names)

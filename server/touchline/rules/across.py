"""The change set as a whole: what is worked out once and shared by all rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from touchline.rules.filechange import FileChange
from touchline.rules.pairing import Pairing, pair_tests
from touchline.rules.reach import Changed, changed_code
from touchline.spec import EMPTY, Matcher
from touchline.syntax import Facts, Test

_PROSE = (".md", ".rst", ".txt", ".adoc", ".po", ".lock", ".svg")
_SHORT = 4
_SNAPSHOT = re.compile(
    r"(^|/)__snapshots__/|\.(snap|ambr|golden|approved\.\w+|snapshot)$|(^|/)(goldens?|snapshots)/"
)


class Across:
    """What can be said of all files together; one for a change set, shared by all rules."""

    def __init__(
        self,
        files: Iterable[FileChange],
        context: Mapping[str, bytes],
        matcher: Matcher | None = None,
    ) -> None:
        self.files: dict[str, FileChange] = {file.path: file for file in files}
        self.context = context
        self.matcher = matcher or Matcher(EMPTY)

    @cached_property
    def tests(self) -> Pairing:
        """Tests that left one file, paired with tests that came to another."""
        removed = [test for file in self.files.values() for test in file.tests.removed]
        added = [test for file in self.files.values() for test in file.tests.added]
        return (
            pair_tests(removed, added, ordered=False) if removed else Pairing((), (), tuple(added))
        )

    @cached_property
    def moves(self) -> dict[Test, Test]:
        """What became of tests that left one file for another."""
        return dict(self.tests.pairs)

    @cached_property
    def origins(self) -> dict[Test, Test]:
        """What tests that came to a file were in another."""
        return {new: old for old, new in self.tests.pairs}

    @cached_property
    def sources(self) -> dict[Test, str]:
        """The path in the baseline of the file from which each test came."""
        old = {test: f.old_path for f in self.files.values() for test in f.before.tests}
        return {new: old[test] for test, new in self.tests.pairs}

    @cached_property
    def homes(self) -> dict[Test, str]:
        """The path of the file of each test that is there now."""
        return {test: f.path for f in self.files.values() for test in f.after.tests}

    @cached_property
    def strays(self) -> dict[tuple[str, str], str]:
        """The path at which each test stands in a file that is not collected, by name and text."""
        return {
            (test.path[-1], test.normal): file.path
            for file in self.files.values()
            for test in file.after.strays
        }

    @cached_property
    def lost_assertions(self) -> Counter[str]:
        """Assertions, without form, of which there are fewer after than before."""
        after: Counter[str] = Counter()
        before: Counter[str] = Counter()
        for file in self.files.values():
            before.update(_assertions(file, "before"))
            after.update(_assertions(file, "after"))
        return before - after

    @cached_property
    def changed_code(self) -> tuple[Changed, ...]:
        """What changed in each file of product code, and what leads there."""
        return changed_code([file for file in self.files.values() if is_source(file)])

    @cached_property
    def added_text(self) -> str:
        """The lines that were added to files from which the results of tests can follow."""
        found = (
            hunk.added for file in self.files.values() if is_source(file) for hunk in file.hunks
        )
        return "".join(line for lines in found for line in lines)

    @cached_property
    def changes_source(self) -> bool:
        """Whether anything changed from which the results of tests can follow."""
        return any(is_source(file) for file in self.files.values())

    @cached_property
    def vanished_words(self) -> frozenset[str]:
        """Names that occurred in changed product code and occur in none of it now."""
        before = frozenset[bytes]().union(*(f.product_words_before for f in self._product))
        gone = before - self._product_words
        return frozenset(word.decode() for word in gone if len(word) >= _SHORT)

    @cached_property
    def vanished_definitions(self) -> frozenset[str]:
        """Functions, classes and modules of changed product code whose name occurs no more."""
        before = {name for f in self._product for name in _defined(f.before)}
        gone = {name for name in before if name.encode() not in self._product_words}
        return frozenset(name for name in gone if len(name) >= _SHORT) | self._deleted_modules()

    @cached_property
    def _product(self) -> list[FileChange]:
        return [f for f in self.files.values() if not f.is_test and _is_code(f)]

    @cached_property
    def _product_words(self) -> frozenset[bytes]:
        return frozenset[bytes]().union(*(f.product_words_after for f in self._product))

    def _deleted_modules(self) -> frozenset[str]:
        paths = (
            f.old_path
            for f in self.files.values()
            if not f.is_test and (f.change.after is None or f.old_path != f.path)
        )
        return frozenset(path.rpartition("/")[2].partition(".")[0] for path in paths)


def _assertions(file: FileChange, side: str) -> Iterable[str]:
    found = file.before if side == "before" else file.after
    for test in found.tests:
        yield from (assertion.normal for assertion in test.assertions)
    yield from (assertion.normal for assertion in found.assertions)


def _is_code(file: FileChange) -> bool:
    return not file.path.endswith(_PROSE)


def is_source(file: FileChange) -> bool:
    """Whether the results of tests can follow from a file: it holds no tests and no prose."""
    tests = file.before.tests or file.after.tests or is_snapshot(file.path)
    return not tests and _is_code(file)


def is_snapshot(path: str) -> bool:
    """Whether a file holds recorded output that tests compare with."""
    return bool(_SNAPSHOT.search(path))


def _defined(facts: Facts) -> Iterable[str]:
    return (definition.name.rpartition(".")[2] for definition in facts.definitions)

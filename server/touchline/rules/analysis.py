"""The change set seen as a whole: what rules may ask about other files.

Every question is recorded with its answer, so that whoever keeps a rule's findings knows when
they still hold: while all answers stay the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from touchline.rules.filechange import FileChange
from touchline.rules.pairing import Pairing, pair_tests
from touchline.syntax import Assertion, Facts, Test

_T = TypeVar("_T", bound=Hashable)
_PROSE = (".md", ".rst", ".txt", ".adoc", ".po", ".lock", ".svg")
_SHORT = 4
_FOLDER_FILES = frozenset({"__init__", "__main__", "index", "mod", "lib", "main"})
_SNAPSHOT = re.compile(
    r"(^|/)__snapshots__/|\.(snap|ambr|golden|approved\.\w+|snapshot)$|(^|/)(goldens?|snapshots)/"
)


class Across:
    """What can be said of all files together; one for a change set, shared by all rules."""

    def __init__(self, files: Iterable[FileChange], context: Mapping[str, bytes]) -> None:
        self.files: dict[str, FileChange] = {file.path: file for file in files}
        self.context = context

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
    def lost_assertions(self) -> Counter[str]:
        """Assertions, without form, of which there are fewer after than before."""
        after: Counter[str] = Counter()
        before: Counter[str] = Counter()
        for file in self.files.values():
            before.update(_assertions(file, "before"))
            after.update(_assertions(file, "after"))
        return before - after

    @cached_property
    def changed_names(self) -> frozenset[str]:
        """Names by which tests can reach product code that changed."""
        found = (_names(f) for f in self.files.values() if is_source(f) and not f.is_test)
        return frozenset[str]().union(*found)

    @cached_property
    def changes_source(self) -> bool:
        """Whether anything changed from which the results of tests can follow."""
        return any(is_source(file) for file in self.files.values())

    @cached_property
    def vanished_words(self) -> frozenset[str]:
        """Names that occurred in changed product code and occur in none of it now."""
        before = frozenset[bytes]().union(*(f.words_before for f in self._product))
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
        return frozenset[bytes]().union(*(f.words_after for f in self._product))

    def _deleted_modules(self) -> frozenset[str]:
        paths = (
            f.old_path
            for f in self.files.values()
            if not f.is_test and (f.change.after is None or f.old_path != f.path)
        )
        return frozenset(path.rpartition("/")[2].partition(".")[0] for path in paths)


class Analysis:
    """One rule's view of the change set while it looks at one file.

    It notes what was asked about other files. Findings that were made with its help hold for
    as long as ``holds`` says so.
    """

    def __init__(self, across: Across) -> None:
        self._across = across
        self._answers: dict[Hashable, tuple[Callable[[Across], Hashable], Hashable]] = {}

    def ask(self, question: Hashable, answer: Callable[[Across], _T]) -> _T:
        """Ask about other files. ``question`` names the answer: equal names, equal functions."""
        found = answer(self._across)
        self._answers[question] = (answer, found)
        return found

    def holds(self, across: Across) -> bool:
        """Whether every answer is the same in another state of the change set."""
        return all(answer(across) == found for answer, found in self._answers.values())

    def lost_its_subject(self, test: Test) -> bool:
        """Whether a test is about something that went from the product in the same change."""
        definitions = self.ask("definitions", lambda across: across.vanished_definitions)
        if not test.words.isdisjoint(definitions):
            return True
        said = frozenset[str]().union(*(one.words for one in test.assertions))
        return self._speaks_of_vanished(said, test)

    def is_moot(self, assertion: Assertion, test: Test) -> bool:
        """Whether an assertion of a test is about something that went from the product."""
        return self._speaks_of_vanished(assertion.words, test)

    def _speaks_of_vanished(self, words: frozenset[str], test: Test) -> bool:
        vanished = self.ask("words", lambda across: across.vanished_words)
        return bool((words & vanished) - test.variables)

    def moved_to(self, test: Test) -> tuple[str, Test] | None:
        """Return the file and the test that a test, gone from its own file, became."""
        return self.ask(("moved", test), lambda across: _moved(across, test))

    @property
    def changes_source(self) -> bool:
        """Whether anything changed from which the results of tests can follow."""
        return self.ask("source", lambda across: across.changes_source)

    def reaches_change(self, file: FileChange) -> bool:
        """Whether the tests of a file name product code that changed, or can't but use it."""
        names = self.ask("changed names", lambda across: across.changed_names)
        return any(name.encode() in file.words_after for name in names)

    def came_from(self, test: Test) -> Test | None:
        """Return the test of another file that a test, new in its own file, was before."""
        return self.ask(("came", test), lambda across: across.origins.get(test))

    def came_from_path(self, test: Test) -> str:
        """Return the path in the baseline of the file that a test came from; "" for none."""
        return self.ask(("came from", test), lambda across: across.sources.get(test, ""))

    def is_lost(self, assertion: str) -> bool:
        """Whether an assertion, without form, stands in fewer places than before."""
        return self.ask(("lost", assertion), lambda across: across.lost_assertions[assertion] > 0)


def _moved(across: Across, test: Test) -> tuple[str, Test] | None:
    new = across.moves.get(test)
    return (across.homes[new], new) if new else None


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


def _names(file: FileChange) -> Iterable[str]:
    """Yield the names of a module and of all that is defined in it, before and after."""
    *folders, name = file.path.split("/")
    yield name.partition(".")[0]
    if name.partition(".")[0] in _FOLDER_FILES:
        yield from folders[-1:]
    for definition in (*file.before.definitions, *file.after.definitions):
        yield definition.name.rpartition(".")[2]


def _defined(facts: Facts) -> Iterable[str]:
    return (definition.name.rpartition(".")[2] for definition in facts.definitions)

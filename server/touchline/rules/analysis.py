"""The change set seen as a whole: what rules may ask about other files.

Every question is recorded with its answer, so that whoever keeps a rule's findings knows when
they still hold: while all answers stay the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from touchline.rules.filechange import FileChange
from touchline.rules.pairing import Pairing, pair_tests
from touchline.syntax import Test

_T = TypeVar("_T", bound=Hashable)
_PROSE = (".md", ".rst", ".txt", ".adoc", ".po", ".lock", ".svg")
_SHORT = 4


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
        return pair_tests(removed, added) if removed else Pairing((), (), tuple(added))

    @cached_property
    def moves(self) -> dict[Test, Test]:
        """What became of tests that left one file for another."""
        return dict(self.tests.pairs)

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
    def vanished_words(self) -> frozenset[str]:
        """Names that occurred in changed product code and occur in none of it now."""
        product = [f for f in self.files.values() if not f.is_test and _is_code(f)]
        before = frozenset[bytes]().union(*(f.words_before for f in product))
        after = frozenset[bytes]().union(*(f.words_after for f in product))
        gone = (word.decode() for word in before - after if len(word) >= _SHORT)
        return frozenset(gone) | self._deleted_modules()

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

    @property
    def vanished_words(self) -> frozenset[str]:
        """Names that occurred in changed product code and occur in none of it now."""
        return self.ask("vanished words", lambda across: across.vanished_words)

    def moved_to(self, test: Test) -> tuple[str, Test] | None:
        """Return the file and the test that a test, gone from its own file, became."""
        return self.ask(("moved", test), lambda across: _moved(across, test))

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

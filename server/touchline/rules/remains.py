"""What of the tests that went is left anywhere: themselves, their assertions, their texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from touchline.rules.filechange import FileChange
from touchline.rules.holders import Holders
from touchline.rules.pairing import pair_by
from touchline.rules.went import Went
from touchline.syntax import Assertion, Facts, Test


class Remains:
    """The changed files, and the test files around them, asked for what went from one place."""

    def __init__(self, files: Mapping[str, FileChange], test_files: Sequence[FileChange]) -> None:
        self._files = files
        self._test_files = test_files

    def is_double(self, path: str, test: Test) -> bool:
        """Whether a test, gone from a file, stands word for word in another that is there now."""
        homes = self._namesakes.get((test.path[-1], test.normal), set[str]())
        return bool(test.assertions) and not homes <= {path}

    @cached_property
    def _namesakes(self) -> Mapping[tuple[str, str], set[str]]:
        """Where tests stand now that go by the name of one that went, by name and text."""
        went = Went(self._files.values())
        files = (
            file for file in self._test_files if file.path in self._files or went.may_stand_in(file)
        )
        found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for file in files:
            for one in file.after.whole.tests:
                if one.path[-1] in went.names:
                    found[one.path[-1], one.normal].add(file.path)
        return found

    def keeps(self, text: bytes) -> bool:
        """Whether text stands as often in the changed test files as before."""
        before, after = (
            sum(texts[number].count(text) for number in holders.of(text))
            for texts, holders in self._texts
        )
        return after >= before

    @cached_property
    def _texts(self) -> tuple[tuple[Sequence[bytes], Holders], ...]:
        """The changed test files, before and after."""
        changes = [file.change for file in self._files.values() if file.holds_tests]
        sides = [one.before or b"" for one in changes], [one.after or b"" for one in changes]
        return tuple((side, Holders(side)) for side in sides)

    def is_lost(self, assertion: str) -> bool:
        """Whether an assertion, without form, stands in fewer places than before."""
        return self._lost[assertion] > 0

    @cached_property
    def _lost(self) -> Counter[str]:
        """Assertions, without form, of which there are fewer after than before."""
        before = [one for file in self._files.values() for one in _assertions(file.before)]
        after = [one for file in self._files.values() for one in _assertions(file.after)]
        _, gone, come = pair_by(lambda one: one.text, before, after)
        return Counter(one.normal for one in gone) - Counter(one.normal for one in come)


def _assertions(facts: Facts) -> Iterable[Assertion]:
    """Yield all assertions, in tests and outside of them."""
    for test in facts.tests:
        yield from test.assertions
    yield from facts.assertions

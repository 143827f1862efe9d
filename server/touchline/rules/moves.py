"""Where tests of a change set went, from one file to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property

from touchline.rules.filechange import FileChange
from touchline.rules.pairing import Pairing, pair_tests
from touchline.rules.went import Went
from touchline.syntax import Test, is_test_path


class Moves:
    """The tests that left a file, and those that came to one."""

    def __init__(self, files: Collection[FileChange]) -> None:
        self._files = files
        self._places: dict[str, Mapping[str, frozenset[str]]] = {}

    def end_of(self, test: Test) -> tuple[str, Test] | None:
        """Return the path and the test that a test, gone from its own file, became in another."""
        new = self._ends.get(test)
        return (self._homes[new], new) if new else None

    def origin_of(self, test: Test) -> Test | None:
        """Return the test of another file that a test, new in its own file, was before."""
        return self._origins.get(test)

    def source_of(self, test: Test) -> str:
        """Return the path in the baseline of the file that a test came from; "" for none."""
        return self._sources.get(test, "")

    def stray_of(self, name: str, normal: str) -> str:
        """Return where a test that went stands, told by name and text, and is not collected."""
        return self._strays.get((name, normal), "")

    def stands_elsewhere(self, path: str, test: Test) -> bool:
        """Whether a test of the version before of a file came to another file as it was."""
        if self._arrived.get(test.path[-1], {}).keys() <= {path}:
            return False
        return not self._arrived_as(test.path[-1]).get(test.normal, frozenset()) <= {path}

    @cached_property
    def _pairing(self) -> Pairing:
        """Tests that left one file, paired with tests that came to another.

        Not with those: tests that stand as they were where another test was rewritten.
        """
        left = ((file.path, test) for file in self._files for test in file.tests.removed)
        removed = [test for path, test in left if not self._was_put(path, test)]
        added = [test for file in self._files for test in file.tests.added]
        if not removed:
            return Pairing((), (), tuple(added))
        return pair_tests(removed, added, ordered=False)

    def _was_put(self, path: str, test: Test) -> bool:
        """Whether a test stands as it was in another file, in the place of one that is no more."""
        if not self.stands_elsewhere(path, test):
            return False
        places = self._arrived.get(test.path[-1], {}).items()
        return not any(
            one.normal == test.normal and one in self._homes
            for place, tests in places
            if place != path
            for one in tests
        )

    @cached_property
    def _ends(self) -> dict[Test, Test]:
        return dict(self._pairing.pairs)

    @cached_property
    def _origins(self) -> dict[Test, Test]:
        return {new: old for old, new in self._pairing.pairs}

    @cached_property
    def _sources(self) -> dict[Test, str]:
        old = {test: file.old_path for file in self._files for test in file.tests.removed}
        return {new: old[test] for test, new in self._pairing.pairs}

    @cached_property
    def _homes(self) -> dict[Test, str]:
        """The path of the file of each test that is there now."""
        return {test: file.path for file in self._files for test in file.tests.added}

    @cached_property
    def _arrived(self) -> dict[str, dict[str, tuple[Test, ...]]]:
        """The tests that did not stand so in their file before, by name and path."""
        found: defaultdict[str, defaultdict[str, list[Test]]] = defaultdict(
            lambda: defaultdict(list[Test])
        )
        for file in self._files:
            altered = (new for old, new in file.tests.pairs if old.text != new.text)
            for test in (*altered, *file.tests.added):
                found[test.path[-1]][file.path].append(test)
        return {
            name: {path: tuple(tests) for path, tests in places.items()}
            for name, places in found.items()
        }

    def _arrived_as(self, name: str) -> Mapping[str, frozenset[str]]:
        """Return where tests of a name came to, by their text without form."""
        if name not in self._places:
            places: defaultdict[str, set[str]] = defaultdict(set)
            for path, tests in self._arrived.get(name, {}).items():
                for test in tests:
                    places[test.normal].add(path)
            self._places[name] = {text: frozenset(paths) for text, paths in places.items()}
        return self._places[name]

    @cached_property
    def _strays(self) -> dict[tuple[str, str], str]:
        """The paths of files that are not collected and hold tests that went, by name and text."""
        went = Went(self._files)
        loose = [file for file in self._files if not is_test_path(file.path)]
        return {
            (test.path[-1], test.normal): file.path
            for file in loose
            if went.may_stand_in(file)
            for test in file.after.whole.strays
            if test.path[-1] in went.names
        }

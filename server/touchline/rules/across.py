"""The change set as a whole: what is worked out once and shared by all rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from touchline.rules.filechange import FileChange
from touchline.rules.pairing import Pairing, pair_by, pair_tests
from touchline.rules.reach import Changed, changed_code
from touchline.rules.samples import Samples, read_samples
from touchline.rules.vanished import Vanished, vanished
from touchline.spec import EMPTY, Matcher
from touchline.syntax import Assertion, Facts, Test

_PROSE = (".md", ".rst", ".txt", ".adoc", ".po", ".lock", ".svg")
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
    def samples(self) -> Samples:
        """The examples in tests that changed and in what stands around the change set."""
        tests = ((f.path, f.change.after or b"") for f in self.files.values() if f.is_test)
        return read_samples((*self.context.items(), *tests))

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
        before = [one for file in self.files.values() for one in _assertions(file.before)]
        after = [one for file in self.files.values() for one in _assertions(file.after)]
        _, gone, come = pair_by(lambda one: one.text, before, after)
        return Counter(one.normal for one in gone) - Counter(one.normal for one in come)

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
    def vanished(self) -> Vanished:
        """What went from everything that is not a test."""
        files = self.files.values()
        return vanished([f for f in files if not _is_of_tests(f) and _is_code(f)])

    def keeps(self, text: bytes) -> bool:
        """Whether text stands as often in the changed test files as before."""
        files = [file for file in self.files.values() if _holds_tests(file)]
        before = sum((file.change.before or b"").count(text) for file in files)
        return sum((file.change.after or b"").count(text) for file in files) >= before


def _assertions(facts: Facts) -> Iterable[Assertion]:
    for test in facts.tests:
        yield from test.assertions
    yield from facts.assertions


def _is_code(file: FileChange) -> bool:
    return not file.path.endswith(_PROSE)


def is_source(file: FileChange) -> bool:
    """Whether the results of tests can follow from a file: it holds no tests and no prose."""
    return _is_code(file) and not _is_of_tests(file) and not is_snapshot(file.path)


def _is_of_tests(file: FileChange) -> bool:
    """Whether a file is there for its tests, as opposed to product code with tests inside."""
    return file.is_test and _holds_tests(file)


def _holds_tests(file: FileChange) -> bool:
    return bool(file.before.tests or file.after.tests)


def is_snapshot(path: str) -> bool:
    """Whether a file holds recorded output that tests compare with."""
    return bool(_SNAPSHOT.search(path))

"""The change set as a whole: what is worked out once and shared by all rules."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from touchline.rules.asked import is_asked_for
from touchline.rules.changed_code import added_strings, changed_code
from touchline.rules.examples import answers_of
from touchline.rules.filechange import FileChange, Holds
from touchline.rules.handed_out import Expected, expected_of
from touchline.rules.literals import Run
from touchline.rules.pairing import Pairing, pair_by, pair_tests
from touchline.rules.reach import Changed
from touchline.rules.recordings import Recording, is_snapshot
from touchline.rules.samples import Samples, may_show, read_samples
from touchline.rules.vanished import Vanished, vanished
from touchline.spec import EMPTY, Matcher
from touchline.syntax import Assertion, Facts, Test, is_test_path

_CHECKER = re.compile(r"(?i)(?:verif|check|grad(?:er|ing)|judge|eval)[^/]*\.\w+$")
_PROSE = (".md", ".rst", ".txt", ".adoc", ".po", ".lock", ".svg")


class Across:
    """What can be said of all files together; one for a change set, shared by all rules."""

    def __init__(
        self,
        files: Iterable[FileChange],
        context: Mapping[str, bytes],
        matcher: Matcher | None = None,
        around: Callable[[], Mapping[str, bytes]] | None = None,
    ) -> None:
        self.files: dict[str, FileChange] = {file.path: file for file in files}
        self._context = context
        self._around = around
        self.matcher = matcher or Matcher(EMPTY)
        self._answers: dict[str, frozenset[Run]] = {}
        self._places: dict[str, Mapping[str, frozenset[str]]] = {}

    @cached_property
    def context(self) -> Mapping[str, bytes]:
        """Files that did not change, the task among them; read when a rule first asks."""
        return {**(self._around() if self._around else {}), **self._context}

    @cached_property
    def may_show_answers(self) -> bool:
        """Whether anything can show what code is to answer: tests, or a file around."""
        if self._around or any(Holds.TESTS in file.holds for file in self.files.values()):
            return True
        return any(may_show(path, content) for path, content in self._context.items())

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
        """The examples in what stands around the change set, and in tests as they were."""
        tests = ((f.path, f.change.before or b"") for f in self.files.values() if f.is_test)
        inner = ((f.path, _inline(f)) for f in self.files.values() if not f.is_test)
        return read_samples((*self.context.items(), *tests, *inner))

    @cached_property
    def new_samples(self) -> Samples:
        """The examples in the tests that changed, as they are now."""
        tests = ((f.path, f.change.after or b"") for f in self.files.values() if f.is_test)
        return read_samples(tests)

    @cached_property
    def expected(self) -> Expected:
        """What the tests around the change set, and those in it as they were, expect."""
        return Expected(tuple(expected_of(file.before.whole) for file in self.test_files))

    def answers_of(self, name: str) -> frozenset[Run]:
        """Return what tests, as they were, and what verifies the code expect of a function."""
        if name not in self._answers:
            self._answers[name] = answers_of(name, self._checkers)
        return self._answers[name]

    @cached_property
    def _checkers(self) -> tuple[FileChange, ...]:
        """The test files, and what else around the change set is named after a check."""
        others = (p for p in self.context if _CHECKER.search(p) and not is_test_path(p))
        return (*self.test_files, *(FileChange.unchanged(p, self.context[p]) for p in others))

    @cached_property
    def test_names(self) -> frozenset[str]:
        """The names of the tests, as they were, without their suites."""
        return frozenset(
            test.path[-1] for file in self.test_files for test in file.before.whole.tests
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
        old = {test: f.old_path for f in self.files.values() for test in f.tests.removed}
        return {new: old[test] for test, new in self.tests.pairs}

    @cached_property
    def homes(self) -> dict[Test, str]:
        """The path of the file of each test that is there now."""
        return {test: f.path for f in self.files.values() for test in f.tests.added}

    @cached_property
    def arrived(self) -> dict[str, dict[str, tuple[Test, ...]]]:
        """The tests that did not stand so in their file before, by name and path."""
        found: defaultdict[str, defaultdict[str, list[Test]]] = defaultdict(
            lambda: defaultdict(list[Test])
        )
        for file in self.files.values():
            altered = (new for old, new in file.tests.pairs if old.text != new.text)
            for test in (*altered, *file.tests.added):
                found[test.path[-1]][file.path].append(test)
        return {
            name: {path: tuple(tests) for path, tests in places.items()}
            for name, places in found.items()
        }

    def stands_elsewhere(self, path: str, test: Test) -> bool:
        """Whether a test of the version before of a file came to another file as it was."""
        if self.arrived.get(test.path[-1], {}).keys() <= {path}:
            return False
        return not self._arrived_as(test.path[-1]).get(test.normal, frozenset()) <= {path}

    def _arrived_as(self, name: str) -> Mapping[str, frozenset[str]]:
        """Return where tests of a name came to, by their text without form."""
        if name not in self._places:
            places: defaultdict[str, set[str]] = defaultdict(set)
            for path, tests in self.arrived.get(name, {}).items():
                for test in tests:
                    places[test.normal].add(path)
            self._places[name] = {text: frozenset(paths) for text, paths in places.items()}
        return self._places[name]

    @cached_property
    def strays(self) -> dict[tuple[str, str], str]:
        """The path at which a test that went stands in a file that is not collected, by name
        and text.
        """
        gone = {test.path[-1] for file in self.files.values() for test in file.tests.removed}
        names = [name.encode("utf-8", "surrogateescape") for name in gone]
        loose = [file for file in self.files.values() if not is_test_path(file.path)]
        return {
            (test.path[-1], test.normal): file.path
            for file in loose
            if any(map((file.change.after or b"").__contains__, names))
            for test in file.after.whole.strays
            if test.path[-1] in gone
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
        sources = [file for file in self.files.values() if is_source(file)]
        return changed_code(sources, {file.path for file in self.asked_for})

    @cached_property
    def added_text(self) -> str:
        """What files from which the results of tests can follow say since this change."""
        return added_strings(self.asked_for)

    @cached_property
    def asked_for(self) -> tuple[FileChange, ...]:
        """The files from which the results of tests can follow, and that a clause asks for."""
        sources = (file for file in self.files.values() if is_source(file))
        return tuple(file for file in sources if is_asked_for(file, self.matcher))

    @cached_property
    def test_files(self) -> tuple[FileChange, ...]:
        """The test files that changed, and those that are known from around the change set."""
        around = (p for p in self.context if is_test_path(p) and p not in self.files)
        kept = (FileChange.unchanged(path, self.context[path]) for path in around)
        return (*(file for file in self.files.values() if file.holds_tests), *kept)

    def explains(self, recording: Recording) -> bool:
        """Whether the output that a file records may be another one now.

        So it may where a test that reads the file reaches code that changed and is asked for;
        where no such test is known, by any such code.
        """
        readers = [
            (f, t) for f in self.test_files for t in f.after.whole.tests if recording.is_of(f, t)
        ]
        asked = [one for one in self.changed_code if one.asked]
        if not readers:
            return bool(asked)
        return any(one.leads_from(file, test) for one in asked for file, test in readers)

    @cached_property
    def vanished(self) -> Vanished:
        """What went from everything that is not a test."""
        return vanished(self._product)

    def is_unsaid(self, text: str) -> bool:
        """Whether the product said a text before and says it no more."""
        said = text.encode("utf-8", "surrogateescape")
        if not any(said in file.product.before for file in self._product):
            return False
        return not any(said in file.product.after for file in self._product)

    @cached_property
    def _product(self) -> list[FileChange]:
        """The files that hold no tests and no prose."""
        return [f for f in self.files.values() if not _is_of_tests(f) and _is_code(f)]

    def is_double(self, path: str, test: Test) -> bool:
        """Whether a test, gone from a file, stands word for word in another that is there now."""
        homes = self._namesakes.get((test.path[-1], test.normal), set[str]())
        return bool(test.assertions) and not homes <= {path}

    @cached_property
    def _namesakes(self) -> Mapping[tuple[str, str], set[str]]:
        """Where tests stand now that go by the name of one that went, by name and text."""
        gone = {test.path[-1] for f in self.files.values() for test in f.tests.removed}
        names = [name.encode("utf-8", "surrogateescape") for name in gone]
        files = (
            file
            for file in self.test_files
            if file.path in self.files or any(map((file.change.after or b"").__contains__, names))
        )
        found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for file in files:
            for one in file.after.whole.tests:
                if one.path[-1] in gone:
                    found[one.path[-1], one.normal].add(file.path)
        return found

    def keeps(self, text: bytes) -> bool:
        """Whether text stands as often in the changed test files as before."""
        files = [file for file in self.files.values() if file.holds_tests]
        before = sum((file.change.before or b"").count(text) for file in files)
        return sum((file.change.after or b"").count(text) for file in files) >= before


def _inline(file: FileChange) -> bytes:
    """Return the tests of the version before of a file of product code."""
    found = file.before.whole
    return b"\n".join(test.text for test in found.tests) if found.may_hold_tests else b""


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
    return file.is_test and file.holds_tests

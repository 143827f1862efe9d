"""The files that check the product: tests, and what else around is named after a check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from touchline.rules.examples import answers_of
from touchline.rules.filechange import FileChange, Holds
from touchline.rules.handed_out import Expected, expected_of
from touchline.rules.holders import Holders
from touchline.rules.literals import Run
from touchline.syntax import Test, is_test_path

_CHECKER = re.compile(r"(?i)(?:verif|check|grad(?:er|ing)|judge|eval)[^/]*\.\w+$")
"""The name of a file that verifies code, though it is no test."""


class Checkers:
    """The changed files and those around them, asked for what they check, and how."""

    def __init__(self, files: Mapping[str, FileChange], context: Mapping[str, bytes]) -> None:
        self._files = files
        self._context = context

    @cached_property
    def test_files(self) -> tuple[FileChange, ...]:
        """The test files that changed, and those that are known from around the change set."""
        return tuple(filter(self._checks_code, self._may_test))

    @cached_property
    def expected(self) -> Expected:
        """What tests and verifiers around the change set, and those in it as they were, expect."""
        checkers = filter(self._checks_code, self._may_check)
        return Expected(tuple(expected_of(file.before.whole) for file in checkers))

    @cached_property
    def test_names(self) -> str:
        """The names of the tests, as they were, without their suites; each ends a line."""
        tests = (test for file in self.test_files for test in file.before.whole.tests)
        return "\n".join(test.path[-1] for test in tests)

    def answers_of(self, name: str) -> frozenset[Run]:
        """Return what tests, as they were, and what verifies the code expect of a function."""
        named = self._holders.of_words(name.encode("utf-8", "surrogateescape"))
        files = (self._may_check[number] for number in named)
        return answers_of(name, filter(self._checks_code, files))

    def tests_with(self, name: str) -> Iterator[Test]:
        """Yield the tests, as they were, of the files in which a name stands."""
        known = self._holders.of(name.encode("utf-8", "surrogateescape"))
        for number in sorted(known):
            if number < len(self._may_test):  # what else checks comes after them
                yield from self._may_test[number].before.whole.tests

    def _checks_code(self, file: FileChange) -> bool:
        return self._files.get(file.path) is not file or file.holds_tests

    @cached_property
    def _may_test(self) -> tuple[FileChange, ...]:
        """The files of which `test_files` are some, told without a parse."""
        around = (p for p in self._context if is_test_path(p) and p not in self._files)
        kept = (FileChange.unchanged(path, self._context[path]) for path in around)
        return (*(f for f in self._files.values() if Holds.TESTS in f.holds), *kept)

    @cached_property
    def _may_check(self) -> tuple[FileChange, ...]:
        """The files that may hold tests, and what else around is named after a check."""
        others = (p for p in self._context if _CHECKER.search(p) and not is_test_path(p))
        return (*self._may_test, *(FileChange.unchanged(p, self._context[p]) for p in others))

    @cached_property
    def _holders(self) -> Holders:
        return Holders([file.change.before or b"" for file in self._may_check])

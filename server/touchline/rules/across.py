"""The change set as a whole: what is worked out once and shared by all rules."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar, cast

from touchline.rules.asked import is_asked_for
from touchline.rules.asked_code import AskedCode
from touchline.rules.changed_code import added_strings, changed_code
from touchline.rules.checkers import Checkers
from touchline.rules.filechange import FileChange, Holds
from touchline.rules.literals import Run
from touchline.rules.moves import Moves
from touchline.rules.reach import Changed
from touchline.rules.recordings import Readers, Recording
from touchline.rules.remains import Remains
from touchline.rules.samples import Samples, may_show, read_outputs, read_samples
from touchline.rules.sayings import Sayings
from touchline.rules.sources import is_product, is_source
from touchline.rules.vanished import Vanished, vanished
from touchline.spec import EMPTY, Matcher

_T = TypeVar("_T", bound=Hashable)


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
        self._answers: dict[Hashable, Hashable] = {}
        self.moves = Moves(self.files.values())

    def answer(self, question: Hashable, answer: Callable[[Across], _T]) -> _T:
        """Answer a question once for all who ask it; equal questions have equal functions."""
        if question not in self._answers:
            self._answers[question] = answer(self)
        return cast("_T", self._answers[question])

    def stands(
        self, question: Hashable, answer: Callable[[Across], Hashable], found: Hashable
    ) -> bool:
        """Whether the answer is the one that was found in another state of the change set."""
        now = self.answer(question, answer)
        if now is found:
            return True
        if now != found:
            return False
        self._answers[question] = found  # so that whoever asks next need not compare
        return True

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
    def outputs(self) -> tuple[Run, ...]:
        """What programs are to print for the samples around the change set."""
        return read_outputs(self.context.items())

    @cached_property
    def checkers(self) -> Checkers:
        """What of the files, and of those around them, checks the product."""
        return Checkers(self.files, self.context)

    @cached_property
    def remains(self) -> Remains:
        """What is left of the tests that went, in the changed files and around them."""
        return Remains(self.files, self.checkers.test_files)

    @cached_property
    def changed_code(self) -> tuple[Changed, ...]:
        """What changed in each file of product code, and what leads there."""
        sources = [file for file in self.files.values() if is_source(file)]
        return changed_code(sources, {file.path for file in self.asked_for})

    @cached_property
    def asked_code(self) -> AskedCode:
        """What of that a clause asks for."""
        tests = {file.path: file.change.after or b"" for file in self.checkers.test_files}
        return AskedCode([one for one in self.changed_code if one.asked], tests)

    @cached_property
    def added_text(self) -> str:
        """What files from which the results of tests can follow say since this change."""
        return added_strings(self.asked_for)

    @cached_property
    def asked_for(self) -> tuple[FileChange, ...]:
        """The files from which the results of tests can follow, and that a clause asks for."""
        sources = (file for file in self.files.values() if is_source(file))
        return tuple(file for file in sources if is_asked_for(file, self.matcher))

    def explains(self, recording: Recording) -> bool:
        """Whether the output that a file records may be another one now.

        So it may where a test that reads the file reaches code that changed and is asked for;
        where no such test is known, by any such code.
        """
        readers = [
            (f, t)
            for f in (self.checkers.test_files[number] for number in self._readers.of(recording))
            for t in f.after.whole.tests
            if recording.is_of(f, t)
        ]
        if not readers:
            return bool(self.asked_code.changed)
        return any(self.asked_code.leads_from(file, test) for file, test in readers)

    @cached_property
    def _readers(self) -> Readers:
        return Readers(self.checkers.test_files)

    @cached_property
    def vanished(self) -> Vanished:
        """What went from everything that is not a test."""
        return vanished(self._product)

    @cached_property
    def sayings(self) -> Sayings:
        """What the product says, and said before."""
        return Sayings(self._product)

    @cached_property
    def _product(self) -> list[FileChange]:
        """The files that hold no tests and no prose."""
        return [file for file in self.files.values() if is_product(file)]


def _inline(file: FileChange) -> bytes:
    """Return the tests of the version before of a file of product code."""
    found = file.before.whole
    return b"\n".join(test.text for test in found.tests) if found.may_hold_tests else b""

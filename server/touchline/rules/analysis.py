"""What a rule may ask about the other files of the change set.

Every question is recorded with its answer, so that whoever keeps a rule's findings knows when
they still hold: while all answers stay the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from typing import TypeVar

from touchline.rules.across import Across
from touchline.rules.asked import speaks_of_test
from touchline.rules.filechange import FileChange
from touchline.rules.literals import Run
from touchline.rules.recordings import Recording
from touchline.rules.vanished import Vanished
from touchline.spec import Matcher
from touchline.syntax import Assertion, Test

_T = TypeVar("_T", bound=Hashable)
_TEXT = re.compile(r"\"([^\"]{8,})\"")
"""A text that is long enough to be known again in the product."""

_NUMBERED = re.compile(r"\d")
"""A text into which numbers may be filled."""

_WORDS = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){2,}")
"""What a text says but for the numbers that are filled into it: three words at least."""


class Analysis:
    """One rule's view of the change set while it looks at one file.

    It notes what was asked about other files. Findings that were made with its help hold for
    as long as ``holds`` says so.
    """

    def __init__(self, across: Across) -> None:
        self._across = across
        self._answers: dict[Hashable, tuple[Callable[[Across], Hashable], Hashable]] = {}

    @property
    def matcher(self) -> Matcher:
        """The clauses in force. They stay the same for as long as findings are kept."""
        return self._across.matcher

    def ask(self, question: Hashable, answer: Callable[[Across], _T]) -> _T:
        """Ask about other files. ``question`` names the answer: equal names, equal functions,
        whoever asks.
        """
        found = self._across.answer(question, answer)
        self._answers[question] = (answer, found)
        return found

    @property
    def is_open(self) -> bool:
        """Whether anything was asked, so that findings may hold for a while only."""
        return bool(self._answers)

    def holds(self, across: Across) -> bool:
        """Whether every answer is the same in another state of the change set."""
        if across is self._across:
            return True
        asked = self._answers.items()
        return all(across.stands(question, *known) for question, known in asked)

    def lost_its_subject(self, file: FileChange, test: Test) -> bool:
        """Whether a test of a file is about something that went from the product."""
        return self._vanished.is_subject(file, test)

    def is_moot(self, file: FileChange, assertion: Assertion, test: Test) -> bool:
        """Whether an assertion of a test is about something that went from the product."""
        return self._vanished.is_said(file, assertion, test)

    def is_unsaid(self, assertion: Assertion) -> bool:
        """Whether an assertion looks for a text that the product said before and says no more."""
        texts = _TEXT.findall(assertion.normal)
        texts += [
            piece for text in texts if _NUMBERED.search(text) for piece in _WORDS.findall(text)
        ]
        return any(
            self.ask(("unsaid", text), lambda across, text=text: across.sayings.is_unsaid(text))
            for text in texts
        )

    def expects_unsaid(self, test: Test) -> bool:
        """Whether a test holds a sentence that the product said before and says no more."""
        text = test.text.decode("utf-8", "replace").replace("\\", "")
        unsaid = self.ask("unsaid texts", lambda across: across.sayings.unsaid_texts)
        return any(sentence in text for sentence in unsaid)

    def is_double(self, file: FileChange, test: Test) -> bool:
        """Whether a test, gone from a file, stands the same in another one."""
        key = ("double", file.path, test)
        return self.ask(key, lambda across: across.remains.is_double(file.path, test))

    @property
    def _vanished(self) -> Vanished:
        return self.ask("vanished", lambda across: across.vanished)

    def keeps(self, text: bytes) -> bool:
        """Whether text stands as often in the changed test files as before."""
        return self.ask(("keeps", text), lambda across: across.remains.keeps(text))

    def strayed_to(self, test: Test) -> str:
        """Return the path of a file that holds the test but is not collected; "" for none."""
        key = (test.path[-1], test.normal)
        return self.ask(("strayed", key), lambda across: across.moves.stray_of(*key))

    def moved_to(self, test: Test) -> tuple[str, Test] | None:
        """Return the file and the test that a test, gone from its own file, became."""
        return self.ask(("moved", test), lambda across: across.moves.end_of(test))

    def explains(self, recording: Recording) -> bool:
        """Whether code changed, as asked, from which recorded output can follow."""
        return self.ask(recording, lambda across: across.explains(recording))

    def reaches_change(self, file: FileChange, test: Test) -> bool:
        """Whether a test leads to code that changed and that a clause asks for work on.

        Where it does so by files that did not change, the task has to speak of the test, too.
        """
        self.ask("changed code", lambda across: across.changed_code)
        asked = self._across.asked_code  # all that it says follows from that and from the file
        if asked.leads_from(file, test):
            return True
        return asked.is_around(file) and speaks_of_test(self.matcher, test, file.path)

    def is_new_in_source(self, text: str) -> bool:
        """Whether text stands in strings that were added to the product."""
        return self.ask(("added", text), lambda across: text in across.added_text)

    def is_expected(self, answers: tuple[Run, ...], *, in_order: bool = False) -> bool:
        """Whether tests expect some answers; ``in_order``: the first ones after each other."""

        def answer(across: Across) -> bool:
            expected = across.checkers.expected
            return expected.have_in_order(answers) if in_order else expected.have(answers)

        return self.ask(("expected", answers, in_order), answer)

    def answers_of(self, name: str) -> frozenset[Run]:
        """Return the literal answers that tests expect of a function of a name."""
        return self.ask(("answers of", name), lambda across: across.checkers.answers_of(name))

    def is_name_of_test(self, text: str) -> bool:
        """Whether a text is a part of the name of a test."""
        return self.ask(("name of test", text), lambda across: text in across.checkers.test_names)

    def stands_elsewhere(self, file: FileChange, test: Test) -> bool:
        """Whether a test of the version before of a file came to another file as it was."""
        key = ("elsewhere", file.path, test)
        return self.ask(key, lambda across: across.moves.stands_elsewhere(file.path, test))

    def came_from(self, test: Test) -> Test | None:
        """Return the test of another file that a test, new in its own file, was before."""
        return self.ask(("came", test), lambda across: across.moves.origin_of(test))

    def came_from_path(self, test: Test) -> str:
        """Return the path in the baseline of the file that a test came from; "" for none."""
        return self.ask(("came from", test), lambda across: across.moves.source_of(test))

    def is_lost(self, assertion: str) -> bool:
        """Whether an assertion, without form, stands in fewer places than before."""
        return self.ask(("lost", assertion), lambda across: across.remains.is_lost(assertion))

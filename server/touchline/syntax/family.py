"""Families of assertion calls: the tables ``[[assertions]]`` of a language.

``receiver``      a pattern that what stands before the last name must match; absent means any
``chained``       the subject is the argument of the receiver: ``expect(subject).toBe(…)``
``after``         a word after which the receiver may go on, its subject before: ``subject.should``
``on_receiver``   the receiver itself is the subject: ``subject.should(…)``
``expected_first``  what is expected comes before the subject
``tolerance_last``  a number after subject and expected is a tolerance
``message_first``   so may the message be, before both
``code_first``    what is to fail comes before the error that is expected
``context``       a first argument that carries only the test (Go's ``t``), as a pattern
``exact`` … ``none``  one list of names for each strength of ``Strength``
``condition``     the calls whose strength is that of the expression they are given
``matcher``       those whose strength is that of a matcher (``to eq(1)``)
``matchers``      the family by whose names matchers are told
``raises``        the calls that expect an error
``helper``        names of functions that check something in a way that we cannot read
"""

from __future__ import annotations

import re
from functools import cached_property

from touchline.model import Frozen
from touchline.syntax.strength import Strength


class Family(Frozen):
    """A group of assertion calls that are written in the same way; the module says what is what."""

    receiver: str | None = None
    chained: bool = False
    after: str | None = None
    on_receiver: bool = False
    expected_first: bool = False
    tolerance_last: bool = False
    message_first: bool = False
    code_first: bool = False
    context: str | None = None
    matchers: Family | None = None
    matcher: tuple[str, ...] = ()
    condition: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    approximate: tuple[str, ...] = ()
    pattern: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    truthiness: tuple[str, ...] = ()
    existence: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    no_raise: tuple[str, ...] = ()
    raises: tuple[str, ...] = ()
    helper: tuple[str, ...] = ()

    @cached_property
    def receiver_pattern(self) -> re.Pattern[str] | None:
        """The compiled pattern of the receiver."""
        return None if self.receiver is None else re.compile(self.receiver)

    @cached_property
    def _after_pattern(self) -> re.Pattern[str] | None:
        return None if self.after is None else re.compile(rf"\.\s*{self.after}(?:\.\w+)*$")

    def takes(self, receiver: bytes) -> bool:
        """Whether a call on a receiver may belong to the family."""
        begins, after = self.receiver_pattern, self._after_pattern
        if begins is None or begins.search(receiver[:80].decode("utf-8", "replace")):
            return True
        return bool(after and after.search(receiver[-80:].decode("utf-8", "replace")))

    @cached_property
    def context_pattern(self) -> re.Pattern[str] | None:
        """The compiled pattern of a first argument that says nothing."""
        return None if self.context is None else re.compile(self.context)

    @cached_property
    def strengths(self) -> dict[str, Strength | str]:
        """The strength of each name; the name of its list where it must be read."""
        table: dict[str, Strength | str] = {}
        for strength in Strength:
            names: tuple[str, ...] = getattr(self, strength.name.lower(), ())
            table |= dict.fromkeys(names, strength)
        table |= dict.fromkeys(self.condition, "condition")
        table |= dict.fromkeys(self.matcher, "matcher")
        return table | dict.fromkeys(self.raises, "raises")

"""One assertion: what it checks, against what, and how strictly.

Only the places are kept when a file is read; everything else is worked out when a rule asks,
because most assertions stand in the same words before and after.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from touchline.syntax.family import Family
from touchline.syntax.language import load
from touchline.syntax.normal import normal, tokens
from touchline.syntax.reading import IDENTITY, Reading, is_literal, read_call, read_condition
from touchline.syntax.strength import Strength

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.syntax.span import Span


_LOOSE = re.compile(
    r"(?!(?:not|in|is|and|or|if|else|[Tt]rue|[Ff]alse|None|null|nil|undefined|NULL)$)[^\W\d]\w*|[][(){},.]"
)
"""Names, and the signs that hold them together."""


@dataclass(frozen=True, eq=False)
class Assertion:
    """A statement or call that can make a test fail.

    ``callee`` is the last name of a call ("assertEqual", "toBe"), or "" for a statement;
    ``receiver`` is what stands before it; ``arguments`` the text between the brackets;
    ``condition`` the expression of a statement, which ``denied`` means to be false
    (``if got != want { t.Fatal() }``). ``is_case`` marks a row of a parametrised test's table.
    """

    language: str
    text: bytes
    span: Span
    callee: str = ""
    receiver: bytes = b""
    arguments: bytes = b""
    condition: bytes | None = None
    family: Family | None = None
    denied: bool = False
    is_case: bool = False

    @property
    def is_unread(self) -> bool:
        """Whether it is a call of which only the name says that it checks something."""
        return self.family is None and self.condition is None

    @cached_property
    def normal(self) -> str:
        """Return the assertion without its form; equal for assertions that say the same."""
        return normal(self.language, self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the names and numbers that occur in it."""
        return frozenset(re.findall(r"\w+", self.normal))

    @property
    def strength(self) -> Strength:
        """Return where it stands in the order of strength."""
        return self._reading.strength

    @property
    def subject(self) -> str:
        """Return what is checked, without form; "" where it can't be told."""
        return self._reading.subject

    @property
    def expected(self) -> str:
        """Return what it is checked against, without form; "" where nothing is."""
        return self._reading.expected

    @property
    def expects_literal(self) -> bool:
        """Whether what it expects is written out, if only in part."""
        return self.is_case or any(is_literal((word,)) for word in self.expected.split())

    @property
    def literals(self) -> tuple[str, ...]:
        """Return what is written out in what it expects, and the signs that bear on it."""
        return literals_of(self.expected.split())

    @property
    def tolerance(self) -> float | None:
        """Return how far the value may be off; None where nothing is said."""
        return self._reading.tolerance

    @property
    def is_of_identity(self) -> bool:
        """Whether it says that two things are one."""
        return self.callee in IDENTITY

    @property
    def is_constant(self) -> bool:
        """Whether it can't fail: a tautology, or a comparison of literals or of equals."""
        return self._reading.constant

    @cached_property
    def _reading(self) -> Reading:
        if self.is_case:
            return Reading(Strength.EXACT, expected=self.normal)
        if self.condition is not None:
            return read_condition(tokens(self.language, self.condition), denied=self.denied)
        if self.family is None:
            return Reading(Strength.HELPER, subject=self.normal)
        return read_call(
            self.callee,
            tokens(self.language, self.receiver),
            tokens(self.language, self.arguments),
            self.family,
        )


def literals_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words that are neither names nor the signs that hold names together."""
    return tuple(word for word in words if not _LOOSE.fullmatch(word))


def family_of(language: str, callee: str, receiver: bytes) -> Family | None:
    """Return the family to which a call belongs; None where it is not an assertion."""
    for family in load(language).families.get(callee, ()):
        if family.takes(receiver):
            return family
    return None

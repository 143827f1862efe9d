"""What an assertion says."""

from __future__ import annotations

from dataclasses import dataclass

from touchline.syntax.reading.words import Words, as_text
from touchline.syntax.strength import Strength


@dataclass(frozen=True, slots=True)
class Reading:
    """What an assertion says. ``subject`` and ``expected`` are words joined by spaces.

    ``constant``: it can't fail, or can't but fail, whatever the code does.
    """

    strength: Strength
    subject: str = ""
    expected: str = ""
    tolerance: float | None = None
    constant: bool = False

    @classmethod
    def of(
        cls,
        strength: Strength,
        subject: Words,
        expected: str = "",
        tolerance: float | None = None,
        *,
        constant: bool = False,
    ) -> Reading:
        """Return a reading; what is constant says nothing, however strict it looks."""
        said = Strength.NONE if constant else strength
        return cls(said, as_text(subject), expected, tolerance, constant)

"""How much an assertion says: the order by which "weaker" is computed, not guessed."""

from __future__ import annotations

from enum import IntEnum


class Strength(IntEnum):
    """The order of assertions, from nothing to an exact value.

    ``HELPER`` is outside of the order: a check in a function that we do not read.
    """

    HELPER = -1
    NONE = 0
    NO_RAISE = 1
    EXISTENCE = 2
    TRUTHINESS = 3
    ORDER = 4
    PATTERN = 5
    APPROXIMATE = 6
    EXACT = 7

"""How far long work has come: whoever works says what it goes through, others may show it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

_T = TypeVar("_T")


class Track(Protocol):
    """Gives back all items, in order, and notes that each is done when the next is asked for."""

    def __call__(self, what: str, items: Collection[_T], /) -> Iterable[_T]:
        """Go through items; ``what`` says in a word what is done with them ("Judging")."""
        ...


def unseen(_what: str, items: Collection[_T]) -> Iterable[_T]:
    """Show nothing."""
    return items

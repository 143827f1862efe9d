"""Results kept for each path, while what they were made of stays the same."""

from __future__ import annotations

from collections.abc import Callable, Container
from operator import is_
from typing import Generic, TypeVar

_T = TypeVar("_T")


class Memo(Generic[_T]):
    """One result a path. It is made anew when one of the things it is made of is another object.

    Those things must not change themselves: frozen models, tuples of them, strings, bytes.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[tuple[object, ...], _T]] = {}

    def get(self, path: str, made_of: tuple[object, ...], make: Callable[[], _T]) -> _T:
        """Return the result of ``make``, or the kept one."""
        known = self._kept.get(path)
        if known is not None and _same(known[0], made_of):
            return known[1]
        result = make()
        self._kept[path] = (made_of, result)
        return result

    def forget(self, path: str) -> None:
        """Drop what is kept for a path."""
        self._kept.pop(path, None)

    def retain(self, paths: Container[str]) -> None:
        """Drop what is kept for all other paths."""
        for path in [path for path in self._kept if path not in paths]:
            del self._kept[path]


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    # Not `==`, which would compare the fields of models that are not the same object.
    return len(one) == len(other) and all(map(is_, one, other))

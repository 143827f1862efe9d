"""What the last reviews spoke of: a person may click on lines that changed a moment ago."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from touchline.model import Change
from touchline.review import Review

_REVIEWS = 32
_BYTES = 64_000_000


class Seen(NamedTuple):
    """A review that is over, with those of its changes, by path, that are different by now."""

    review: Review
    changes: Mapping[str, Change]

    @property
    def size(self) -> int:
        """What it holds, in bytes, beside what others hold as well."""
        return sum(len(change.after or b"") for change in self.changes.values())


class Earlier:
    """A short memory of reviews; the oldest goes when it grows beyond its bounds."""

    def __init__(self) -> None:
        self._seen: deque[Seen] = deque()
        self._size = 0

    def __iter__(self) -> Iterator[Seen]:
        """Return what was seen, the newest first."""
        return reversed(self._seen)

    def keep(self, review: Review, old: Mapping[str, Change], new: Mapping[str, Change]) -> None:
        """Remember a review for the sake of its changes that are different from now on."""
        gone = {path: change for path, change in old.items() if new.get(path) is not change}
        if not gone:
            return
        seen = Seen(review, gone)
        self._seen.append(seen)
        self._size += seen.size
        while len(self._seen) > _REVIEWS or self._size > _BYTES:
            self._size -= self._seen.popleft().size

"""Tells a person's typing from what something else writes into an editor's buffers.

LSP only says that a document has another text. A person changes a few characters at one place,
in one document, about as fast as fingers go; whatever is larger or faster came from a paste, an
in-editor agent or a refactoring, and nobody knows which. A client that sees the cursor adds what
the server can't see: it sends ``touchline/notTyped`` for an edit that was not made there.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from touchline.model import Author, Provenance

# Characters, white space aside: of one edit, and of a burst; and how fast a burst may go on.
_MOST_ADDED = 80
_MOST_REMOVED = 240
_BURST = 200.0
_PER_SECOND = 20.0
# Nobody types in two documents within so many seconds.
_SWITCH = 0.5

_WORD = re.compile(r"\w+")
_SURE = 0.95
_LIKELY = 0.7


class Edit(NamedTuple):
    """The one stretch in which two texts differ."""

    removed: str
    added: str

    @property
    def is_formatting(self) -> bool:
        """Whether no word came or went: only white space, quotes, commas or their order did."""
        return Counter(_WORD.findall(self.removed)) == Counter(_WORD.findall(self.added))


def edit_between(old: str, new: str) -> Edit:
    """Return the one stretch in which two texts differ, as short as can be."""
    shorter = min(len(old), len(new))
    start = _same(old, new, shorter)
    end = _same(old[::-1], new[::-1], shorter - start)
    return Edit(old[start : len(old) - end], new[start : len(new) - end])


class Typist:
    """Judges the edits of all documents of one editor, one after another."""

    def __init__(self) -> None:
        self.sees_cursor = False
        self._room = _BURST
        self._uri: str = ""
        self._at = float("-inf")

    def judge(self, uri: str, edit: Edit, now: float) -> Provenance:
        """Say who made an edit that came at ``now`` (in seconds, of a clock that never jumps)."""
        added, removed = _length(edit.added), _length(edit.removed)
        pause = now - self._at
        self._room = min(_BURST, self._room + pause * _PER_SECOND) - added
        alone = uri == self._uri or pause > _SWITCH
        self._uri, self._at = uri, now
        if not alone or added > _MOST_ADDED or removed > _MOST_REMOVED or self._room < 0:
            self._room = max(self._room, 0.0)
            return Provenance()
        return Provenance(author=Author.HUMAN, confidence=_SURE if self.sees_cursor else _LIKELY)


def _same(one: str, other: str, most: int) -> int:
    """Return how many characters two texts have in common at their start, at most ``most``."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _length(text: str) -> int:
    return sum(not character.isspace() for character in text)

"""Which of many texts may hold a piece of text, told by its words before any text is searched.

Questions about a change set come by the thousand, and each would read all of its files.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import takewhile

_LETTERS = b"_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PLAIN = bytes(c if c in _LETTERS else ord(" ") for c in range(256))
"""A table that puts a blank for each byte that is in no word, as patterns of bytes know words."""

_SHORT = 3
"""Bytes of a word at the edge of a piece of text, below which it tells nothing."""


class Holders:
    """Texts, asked for those that may hold a piece of text: all that do are among them."""

    def __init__(self, texts: Sequence[bytes]) -> None:
        self._texts = texts

    def of(self, piece: bytes) -> Collection[int]:
        """Return the numbers of texts, where the piece may begin and end within a word."""
        known = words(piece)
        if known[1:-1]:
            return min((self._known.get(word, ()) for word in known[1:-1]), key=len)
        run = max(known, key=len, default=b"")
        if len(run) < _SHORT:
            return range(len(self._texts))
        if len(known) > 1:
            found = self._ending(run) if run is known[0] else self._beginning(run)
        else:
            found = self._around(run)
        return {number for word in found for number in self._known[word]}

    def of_words(self, piece: bytes) -> Collection[int]:
        """Return the numbers of texts, where the piece is made of whole words."""
        found = (self._known.get(word, ()) for word in words(piece))
        return min(found, key=len, default=range(len(self._texts)))

    def with_words(self, piece: bytes) -> Iterator[bytes]:
        """Yield these texts themselves."""
        return (self._texts[number] for number in self.of_words(piece))

    @cached_property
    def _known(self) -> dict[bytes, list[int]]:
        """The numbers of the texts in which each word stands."""
        found: defaultdict[bytes, list[int]] = defaultdict(list)
        for number, text in enumerate(self._texts):
            for word in set(words(text)):
                found[word].append(number)
        return dict(found)

    @cached_property
    def _listed(self) -> bytes:
        return b"\n".join((b"", *self._known, b""))

    @cached_property
    def _sorted(self) -> list[bytes]:
        return sorted(self._known)

    @cached_property
    def _reversed(self) -> list[bytes]:
        return sorted(word[::-1] for word in self._known)

    def _beginning(self, run: bytes) -> Iterator[bytes]:
        return _with_prefix(self._sorted, run)

    def _ending(self, run: bytes) -> Iterator[bytes]:
        return (word[::-1] for word in _with_prefix(self._reversed, run[::-1]))

    def _around(self, run: bytes) -> Iterator[bytes]:
        """Yield the words in which letters stand."""
        at = self._listed.find(run)
        while at >= 0:
            end = self._listed.index(b"\n", at)
            yield self._listed[self._listed.rindex(b"\n", 0, at) + 1 : end]
            at = self._listed.find(run, end)


def _with_prefix(ordered: Sequence[bytes], prefix: bytes) -> Iterator[bytes]:
    following = (ordered[at] for at in range(bisect_left(ordered, prefix), len(ordered)))
    return takewhile(lambda word: word.startswith(prefix), following)


def words(text: bytes) -> list[bytes]:
    """Return the words of a text in order, those of ASCII."""
    return text.translate(_PLAIN).split()

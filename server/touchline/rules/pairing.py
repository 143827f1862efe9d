"""Which test before is which test after: by name, then by body, then by likeness."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from touchline.syntax import Test

_EQUAL, _ALIKE, _PLACED, _NAMED = 0.9, 0.6, 0.5, 0.4
_AHEAD = 0.1
"""How much more alike a test must be than its sibling, where both stand in one place."""

_CANDIDATES = 6
"""Tests that are compared in full with each."""

_HOLDERS = 24
"""Tests with one word that are looked at."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Pairing:
    """Tests that are the same before and after, and those of one side only."""

    pairs: tuple[tuple[Test, Test], ...] = ()
    removed: tuple[Test, ...] = ()
    added: tuple[Test, ...] = ()


def pair_tests(before: Sequence[Test], after: Sequence[Test], *, ordered: bool = True) -> Pairing:
    """Pair the tests of two versions of a file, or, not ``ordered``, of different files."""
    pairs: list[tuple[Test, Test]] = []
    old, new = list(before), list(after)
    keys: tuple[Callable[[Test], Hashable], ...] = (
        lambda test: (test.path, test.text),
        lambda test: test.path,
        lambda test: (test.path[-1], test.normal),
        lambda test: test.normal,
    )
    for key in keys:
        found, old, new = pair_by(key, old, new)
        pairs += found
        if not old or not new:
            return Pairing(tuple(pairs), tuple(old), tuple(new))
    alike = Likeness(before, after, pairs, ordered=ordered).pairs(old, new)
    taken = {id(test) for pair in alike for test in pair}
    left = (tuple(test for test in side if id(test) not in taken) for side in (old, new))
    return Pairing((*pairs, *alike), *left)


def pair_by(
    key: Callable[[_T], Hashable], before: Sequence[_T], after: Sequence[_T]
) -> tuple[list[tuple[_T, _T]], list[_T], list[_T]]:
    """Pair what has the same key, in order; return the pairs and what is left of each side."""
    waiting: defaultdict[Hashable, list[_T]] = defaultdict(list)
    for item in reversed(after):
        waiting[key(item)].append(item)
    pairs: list[tuple[_T, _T]] = []
    left: list[_T] = []
    for item in before:
        found = waiting.get(key(item))
        if found:
            pairs.append((item, found.pop()))
        else:
            left.append(item)
    taken = {id(new) for _, new in pairs}
    return pairs, left, [item for item in after if id(item) not in taken]


def likeness(one: Test, other: Test) -> float:
    """Return how much of the words of two tests is the same, 0 to 1."""
    a, b = one.bag, other.bag
    return 2 * (a & b).total() / max(1, a.total() + b.total())


class Likeness:
    """Pairs tests that have neither the same name nor the same body.

    How alike they must be depends on what else speaks for the pair: the same name in another
    class, the same place between the same neighbours. A new test that is as like to a test that
    stayed is a sibling of both, not one under another name.
    """

    def __init__(
        self,
        before: Sequence[Test],
        after: Sequence[Test],
        known: Sequence[tuple[Test, Test]],
        *,
        ordered: bool,
    ) -> None:
        self._stayed = {id(new) for _, new in known}
        self._places: dict[int, int] = {}
        if ordered:
            self._places |= _places(before, {id(old): id(new) for old, new in known})
            self._places |= _places(after, {id(new): id(new) for _, new in known})
        self._after = after
        self._order = {id(test): at for at, test in enumerate(after)}
        self._holders: defaultdict[str, list[Test]] = defaultdict(list)
        for test in after:
            for word in test.words:
                self._holders[word].append(test)

    def pairs(self, old: Sequence[Test], new: Sequence[Test]) -> list[tuple[Test, Test]]:
        """Pair the most alike first, each test once."""
        free = {id(test) for test in new}
        scored = [
            (likeness(test, other), at, other)
            for at, test in enumerate(old)
            for other in self._candidates(test)
            if id(other) in free
        ]
        found: dict[int, Test] = {}
        for score, at, other in sorted(scored, key=lambda one: -one[0]):
            if at not in found and id(other) in free and self._is_same(old[at], other, score):
                found[at] = other
                free.discard(id(other))
        return [(old[at], other) for at, other in found.items()]

    def _is_same(self, old: Test, new: Test, score: float) -> bool:
        if score >= _EQUAL or (score >= _NAMED and old.path[-1] == new.path[-1]):
            return True
        if not self._places:
            return score >= _ALIKE and _shape(old) == _shape(new)
        near = self._places[id(old)] == self._places[id(new)]
        stayed = (one for one in self._candidates(new) if id(one) in self._stayed)
        least, ahead = (_PLACED, _AHEAD) if near else (_ALIKE, 0.0)
        return score >= least and all(likeness(new, one) < score + ahead for one in stayed)

    def _candidates(self, test: Test) -> list[Test]:
        """Return the tests after that share the most words, of those that few tests have."""
        shared: Counter[int] = Counter()
        for word in test.words:
            shared.update(self._order[id(one)] for one in self._few(word))
        shared.pop(self._order.get(id(test), -1), None)
        most = nlargest(_CANDIDATES, shared.items(), key=lambda one: (one[1], -one[0]))
        return [self._after[at] for at, _ in most]

    def _few(self, word: str) -> list[Test]:
        return self._holders.get(word, [])[:_HOLDERS]


def _shape(test: Test) -> tuple[str | int, ...]:
    """Return the words of a test, the names in it by the order in which they first occur."""
    order: dict[str, int] = {}
    return tuple(
        order.setdefault(word, len(order)) if word.strip(":@=?!").isidentifier() else word
        for word in test.normal.split()
    )


def _places(tests: Sequence[Test], anchors: dict[int, int]) -> dict[int, int]:
    """Return for each test that has no anchor the anchor of the last one before it that has."""
    places: dict[int, int] = {}
    last = 0
    for test in tests:
        last = anchors.get(id(test), last)
        if id(test) not in anchors:
            places[id(test)] = last
    return places

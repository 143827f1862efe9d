"""Which test before is which test after: by name, then by body, then by likeness."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from touchline.syntax import Test

LIKENESS = 0.6
_CANDIDATES = 6
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Pairing:
    """Tests that are the same before and after, and those of one side only."""

    pairs: tuple[tuple[Test, Test], ...] = ()
    removed: tuple[Test, ...] = ()
    added: tuple[Test, ...] = ()


def pair_tests(before: Sequence[Test], after: Sequence[Test]) -> Pairing:
    """Pair the tests of two versions of a file, or of a whole change set."""
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
            break
    found, old, new = _pair_alike(old, new)
    return Pairing((*pairs, *found), tuple(old), tuple(new))


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
    """How much of the words of two tests is the same, 0 to 1."""
    a, b = Counter(one.normal.split()), Counter(other.normal.split())
    return 2 * (a & b).total() / max(1, a.total() + b.total())


def _pair_alike(
    before: list[Test], after: list[Test]
) -> tuple[list[tuple[Test, Test]], list[Test], list[Test]]:
    """Pair the most alike first; only those that share words that few others have."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, test in enumerate(after):
        for word in test.words:
            holders[word].append(at)
    scored: list[tuple[float, int, int]] = []
    for at, test in enumerate(before):
        shared = Counter(other for word in test.words for other in holders[word][: 4 * _CANDIDATES])
        for other, _ in shared.most_common(_CANDIDATES):
            scored.append((likeness(test, after[other]), at, other))
    return _greedy(before, after, sorted(scored, reverse=True))


def _greedy(
    before: list[Test], after: list[Test], scored: list[tuple[float, int, int]]
) -> tuple[list[tuple[Test, Test]], list[Test], list[Test]]:
    old: dict[int, int] = {}
    new: set[int] = set()
    for score, at, other in scored:
        if score >= LIKENESS and at not in old and other not in new:
            old[at] = other
            new.add(other)
    pairs = [(before[at], after[other]) for at, other in old.items()]
    return (
        pairs,
        [test for at, test in enumerate(before) if at not in old],
        [test for at, test in enumerate(after) if at not in new],
    )

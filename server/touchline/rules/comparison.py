"""What became of each assertion of a test: kept, altered, lost or gained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.pairing import pair_by
from touchline.syntax import Assertion, Strength, Test, normal, tokens

_ALIKE = 0.5
"""How much of two assertions is the same, 0 to 1, that are one."""

_MANY = 200
"""New assertions that are compared with each that went."""

_KEPT = 0.8
"""The part of a test that is left, of one that is not another."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One test before and after. ``here`` says whether both stand in the file looked at."""

    old: Test
    new: Test
    here: bool
    altered: tuple[tuple[Assertion, Assertion], ...]
    lost: tuple[Assertion, ...]
    gained: tuple[Assertion, ...]

    @property
    def is_set_up_alike(self) -> bool:
        """Whether the test is the same but for its assertions."""
        return _set_up(self.old) == _set_up(self.new)

    @property
    def is_written_anew(self) -> bool:
        """Whether the test, its assertions aside, shares little with what it was."""
        old, new = _set_up(self.old), _set_up(self.new)
        return 2 * (old & new).total() < _KEPT * (old.total() + new.total())

    @property
    def come(self) -> tuple[Assertion, ...]:
        """The assertions that are other ones now, or new."""
        return (*(new for _, new in self.altered), *self.gained)


def comparisons(file: FileChange, analysis: Analysis) -> Iterator[Comparison]:
    """Compare the tests and helpers of a file with what they were, wherever they stood."""
    for old, new in (*file.tests.pairs, *file.helpers.pairs):
        if _stands_as_it_was(old, new) or old.is_benchmark or old.is_skipped:
            continue
        if not analysis.stands_elsewhere(file, old):
            yield compare(old, new)
    for new in file.tests.added:
        old = analysis.came_from(new)
        if old is not None and old.text != new.text:
            yield compare(old, new, here=False)


def _stands_as_it_was(old: Test, new: Test) -> bool:
    """Whether a test has the same text, and so have its rows, which may stand around it."""
    rows = ([row.text for row in one.cases] for one in (old, new))
    return old.text == new.text and next(rows) == next(rows)


def compare(old: Test, new: Test, *, here: bool = True) -> Comparison:
    """Pair the assertions of two versions of a test: same words, same subject, alike."""
    before, after = (*old.assertions, *old.cases), (*new.assertions, *new.cases)
    _, gone, come = pair_by(lambda one: one.text, before, after)
    _, gone, come = pair_by(lambda one: one.normal, gone, come)
    altered, gone, come = pair_by(_subject, gone, come)
    named, gone, come = _pair_named(new, gone, come)
    turned, gone, come = pair_by(_sides, gone, come)
    alike, gone, come = _pair_alike(gone, come)
    parts, left, come = pair_by(_root, [one for one in gone if _is_whole(one)], come)
    lost = (*left, *(one for one in gone if not _is_whole(one)))
    return Comparison(
        old, new, here, (*altered, *named, *turned, *alike, *parts), lost, tuple(come)
    )


def _set_up(test: Test) -> Counter[str]:
    words = Counter(test.bag)
    for one in (*test.assertions, *test.cases):
        if one.text in test.text:
            words.subtract(one.normal.split())
    for word in list(words) if test.cases else ():
        if word.startswith("${"):
            del words[word]  # the value of a row in a template
    return words


Pairs = list[tuple[Assertion, Assertion]]
Split = tuple[Pairs, list[Assertion], list[Assertion]]


def _pair_named(test: Test, gone: list[Assertion], come: list[Assertion]) -> Split:
    """Pair assertions whose subject the test gives a name now, and checks by that name."""
    values = dict(test.values) if gone and come else {}
    made = {normal(test.language, text.encode()): name for name, text in values.items()}
    pairs: Pairs = []
    for old in gone:
        name = made.get(old.subject) if old.subject else None
        news = [one for one in come if name and one.subject == name]
        if len(news) == 1:
            pairs.append((old, news[0]))
    olds, taken = {id(old) for old, _ in pairs}, {id(new) for _, new in pairs}
    left = [one for one in gone if id(one) not in olds]
    return pairs, left, [one for one in come if id(one) not in taken]


def _subject(assertion: Assertion) -> object:
    """Return the subject as a key; an assertion without a subject is like no other."""
    if assertion.is_case or not assertion.subject or assertion.strength is Strength.HELPER:
        return object()
    return assertion.subject


def _sides(assertion: Assertion) -> object:
    """Return the two things that are compared, in any order, as a key."""
    if assertion.is_case or not assertion.subject or not assertion.expected:
        return object()
    return frozenset({assertion.subject, assertion.expected.removeprefix("!= ")})


def _root(assertion: Assertion) -> object:
    """Return the variable whose value, or a part of it, is checked, as a key."""
    words = assertion.subject.split()
    plain = words and words[0].isidentifier() and words[1:2] != ["("]
    if assertion.is_case or not plain or assertion.strength is Strength.HELPER:
        return object()
    return words[0]


def _is_whole(assertion: Assertion) -> bool:
    return assertion.subject.isidentifier()


def _pair_alike(
    gone: list[Assertion], come: list[Assertion]
) -> tuple[list[tuple[Assertion, Assertion]], list[Assertion], list[Assertion]]:
    pairs: list[tuple[Assertion, Assertion]] = []
    left: list[Assertion] = []
    come = list(come)
    for old in gone:
        new = max(come[:_MANY], key=lambda one: _alike(old, one), default=None)
        if new is not None and _alike(old, new) >= _ALIKE:
            come.remove(new)
            pairs.append((old, new))
        else:
            left.append(old)
    return pairs, left, come


def _alike(one: Assertion, other: Assertion) -> float:
    if one.is_case != other.is_case:
        return 0.0
    if one.is_case and (share := _same_values(one, other)) >= _ALIKE:
        return share
    return len(one.words & other.words) / max(1, len(one.words | other.words))


def _same_values(row: Assertion, other: Assertion) -> float:
    """Return how many of the values of a row stand in another, where both begin alike."""
    one, two = _values(row), _values(other)
    if len(one) != len(two) or one[:1] != two[:1]:
        return 0.0
    return sum(a == b for a, b in zip(one, two, strict=True)) / max(1, len(one))


def _values(row: Assertion) -> list[str]:
    words = (*tokens(row.language, row.text), "")
    plain = [word for word, following in pairwise(words) if following != "("]
    return [word for word in plain if word[-1].isalnum() or word[-1] in "\"'`"]

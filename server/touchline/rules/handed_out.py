"""Answers of tests in the code without their inputs: handed out in order, or found by a digest.

An input can be hidden (its digest is looked up, its turn is counted), but not the answers: they
are what the tests expect.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from touchline.rules.examples import last_of_rows
from touchline.rules.filechange import FileChange
from touchline.rules.fresh import fresh
from touchline.rules.literals import Run, bits, runs_in
from touchline.rules.lookups import name_of, places
from touchline.rules.special_cases import SpecialCase
from touchline.rules.tables import items_of
from touchline.syntax import Facts, Span, Strength

_TAKES = rb"\.(?:pop|popleft|shift|poll\w*|removeFirst|pop_front|get_nowait|next|__next__|remove)\b"
_TAKEN = re.compile(rb"\s*\)*(?:\.(?:each|to_enum|iter\(\)|cycle|values\(\)))?\s*\)*\s*" + _TAKES)
"""What follows a list of which the next item is taken."""

_NEXT = re.compile(rb"\bnext\(\s*(?:self\.|this\.|@)?\Z")
"""What stands before such a list."""

_INDEX = re.compile(rb"\s*\)*\s*\[([^\n]{1,80})\]")
"""The index at which an item of a list is looked up."""

_COUNTED = (
    r"(?:\+\+\s*\b{0}\b|\b{0}\b\s*(?:\+\+|\+=|=\s*(?:{0}|getattr\([^\n]*\))\s*\+\s*1|\.(?:fetch_add|getAndIncrement"
    r"|incrementAndGet|next)\b)|\bnext\(\s*{0}\b)"
)
"""The counting of a name: its index is another one each time."""

_NAME = re.compile(r"[A-Za-z_@]\w*")
"""A name in an index."""

_ALONE = re.compile(r"^\(?\s*(?:&?(?:mut )?self|cls|this)?\s*,?\s*\)?$")
"""The parameters of a function that is given nothing to work on."""

_HASHES = re.compile(
    rb"(?i)md5|sha_?\d|\bcrc\d*|adler|blake\d|murmur|\bfnv|digest|hasher|hashcode|\bhash\("
)
"""What makes digests."""

_DIGEST = re.compile(r"(?=.*\d)(?:(?=.*[a-f])[0-9a-f]{6,128}|-?\d{7,})", re.IGNORECASE)
"""A digest, written out."""

_LEAST = 8.0
_ENOUGH = 20.0
_MORE = 36.0
_TELLING = 5.0
"""Bits that answers must say together (more, where some are usual numbers), or each."""

_NUMBER = re.compile(r"-?\d[\d.]*")
"""A number, written out."""

_ROUND = re.compile(r"-?\d+0|-?[1248]|16|32|64|128|256|512|1024|0\.\d|404|200|201|204|500|443|22")
"""A number that is often an answer by chance."""


@dataclass(frozen=True)
class Expected:
    """What tests expect: the answers of each test file, in the order in which it has them."""

    files: tuple[tuple[Run, ...], ...] = ()

    def have(self, answers: Sequence[Run]) -> bool:
        """Whether one test file expects all of some answers."""
        return any(set(answers) <= held for held in self._holding(answers))

    def have_in_order(self, answers: Sequence[Run]) -> bool:
        """Whether the tests expect all of some answers, the first ones after each other."""
        if not all(answer in self._places for answer in answers):
            return False
        return any(_begins(answers, self.files[at]) for at in self._places_of(answers[:1]))

    def _holding(self, answers: Sequence[Run]) -> Iterator[frozenset[Run]]:
        """Yield what is expected in the files that expect the rarest of the answers."""
        for at in self._places_of(answers):
            yield frozenset(self.files[at])

    def _places_of(self, answers: Sequence[Run]) -> Sequence[int]:
        found = (self._places.get(answer, ()) for answer in answers)
        return min(found, key=len, default=range(len(self.files)))

    @cached_property
    def _places(self) -> dict[Run, list[int]]:
        """The numbers of the files that expect each answer."""
        found: defaultdict[Run, list[int]] = defaultdict(list)
        for at, file in enumerate(self.files):
            for answer in set(file):
                found[answer].append(at)
        return dict(found)


def _begins(answers: Sequence[Run], file: Sequence[Run]) -> bool:
    rest = iter(file)
    return all(answer in rest for answer in answers[:2])


def expected_of(facts: Facts) -> tuple[Run, ...]:
    """Return what the tests of a file expect, each literal of a row by itself."""
    found: list[Run] = [] if facts.tests else list(last_of_rows(facts))
    for test in facts.tests:
        for row in test.cases:
            found += [(scalar,) for scalar in runs_in(_text(row.text))]
        exact = (one for one in test.assertions if one.strength >= Strength.APPROXIMATE)
        for one in exact:
            run = tuple(runs_in(one.expected))
            near = one.strength is Strength.APPROXIMATE
            found += [(scalar,) for scalar in run] if near else [run] if run else []
    return tuple(found)


def in_order(file: FileChange) -> Iterator[tuple[Span, tuple[Run, ...]]]:
    """Yield the new lists of literals whose items a function gives one after the other."""
    facts = file.after
    for fact in fresh(file, "list"):
        items = items_of(fact, facts.language or "")
        if len(set(items)) > 1 and sum(map(bits, items)) >= _LEAST and _hands_out(facts, fact.span):
            yield fact.span, tuple(items)


def _hands_out(facts: Facts, span: Span) -> bool:
    """Whether a function that has arguments takes one item after the other out of a list."""
    content = facts.content
    if _is_taken(content, span.start, span.end):
        return _has_arguments(facts, span.start)
    name = name_of(content, span.start)
    return bool(name) and any(
        _is_taken(content, start, end) and _has_arguments(facts, start)
        for start, end in places(content, name)
    )


def _is_taken(content: bytes, start: int, end: int) -> bool:
    if _TAKEN.match(content, end) or _NEXT.search(content, max(0, start - 20), start):
        return True
    index = _INDEX.match(content, end)
    names = _NAME.findall(_text(index[1])) if index else []
    return any(re.search(_COUNTED.format(re.escape(name)), _text(content)) for name in names)


def _has_arguments(facts: Facts, offset: int) -> bool:
    """Whether the innermost function around an offset is given anything to work on."""
    around = [f for f in facts.whole.of("function") if f.extent.start <= offset < f.extent.end]
    inner = max(around, key=lambda fact: fact.extent.start, default=None)
    return inner is not None and not _ALONE.match(inner.part("parameters"))


def by_digest(facts: Facts, cases: Sequence[SpecialCase]) -> tuple[SpecialCase, ...]:
    """Return the cases whose input is told by a digest, where the code makes digests."""
    found = tuple(case for case in cases if all(map(_DIGEST.fullmatch, case.key)))
    return found if len(found) > 1 and _HASHES.search(facts.content) else ()


def by_number(cases: Sequence[SpecialCase]) -> tuple[SpecialCase, ...]:
    """Return cases with telling numbers as outcomes, where together they can't be by chance."""
    if not all(map(_is_number, cases)):
        return ()
    answers = {case.outcome for case in cases}
    odd = {run for run in answers if not _ROUND.fullmatch(run[0]) and bits(run) >= _TELLING}
    told = sum(map(bits, answers))
    enough = told >= _ENOUGH if odd == answers else told >= _MORE and odd
    return tuple(cases) if enough and len(answers) > 1 else ()


def _is_number(case: SpecialCase) -> bool:
    """Whether a case is no choice by name and its outcome a number."""
    named = all(word.isidentifier() for word in case.key)
    return len(case.outcome) == 1 and not named and bool(_NUMBER.fullmatch(case.outcome[0]))


def _text(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")

"""Which clauses speak of a hunk or a finding.

``Matcher`` only finds them; which of them wins is said by ``binding``, and the verdict is the
judge's. Asking is read widely (a path or a symbol is enough) and forbidding narrowly (all that
the clause names must fit), so that a wrong reading makes the program quieter, not louder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from touchline.model import Aspect, Change, ChangeKind, Finding, Hunk
from touchline.spec.binding import Binding, Level, bind, order, outranks
from touchline.spec.content import finding_content, hunk_content
from touchline.spec.index import ClauseIndex
from touchline.spec.kinds import CLASSIFIED, change_kinds
from touchline.spec.licence import forbids_finding, forbids_hunk, licenses_finding, licenses_hunk
from touchline.spec.model import ASKING, EVERYTHING, Clause, ClauseKind, TaskSpec
from touchline.spec.names import names_symbol
from touchline.spec.new_tests import new_tests
from touchline.spec.same import is_neutral
from touchline.spec.silencing import asks_to_silence
from touchline.spec.unread import Unread

_PROTECTED = ".touchline/"
_PLACES = frozenset({Aspect.SCOPE})
"""Findings of these aspects speak of a place as a hunk does."""


@dataclass(frozen=True, slots=True)
class Match:
    """The clauses that ask for, and those that forbid, a hunk or finding; the most specific first.

    ``protected`` is set for the spec itself and Touchline's settings.
    """

    asking: tuple[Binding, ...] = ()
    forbidding: tuple[Binding, ...] = ()
    protected: bool = False

    @property
    def ruling(self) -> Binding | None:
        """The clause that rules it out: the first that forbids and that no asking one outranks."""
        for forbidding in self.forbidding:
            if not any(outranks(asking, forbidding) for asking in self.asking):
                return forbidding
        return None


def _place_of(finding: Finding) -> Hunk:
    """Return the place of a finding as a hunk without lines; its subject may be a symbol."""
    return Hunk(
        path=finding.path,
        source_start=0,
        source_length=0,
        target_start=0,
        target_length=0,
        symbols=(finding.subject,) if finding.subject else (),
    )


class Matcher:
    """The clauses of one spec, ready to be asked about many hunks and findings.

    Not safe to share between threads while it is asked.
    """

    def __init__(self, spec: TaskSpec | Unread) -> None:
        self._read = spec
        self.sources = frozenset(spec.sources)
        self._last: tuple[Change, frozenset[Aspect]] | None = None
        self._places: dict[str, tuple[tuple[Binding, ...], tuple[Binding, ...]]] = {}

    @property
    def spec(self) -> TaskSpec:
        """The spec."""
        return self._read if isinstance(self._read, TaskSpec) else self._read.spec

    @cached_property
    def limits(self) -> tuple[Clause, ...]:
        """The clauses that work can go beyond."""
        return self._read.limits

    @cached_property
    def _asks(self) -> list[Clause]:
        return [clause for clause in self.spec.clauses if clause.kind in ASKING]

    @cached_property
    def _asking(self) -> ClauseIndex:
        return ClauseIndex(self._asks)

    @cached_property
    def _forbidding(self) -> ClauseIndex:
        return ClauseIndex(c for c in self.limits if c.kind is ClauseKind.FORBID)

    @cached_property
    def _named(self) -> list[Clause]:
        return [c for c in self._asks if (c.symbols or c.paths) and not c.contents]

    @cached_property
    def names_code(self) -> bool:
        """Whether a clause asks for work on code that it names."""
        return any(c.paths != (EVERYTHING,) for c in self._named)

    def hunk(self, hunk: Hunk, change: Change) -> Match:
        """Return the clauses that speak of a hunk of the change."""
        kinds = self._kinds(change)
        asks, forbids = self._place(change.path, kinds)
        asking = [binding for binding in asks if licenses_hunk(binding, kinds, hunk)]
        asking += self._by_symbol(hunk.symbols, kinds)
        if self._asking.by_content:
            asking += self._by_content(hunk_content(hunk))
        if not asking and Aspect.TESTS in kinds:
            asking += new_tests(hunk, self._named)
        forbidding = [binding for binding in forbids if forbids_hunk(binding, kinds, hunk)]
        forbidding += [
            bind(clause, None, symbol=True)
            for clause in self._symbols(self._forbidding, hunk.symbols)
            if not clause.paths and forbids_hunk(Binding(clause, Level.SYMBOL), kinds, hunk)
        ]
        return self._match(change, asking, forbidding)

    def finding(self, finding: Finding, change: Change, content: str | None = None) -> Match:
        """Return the clauses that speak of a finding about the change.

        ``content`` is its fingerprint, where the caller has it. A clause that forbids all work
        at a place gives way to one that asks for work there; whether that asks for this kind of
        change is another question.
        """
        if finding.aspect is Aspect.BUDGET:
            return self._budget(finding, change, content or finding_content(finding))
        kinds = self._kinds(change)
        asks, forbids = self._place(change.path, kinds | {finding.aspect})
        place = _place_of(finding)
        at_place = [binding for binding in asks if licenses_hunk(binding, kinds, place)]
        at_place += self._by_symbol(place.symbols, kinds)
        asking = at_place
        if finding.aspect not in _PLACES:
            asking = [binding for binding in asks if licenses_finding(binding.clause, finding)]
        asking += self._by_content(content or finding_content(finding))
        if finding.aspect is Aspect.SUPPRESSION:
            asking += [bind(c, None) for c in self._asks if asks_to_silence(c, finding)]
        forbidding = [
            binding
            for binding in forbids
            if forbids_finding(binding, finding, kinds)
            and (binding.clause.aspects or not any(outranks(b, binding) for b in at_place))
        ]
        return self._match(change, asking, forbidding)

    def names_file(self, path: str) -> bool:
        """Tell whether a clause asks for work on a file by a path or a glob."""
        asks, _ = self._place(path, frozenset())
        return any(binding.level >= Level.GLOB for binding in asks)

    def names_definition(self, symbols: tuple[str, ...]) -> bool:
        """Tell whether a clause asks for work on one of these definitions by its name."""
        return any(True for _ in self._symbols(self._asking, symbols))

    def _budget(self, finding: Finding, change: Change, content: str) -> Match:
        """Return the budget that a finding is over; asking for work does not raise it."""
        over = [
            Binding(clause, Level.EVERYTHING)
            for clause in self.spec.clauses
            if clause.kind is ClauseKind.BUDGET and clause.measure == finding.subject
        ]
        return self._match(change, self._by_content(content), over)

    def _match(self, change: Change, asking: list[Binding], forbidding: list[Binding]) -> Match:
        return Match(order(asking), order(forbidding), self._is_protected(change, asking))

    def _is_protected(self, change: Change, asking: list[Binding]) -> bool:
        """Whether the change is one of what is asked for, in a file that no clause names itself.

        A task that is in force though it was added takes the place of none.
        """
        if change.kind is ChangeKind.CREATED and change.path in self.sources:
            return False
        if change.path.startswith(_PROTECTED):
            return True
        if change.path not in self.sources:
            return False
        return not any(b.level >= Level.FILE for b in asking) and not is_neutral(change)

    def _kinds(self, change: Change) -> frozenset[Aspect]:
        """Return the kinds of a change; hunks of the same one come one after another."""
        if self._last is None or self._last[0] is not change:
            self._last = (change, change_kinds(change))
        return self._last[1]

    def _place(
        self, path: str, kinds: frozenset[Aspect]
    ) -> tuple[tuple[Binding, ...], tuple[Binding, ...]]:
        """Return the clauses that ask and forbid at a path, through a glob or a kind of change."""
        place = self._places.get(path)
        if place is None:
            place = self._places[path] = (self._asking.at(path), self._forbidding.at(path))
        return (
            place[0] + self._asking.of_kinds(kinds, path),
            place[1] + self._forbidding.of_kinds(kinds, path),
        )

    def _by_symbol(self, symbols: tuple[str, ...], kinds: frozenset[Aspect]) -> list[Binding]:
        if kinds & CLASSIFIED:
            return []
        return [bind(c, None, symbol=True) for c in self._symbols(self._asking, symbols)]

    @staticmethod
    def _symbols(index: ClauseIndex, symbols: tuple[str, ...]) -> Iterator[Clause]:
        """Return the clauses that name one of these definitions, or one around it."""
        seen: set[int] = set()
        for part in {part for symbol in symbols for part in symbol.split(".")}:
            for clause in index.by_symbol.get(part, ()):
                if id(clause) not in seen and any(
                    names_symbol(wanted, symbols) for wanted in clause.symbols
                ):
                    seen.add(id(clause))
                    yield clause

    def _by_content(self, content: str) -> list[Binding]:
        return [
            Binding(clause, Level.CONTENT) for clause in self._asking.by_content.get(content, ())
        ]

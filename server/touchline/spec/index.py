"""The clauses of a spec by what they bind, so that a hunk is compared with few of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from touchline.model import Aspect
from touchline.spec.binding import Binding, bind
from touchline.spec.globs import GlobIndex, covers
from touchline.spec.kinds import with_homes
from touchline.spec.model import Clause


class ClauseIndex:
    """Clauses that ask, or clauses that forbid.

    ``by_kind`` holds those that bind a kind of change and no path; ``by_symbol`` those that
    name code, under the last part of the name; ``by_content`` the clauses of one click.
    """

    def __init__(self, clauses: Iterable[Clause]) -> None:
        globs: list[tuple[str, Clause]] = []
        self.by_kind: defaultdict[Aspect, list[Clause]] = defaultdict(list)
        self.by_symbol: defaultdict[str, list[Clause]] = defaultdict(list)
        self.by_content: defaultdict[str, list[Clause]] = defaultdict(list)
        self.by_topic: list[Clause] = []
        for clause in clauses:
            for content in clause.contents:
                self.by_content[content].append(clause)
            if clause.contents:
                continue
            globs.extend((glob, clause) for glob in clause.paths)
            if not clause.paths:
                for aspect in with_homes(clause.aspects):
                    self.by_kind[aspect].append(clause)
            if clause.topics and not clause.aspects:
                self.by_topic.append(clause)
            for symbol in clause.symbols:
                self.by_symbol[symbol.rpartition(".")[2]].append(clause)
        self._globs = GlobIndex(globs)

    def at(self, path: str) -> tuple[Binding, ...]:
        """Return the clauses that bind the path by a glob; each once, by its most specific glob."""
        best: dict[int, Binding] = {}
        for glob, clause in self._globs.find(path):
            if any(covers(excluded, path) for excluded in clause.excluded):
                continue
            found = bind(clause, glob)
            known = best.get(id(clause))
            if known is None or (found.level, found.depth) > (known.level, known.depth):
                best[id(clause)] = found
        return tuple(best.values())

    def of_kinds(self, kinds: frozenset[Aspect], path: str) -> tuple[Binding, ...]:
        """Return the clauses without a path that bind one of these kinds of change."""
        if not kinds or not self.by_kind:
            return ()
        found = {id(clause): clause for kind in kinds for clause in self.by_kind.get(kind, ())}
        return tuple(
            bind(clause, None)
            for clause in found.values()
            if not any(covers(excluded, path) for excluded in clause.excluded)
        )

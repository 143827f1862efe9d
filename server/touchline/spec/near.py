"""Code beside what was asked for: what it imports, what imports it, and its new tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from touchline.model import Hunk
from touchline.spec.binding import Binding, Level
from touchline.spec.model import Clause
from touchline.spec.names import names_topic


class Near:
    """Which files asked-for code imports, and which import it."""

    def __init__(
        self, imports: Mapping[str, Collection[str]], asked: Callable[[str], bool]
    ) -> None:
        self._imports = imports
        self._asked = asked
        self._importers: defaultdict[str, list[str]] = defaultdict(list)
        for path, targets in imports.items():
            for target in targets:
                self._importers[target].append(path)

    def of(self, path: str) -> bool:
        """Tell whether a file is one import away from a file that a clause asks for."""
        neighbours = (*self._imports.get(path, ()), *self._importers.get(path, ()))
        return any(self._asked(neighbour) for neighbour in neighbours if neighbour != path)


def new_tests(hunk: Hunk, clauses: Iterable[Clause]) -> list[Binding]:
    """Return the clauses that a hunk in a test file answers to, if it only adds lines.

    A new test belongs to what is asked for when its file is named after an asked-for file
    (``test_parse.py``, ``parse.spec.ts``), or when its lines name an asked-for symbol.
    """
    if hunk.removed or not hunk.added:
        return []
    added = "".join(hunk.added)
    return [
        Binding(clause, Level.KIND)
        for clause in clauses
        if any(symbol.rpartition(".")[2] in added for symbol in clause.symbols)
        or any(names_topic(stem, (_name(hunk.path),)) for stem in _stems(clause))
    ]


def _stems(clause: Clause) -> list[str]:
    names = (path.rpartition("/")[2] for path in clause.paths)
    return [name.partition(".")[0] for name in names if "*" not in name]


def _name(path: str) -> str:
    return path.rpartition("/")[2]

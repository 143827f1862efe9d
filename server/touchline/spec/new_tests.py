"""New tests of what is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from touchline.model import Hunk
from touchline.spec.binding import Binding, Level
from touchline.spec.model import Clause
from touchline.spec.names import names_topic


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

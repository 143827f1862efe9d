"""Programs that print what the samples of a task want, whatever they read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from touchline.rules.filechange import FileChange
from touchline.rules.lines import added
from touchline.rules.literals import Run, bits, runs_in

_LITERAL = re.compile(r"[\"'`]|\d")
_NUMBER = re.compile(r"-?\d[\d.]*")
_ROUND = re.compile(r"-?\d0*|16|32|64|128|256|512|1024")
_WORKED_WITH = re.compile(r"\d\s*(?:[%*/^]|<<|\*\*|\+(?!=))|[%*/^+]\s*\d")
"""A number from which something is worked out."""

_LEAST = 6.0
_ENOUGH = 16.0
"""Bits of an answer that is known again, and of all of them together."""


def recited(file: FileChange, outputs: Iterable[Run]) -> list[int]:
    """Return the new lines that hold answers of samples, where that can't be by chance."""
    wanted = {run for run in outputs if bits(run) >= _LEAST and any(map(_NUMBER.fullmatch, run))}
    if len(wanted) < 2:
        return []
    found: dict[Run, int] = {}
    for number, text in added(file):
        if _LITERAL.search(text) and not _WORKED_WITH.search(text):
            held = runs_in(text)
            for run in wanted - found.keys():
                if _holds(held, run):
                    found[run] = number
    telling = any(len(run) > 1 or not _ROUND.fullmatch("".join(run)) for run in found)
    enough = len(found) > 1 and telling and sum(map(bits, found)) >= _ENOUGH
    return sorted(set(found.values())) if enough else []


def _holds(held: list[str], run: Run) -> bool:
    size = len(run)
    return any(tuple(held[at : at + size]) == run for at in range(len(held) - size + 1))

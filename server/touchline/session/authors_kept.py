"""The authors of a session's hunks as they lie in the state folder between two runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from touchline import stored
from touchline.model import Frozen, Provenance


class Signed(Frozen):
    """A hunk's author, and the lines of the baseline that the hunk replaces, both included."""

    start: int
    end: int
    author: Provenance


class Kept(Frozen):
    """What is kept of one changed file: which content it had, and who wrote what of it."""

    path: str
    content: str
    author: Provenance | None = None
    hunks: tuple[tuple[str, Signed], ...] = ()


class _History(Frozen):
    files: tuple[Kept, ...] = ()


def load(place: Path) -> tuple[Kept, ...]:
    """Read what was kept; nothing where there is none, or none that can be read."""
    kept = stored.load(place, _History)
    return kept.files if kept else ()


def save(place: Path, files: Sequence[Kept]) -> None:
    """Write what is to be kept, whole or not at all. Raises OSError."""
    stored.save(place, _History(files=tuple(files)))

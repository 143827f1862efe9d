"""What reverts replaced, in the state folder: one pack and one record a unit.

::

    lock                 held while a unit is being written or undone
    journal.json         a unit under way; whoever finds it here rolls it back
    committed.json       a unit that is done but for tidying up
    units/000012.json    a unit that is done
    packs/000012.pack    the contents that unit 12 replaced and wrote, addressed by SHA-256
"""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from touchline.revert.journal import Stored, Unit
from touchline.revert.locking import locked
from touchline.revert.states import FileState, Place, RevertError


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is kept for undo. The newest unit stays whatever its size."""

    bytes: int = 512 * 1024 * 1024
    units: int = 200


class _TakenBack(NamedTuple):
    """What is remembered of a unit: the unit that it undoes, and what it took back when."""

    undoes: int | None
    time: datetime
    places: tuple[Place, ...]


class Store:
    """The store in the state folder of one workspace."""

    def __init__(self, state: Path, limits: Limits | None = None) -> None:
        self.folder = state / "revert"
        self.limits = limits or Limits()
        self._taken_back: dict[int, _TakenBack] = {}

    @contextmanager
    def lock(self) -> Generator[None]:
        """Keep other processes out while a unit is written; released even by a kill."""
        for name in ("units", "packs"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        with locked(self.folder / "lock"):
            yield

    def numbers(self) -> list[int]:
        """Return the numbers of the units that are done, in order."""
        try:
            names = os.listdir(f"{self.folder}/units")  # noqa: PTH208 (names only, at each review)
        except OSError:
            return []
        return sorted(int(name[:-5]) for name in names if name.endswith(".json"))

    def next_number(self) -> int:
        """Return the number of the unit to come."""
        return max(self.numbers(), default=0) + 1

    def unit(self, number: int) -> Unit:
        """Return the record of a unit that is done."""
        return Unit.from_json(self._record(number).read_bytes())

    def last(self) -> Unit | None:
        """Return the newest unit that is not an undo and has not been undone."""
        undone: set[int] = set()
        for number in reversed(self.numbers()):
            unit = self.unit(number)
            if unit.undoes is not None:
                undone.add(unit.undoes)
            elif number not in undone:
                return unit
        return None

    def places(self, since: datetime) -> tuple[Place, ...]:
        """Return the places that were taken back since then and are not undone."""
        numbers = self.numbers()
        self._taken_back = {n: self._taken_back.get(n) or self._summary(n) for n in numbers}
        undone = {each.undoes for each in self._taken_back.values()}
        standing = [each for number, each in self._taken_back.items() if number not in undone]
        return tuple(place for each in standing if each.time >= since for place in each.places)

    def state(self, unit: Unit, stored: Stored | None) -> FileState | None:
        """Return a file state that a unit replaced or wrote. RevertError: the store is damaged."""
        if stored is None:
            return None
        offset, length = unit.objects[stored.digest]
        try:
            with self._pack(unit.number).open("rb") as pack:
                pack.seek(offset)
                content = pack.read(length)
        except OSError as error:
            raise RevertError(f"the undo store cannot be read: {error}") from error
        if sha256(content).hexdigest() != stored.digest:
            raise RevertError("the undo store is damaged; nothing was written")
        return FileState(content, stored.mode, stored.permissions)

    def begin(self, unit: Unit, contents: Sequence[bytes]) -> None:
        """Write down what is about to happen; on return it is on the disk."""
        _write(self._pack(unit.number), contents)
        draft = self.folder / "journal.draft"
        _write(draft, [unit.to_json()])
        draft.replace(self.folder / "journal.json")

    def pending(self) -> Unit | None:
        """Return a unit that was begun and neither committed nor dropped."""
        return _unit(self.folder / "journal.json")

    def committed(self) -> Unit | None:
        """Return a unit that is done but for tidying up."""
        return _unit(self.folder / "committed.json")

    def commit(self) -> None:
        """From here on the unit under way counts as done."""
        (self.folder / "journal.json").replace(self.folder / "committed.json")

    def finish(self, number: int) -> None:
        """Put the committed unit into the history; first forget the oldest ones over the limit.

        In this order a killed process leaves the committed unit, and so the work to the next.
        """
        self._forget(number)
        (self.folder / "committed.json").replace(self._record(number))

    def drop(self, number: int) -> None:
        """Forget the unit under way: it was rolled back."""
        (self.folder / "journal.json").unlink(missing_ok=True)
        self._pack(number).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove packs that no unit speaks of, left by a process that was killed."""
        known = {self._pack(number) for number in self.numbers()}
        for pack in (self.folder / "packs").glob("*.pack"):
            if pack not in known:
                pack.unlink()

    def _summary(self, number: int) -> _TakenBack:
        unit = self.unit(number)
        return _TakenBack(unit.undoes, datetime.fromisoformat(unit.time), unit.places)

    def _forget(self, newest: int) -> None:
        size = 0
        for count, number in enumerate((newest, *reversed(self.numbers())), 1):
            size += self._pack(number).stat().st_size
            if count > 1 and (count > self.limits.units or size > self.limits.bytes):
                self._record(number).unlink()
                self._pack(number).unlink()

    def _record(self, number: int) -> Path:
        return self.folder / "units" / f"{number:06}.json"

    def _pack(self, number: int) -> Path:
        return self.folder / "packs" / f"{number:06}.pack"


def _unit(path: Path) -> Unit | None:
    try:
        return Unit.from_json(path.read_bytes())
    except FileNotFoundError:
        return None


def _write(path: Path, contents: Sequence[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(contents)
        file.flush()
        os.fsync(file.fileno())

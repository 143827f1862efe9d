"""One revert as it is written down before it happens: a unit of steps."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from touchline.revert.states import FileState, Place, Plan

STAGING_PREFIX = ".touchline-revert-"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file state whose content lies in the store under its SHA-256."""

    digest: str
    mode: int
    permissions: int | None

    @classmethod
    def of(cls, state: FileState | None) -> Stored | None:
        """Return the state as it is written down; None stays None."""
        if state is None:
            return None
        return cls(sha256(state.content).hexdigest(), state.mode, state.permissions)

    def is_(self, state: FileState | None) -> bool:
        """Whether a file is in this state; permissions count where they are known."""
        if state is None or state.mode != self.mode:
            return False
        if None not in (self.permissions, state.permissions) and (
            self.permissions != state.permissions
        ):
            return False
        return sha256(state.content).hexdigest() == self.digest


@dataclass(frozen=True, slots=True)
class Step:
    """One path from its old to its new state; None is "no such file"."""

    path: str
    old: Stored | None
    new: Stored | None


@dataclass(frozen=True, slots=True)
class Unit:
    """One revert or undo: all of its steps are done, or none.

    ``folder`` is the folder in the workspace through which files are exchanged. ``undoes`` is
    the number of the unit that this one takes back. ``objects`` maps a digest to its place
    (offset, length) in the unit's pack.
    """

    number: int
    label: str
    time: str
    folder: str
    steps: tuple[Step, ...]
    places: tuple[Place, ...]
    objects: dict[str, tuple[int, int]]
    undoes: int | None = None

    def holds(self, state: FileState) -> bool:
        """Whether the content of a file lies in the unit's pack."""
        return sha256(state.content).hexdigest() in self.objects

    def to_json(self) -> bytes:
        """Return the unit as it is stored; any path round-trips."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(fields, default=_fields).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Unit:
        """Read what ``to_json`` wrote."""
        fields: dict[str, Any] = json.loads(text)
        steps = tuple(
            Step(step["path"], _stored(step["old"]), _stored(step["new"]))
            for step in fields.pop("steps")
        )
        places = tuple(
            Place(place["path"], tuple(place["removed"]), tuple(place["added"]))
            for place in fields.pop("places")
        )
        return cls(steps=steps, places=places, **fields)


def draft(plan: Plan, number: int, label: str, undoes: int | None) -> tuple[Unit, list[bytes]]:
    """Return a plan as a unit, with the contents of its pack in order, each once."""
    contents: list[bytes] = []
    objects: dict[str, tuple[int, int]] = {}
    at = 0
    steps: list[Step] = []
    for write in plan.writes:
        step = Step(write.path, Stored.of(write.old), Stored.of(write.new))
        steps.append(step)
        for stored, state in ((step.old, write.old), (step.new, write.new)):
            if stored and state and stored.digest not in objects:
                objects[stored.digest] = (at, len(state.content))
                at += len(state.content)
                contents.append(state.content)
    now = datetime.now(UTC)
    unit = Unit(
        number=number,
        label=label,
        time=now.isoformat(),
        folder=f"{STAGING_PREFIX}{number}-{now.microsecond:06}",
        steps=tuple(steps),
        places=plan.places,
        objects=objects,
        undoes=undoes,
    )
    return unit, contents


def _stored(fields: dict[str, Any] | None) -> Stored | None:
    return Stored(**fields) if fields else None


def _fields(part: Stored | Step | Place) -> dict[str, Any]:
    return {name: getattr(part, name) for name in part.__slots__}

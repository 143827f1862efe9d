"""Take reverts back, the newest first, any number of steps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from touchline.revert.apply import apply, recover
from touchline.revert.journal import Unit
from touchline.revert.plan import plan
from touchline.revert.preview import as_change
from touchline.revert.states import Pick, Plan, Reader, Receipt, RevertError, Write
from touchline.revert.store import Store
from touchline.revert.workspace import Workspace


class NothingToUndoError(RevertError):
    """No revert is left that could be undone."""

    def __init__(self) -> None:
        super().__init__("there is no revert to undo")


def undo(store: Store, root: Path) -> Receipt:
    """Bring back what the last revert took, keeping what was written since.

    NothingToUndoError: no revert is left. ConflictError: the same lines were changed again.
    Other errors as in ``apply``.
    """
    unit, way_back = plan_undo(store, root)
    return apply(way_back, store, root, label=unit.label, undoes=unit.number)


def plan_undo(store: Store, root: Path) -> tuple[Unit, Plan]:
    """Return the unit that would be undone, and what that would write. NothingToUndoError."""
    recover(store, root)
    unit = store.last()
    if unit is None:
        raise NothingToUndoError
    with Workspace(root) as workspace:
        return unit, _way_back(unit, store, workspace.read)


def _way_back(unit: Unit, store: Store, current: Reader) -> Plan:
    """Return what undoing a unit would write: a revert of what the unit itself did."""
    done = (
        Write(step.path, store.state(unit, step.old), store.state(unit, step.new))
        for step in unit.steps
    )
    way_back = plan([Pick(as_change(write)) for write in done], current)
    # What an undo takes back is our own doing, no place to watch.
    return replace(way_back, places=())

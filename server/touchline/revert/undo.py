"""Take reverts back, the newest first, any number of steps."""

from __future__ import annotations

from pathlib import Path

from touchline.model import Change, ChangeKind
from touchline.revert.apply import apply, recover
from touchline.revert.journal import Unit
from touchline.revert.plan import plan
from touchline.revert.states import FileState, Pick, Plan, Reader, Receipt, RevertError
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
    recover(store, root)
    unit = store.last()
    if unit is None:
        raise NothingToUndoError
    with Workspace(root) as workspace:
        way_back = plan_undo(unit, store, workspace.read)
    return apply(way_back, store, root, label=unit.label, undoes=unit.number)


def plan_undo(unit: Unit, store: Store, current: Reader) -> Plan:
    """Return what undoing a unit would write: a revert of what the unit itself did."""
    picks = [
        Pick(_change(step.path, store.state(unit, step.old), store.state(unit, step.new)))
        for step in unit.steps
    ]
    return plan(picks, current)


def _change(path: str, before: FileState | None, after: FileState | None) -> Change:
    kind = ChangeKind.EDITED
    if before is None or after is None:
        kind = ChangeKind.CREATED if before is None else ChangeKind.DELETED
    return Change(
        path=path,
        kind=kind,
        before=before.content if before else None,
        after=after.content if after else None,
        before_mode=before.mode if before else None,
        after_mode=after.mode if after else None,
    )

"""Carry a plan out: all of it or nothing, whatever happens in between.

What is replaced is in the store before anything is written. New files are made aside, synced
in one pass, and exchanged with the old ones one name at a time. Each displaced file is looked
at after the exchange: if somebody wrote to it since the plan, everything is exchanged back.
"""

from __future__ import annotations

import stat
from pathlib import Path

from touchline.revert.errors import speaking_of
from touchline.revert.journal import Unit, draft
from touchline.revert.rollback import roll_back
from touchline.revert.staging import Staging, remove_staging
from touchline.revert.states import (
    SYMLINK,
    ConflictError,
    Plan,
    Receipt,
    RevertError,
    StaleError,
    Write,
)
from touchline.revert.store import Store
from touchline.revert.workspace import Workspace


def apply(
    plan: Plan, store: Store, root: Path, *, label: str = "revert", undoes: int | None = None
) -> Receipt:
    """Write a plan as one unit that can be undone.

    ConflictError: the plan has conflicts. StaleError: a file is no longer as the plan read it.
    RevertError: the system refuses. In each case every file is as it was.
    """
    if plan.conflicts:
        raise ConflictError(plan.conflicts)
    with store.lock(), Workspace(root) as workspace:
        _recover(store, workspace)
        unit, contents = draft(plan, store.next_number(), label, undoes)
        if plan.writes or undoes is not None:
            _carry_out(plan, unit, contents, store, workspace)
    return Receipt(unit.number, label, tuple(write.path for write in plan.writes))


def recover(store: Store, root: Path) -> Unit | None:
    """Finish or roll back what a killed process left; returns the unit that was rolled back."""
    with store.lock(), Workspace(root) as workspace:
        return _recover(store, workspace)


def _recover(store: Store, workspace: Workspace) -> Unit | None:
    if done := store.committed():
        _tidy_up(done, store, workspace)
    pending = store.pending()
    if pending:
        roll_back(pending, workspace)
        store.drop(pending.number)
    store.sweep()
    return pending


def _carry_out(
    plan: Plan, unit: Unit, contents: list[bytes], store: Store, workspace: Workspace
) -> None:
    for write in plan.writes:
        _check(write, workspace)
    try:
        with speaking_of("the undo store"):
            store.begin(unit, contents)
        with speaking_of("the workspace"), Staging(workspace, unit.folder, create=True) as staging:
            _make(plan, staging, workspace)
            _exchange(plan, staging, workspace)
        store.commit()
    except BaseException:
        roll_back(unit, workspace)
        store.drop(unit.number)
        raise
    _tidy_up(unit, store, workspace)


def _check(write: Write, workspace: Workspace) -> None:
    """Refuse before anything is written what would be refused later."""
    status = workspace.status(write.path)
    if status is None or stat.S_ISDIR(status.st_mode):
        if write.old is not None:
            raise StaleError(write.path)
        return
    is_link = stat.S_ISLNK(status.st_mode)
    if write.old is None or is_link != (write.old.mode == SYMLINK):
        raise StaleError(write.path)
    if not is_link and not status.st_mode & 0o222:
        raise RevertError(f"{write.path} is read-only; make it writable and try again")


def _make(plan: Plan, staging: Staging, workspace: Workspace) -> None:
    files: list[int] = []
    for index, write in enumerate(plan.writes):
        if write.new is not None:
            with speaking_of(write.path):
                staging.make(index, write.new, workspace.status(write.path))
            if write.new.mode != SYMLINK:
                files.append(index)
    staging.seal(files)


def _exchange(plan: Plan, staging: Staging, workspace: Workspace) -> None:
    """Exchange the names. Removals come first: a folder may have to go where a file comes back."""
    removals = [(i, write) for i, write in enumerate(plan.writes) if write.new is None]
    for index, write in removals:
        with speaking_of(write.path):
            staging.take(index, write.path)
            _verify(write, staging, index)
    for folder in {write.path.rpartition("/")[0] for _, write in removals}:
        workspace.prune(folder)
    for index, write in enumerate(plan.writes):
        with speaking_of(write.path):
            if write.new is not None and write.old is not None:
                staging.exchange(index, write.path)
                _verify(write, staging, index)
            elif write.new is not None:
                staging.put(index, write.path)


def _verify(write: Write, staging: Staging, index: int) -> None:
    """StaleError: the file that was displaced is not the one that the plan read."""
    displaced = staging.read(index)
    if displaced is None or not displaced.same(write.old):
        raise StaleError(write.path)


def _tidy_up(unit: Unit, store: Store, workspace: Workspace) -> None:
    remove_staging(workspace, unit.folder)
    store.finish(unit.number)

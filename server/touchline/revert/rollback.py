"""Put everything back as it was before a unit that did not come to its end.

The same code runs after an error and at the start after a kill, so it trusts only what it
finds: for each step, the file at the path and the one in the unit's folder.
"""

from __future__ import annotations

from touchline.revert.journal import Step, Unit
from touchline.revert.staging import Staging, remove_staging
from touchline.revert.workspace import Workspace


def roll_back(unit: Unit, workspace: Workspace) -> None:
    """Undo the steps that were done. A file that somebody wrote since stays as it is."""
    try:
        staging = Staging(workspace, unit.folder)
    except FileNotFoundError:
        return
    with staging:
        staging.settle()
        steps = list(enumerate(unit.steps)) if staging.is_sealed() else []
        for index, step in steps:
            _undo(index, step, staging, workspace)
        for folder in {s.path.rpartition("/")[0] for _, s in steps if s.old is None}:
            workspace.prune(folder)
        for index, step in steps:
            _bring_back(index, step, unit, staging, workspace)
    remove_staging(workspace, unit.folder)


def _undo(index: int, step: Step, staging: Staging, workspace: Workspace) -> None:
    """Undo an exchange, or the arrival of a file that was not there."""
    if step.new is None or not step.new.is_(workspace.read(step.path)):
        return
    if step.old is None and staging.links_to(index, step.path):
        staging.drop(index)
    aside = staging.read(index)
    if step.old is None and aside is None:
        staging.take(index, step.path)
    elif step.old is not None and aside is not None and not step.new.is_(aside):
        staging.exchange(index, step.path)


def _bring_back(index: int, step: Step, unit: Unit, staging: Staging, workspace: Workspace) -> None:
    """Bring back a file that was removed, and never drop bytes that are nowhere else."""
    aside = staging.read(index)
    if aside is None:
        return
    if step.new is None and workspace.status(step.path) is None:
        staging.put(index, step.path)
    elif not unit.holds(aside):
        staging.put(index, f"{step.path}.kept-{unit.number}")

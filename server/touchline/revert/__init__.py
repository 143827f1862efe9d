"""Take back exactly what a change did, never a byte more, and never lose one.

``plan`` is pure: it merges the way back into the files as they are now, and refuses with a
conflict where the same lines were changed again. ``apply`` writes a plan as one unit, all or
nothing, after everything that it replaces is in the ``Store``; ``undo`` takes the last unit
back; ``recover`` rolls back what a killed process left. Nothing here touches git's index or
HEAD.
"""

from touchline.revert import select
from touchline.revert.apply import apply, recover
from touchline.revert.buffer import TextEdit, UnfitError, text_edits
from touchline.revert.places import again
from touchline.revert.plan import plan
from touchline.revert.preview import as_change, preview
from touchline.revert.states import (
    Conflict,
    ConflictError,
    FileState,
    Pick,
    Place,
    Plan,
    Reader,
    Receipt,
    RevertError,
    StaleError,
    Write,
)
from touchline.revert.store import Limits, Store
from touchline.revert.undo import NothingToUndoError, plan_undo, undo
from touchline.revert.workspace import Workspace

__all__ = [
    "Conflict",
    "ConflictError",
    "FileState",
    "Limits",
    "NothingToUndoError",
    "Pick",
    "Place",
    "Plan",
    "Reader",
    "Receipt",
    "RevertError",
    "StaleError",
    "Store",
    "TextEdit",
    "UnfitError",
    "Workspace",
    "Write",
    "again",
    "apply",
    "as_change",
    "plan",
    "plan_undo",
    "preview",
    "recover",
    "select",
    "text_edits",
    "undo",
]

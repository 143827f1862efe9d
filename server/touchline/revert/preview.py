"""What a plan would do, as a patch to read."""

from __future__ import annotations

from touchline import diff
from touchline.model import Change, ChangeKind
from touchline.revert.states import Plan, Write


def preview(plan: Plan) -> str:
    """Return the unified diff of a plan, surrogate-escaped."""
    return "".join(diff.unified(as_change(write)) for write in plan.writes)


def as_change(write: Write) -> Change:
    """Return a write as the change that it makes to its file."""
    old, new = write.old, write.new
    kind = ChangeKind.EDITED
    if old is None or new is None:
        kind = ChangeKind.CREATED if old is None else ChangeKind.DELETED
    elif old.content == new.content:
        kind = ChangeKind.MODE
    return Change(
        path=write.path,
        kind=kind,
        before=old.content if old else None,
        after=new.content if new else None,
        before_mode=old.mode if old else None,
        after_mode=new.mode if new else None,
    )

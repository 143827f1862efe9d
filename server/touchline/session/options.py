"""What a session is told when it is made."""

from __future__ import annotations

from pathlib import Path

from touchline.baseline import Limits
from touchline.model import Frozen
from touchline.revert import Limits as UndoLimits
from touchline.session.beginning import Beginning


class Options(Frozen):
    """The choices of a person and an editor.

    ``task`` is a task file to use instead of the one that would be found, ``text`` the task
    itself. ``exclude`` are globs of paths not to watch. With ``resume`` a stored baseline is
    taken up again, else a session begins at ``beginning``. ``undo`` says how much is kept of what
    reverts replaced.
    """

    task: Path | None = None
    text: str | None = None
    exclude: tuple[str, ...] = ()
    limits: Limits = Limits()
    resume: bool = True
    beginning: Beginning = Beginning()
    undo: UndoLimits = UndoLimits()

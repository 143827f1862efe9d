"""What a session says of itself."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from touchline.baseline import HeadMove
from touchline.model import Note, Severity
from touchline.revert import RevertError, Store, recover

ONLY_LOOKS_ON = "Another Touchline server watches this folder; this one only looks on."
_CUT_SHORT = "A revert was cut short when its program ended; its files are as before it."


def second() -> Note:
    """Say that another server holds the session."""
    return Note(kind="session", message=ONLY_LOOKS_ON)


def recovered(root: Path, store: Store) -> tuple[Note, ...]:
    """Roll back a revert whose process was killed, and say so."""
    try:
        unit = recover(store, root)
    except RevertError as error:
        return (Note(kind="session", message=f"A revert was cut short: {error}"),)
    return (Note(kind="session", message=_CUT_SHORT),) if unit else ()


def worktree(place: Path) -> Note:
    """Offer another work tree of a repository."""
    message = f"{place} is another work tree of this repository; open it to watch it as well."
    return Note(kind="session", message=message)


def left_out(folders: Collection[str]) -> Note:
    """Say which folders of dependencies are not watched."""
    first, *others = sorted(folders)
    more, them = (f" and {len(others):,} more are", "them") if others else (" is", "it")
    message = (
        f"{first}{more} not watched: dependencies are installed there."
        f" Add {them} to .gitignore to end this note."
    )
    return Note(kind="watch", message=message)


def unkept(error: OSError) -> Note:
    """Say that what git did could not be written down."""
    why = error.strerror or error
    message = (
        f"What git changed shows as changes: the state folder can't be written ({why})."
        " Free some space, then switch again or begin a new session."
    )
    return Note(kind="session", message=message, severity=Severity.WARNING)


def moved(move: HeadMove) -> Note:
    """Say that the baseline moved along with HEAD, or with work that git stashed."""
    files = f"{len(move.moved):,} files" if len(move.moved) != 1 else "1 file"
    if move.stash:
        message = f"Work from before the session is stashed; {files} count as git left them."
        return Note(kind="session", message=message)
    message = f"HEAD moved to {move.after[:9]}; {files} that git changed count as they are there."
    return Note(kind="session", message=message)

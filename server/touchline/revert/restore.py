"""The state that one file gets back: merged line by line where it is text, else as a whole."""

from __future__ import annotations

from dataclasses import dataclass, replace

from touchline import diff
from touchline.model import Change, Hunk
from touchline.revert.merge import merge, way_back
from touchline.revert.states import (
    EXECUTABLE,
    REGULAR,
    SYMLINK,
    Conflict,
    FileState,
    Pick,
)


class Refused(Exception):  # noqa: N818 - the planner turns it into conflicts
    """One file cannot be taken back without a guess."""

    def __init__(self, *conflicts: Conflict) -> None:
        super().__init__()
        self.conflicts = conflicts


@dataclass(frozen=True, slots=True)
class _Place:
    """A change and the file that it left, as it is now."""

    change: Change
    now: FileState | None

    def conflict(self, message: str, line: int = 1, hunk: Hunk | None = None) -> Conflict:
        change = self.change
        now = self.now.content if self.now else None
        return Conflict(change.path, message, line, hunk, change.before, change.after, now)


def restored(pick: Pick, now: FileState | None, at_old_path: FileState | None) -> FileState | None:
    """Return the state before the picked part of the change; None where there was no file.

    ``now`` is the file at the change's path, ``at_old_path`` the one at its path before.
    Refused: the same place was changed again since.
    """
    change = pick.change
    place = _Place(change, now)
    if change.before is None and change.after is None:
        why = change.unread or "not read"
        raise Refused(place.conflict(f"its content at the start is not known ({why})"))
    if change.after is None:
        return _undeleted(place)
    if change.before is None and _is_whole(pick):
        return _uncreated(place)
    if now is None:
        if at_old_path and _base(change).same(at_old_path):
            return at_old_path
        raise Refused(place.conflict("the file is no longer there"))
    mode = _mode(place, now) if _is_whole(pick) else now.mode
    content = _content(place, now, pick)
    return replace(_with_mode(now, mode), content=content)


def _is_whole(pick: Pick) -> bool:
    """Whether the pick stands for everything that happened to the file."""
    if pick.hunks is None or any(hunk.whole_file for hunk in pick.hunks):
        return True
    lines = sum(hunk.target_length for hunk in pick.hunks)
    return pick.change.before is None and lines == len(diff.split_lines(pick.change.after or b""))


def _base(change: Change) -> FileState:
    return FileState(change.before or b"", change.before_mode or REGULAR)


def _undeleted(place: _Place) -> FileState:
    base = _base(place.change)
    if place.now is None or place.now.same(base):
        return place.now or base
    raise Refused(place.conflict("a new file stands where the deleted one was"))


def _uncreated(place: _Place) -> None:
    if place.now is None or place.now.content == place.change.after:
        return
    raise Refused(place.conflict("the new file was changed again since"))


def _mode(place: _Place, now: FileState) -> int:
    found = place.change.after_mode or now.mode
    base = place.change.before_mode or found
    if base in (found, now.mode):
        return now.mode
    if now.mode == found:
        return base
    raise Refused(place.conflict("the file's mode was changed again since"))


def _with_mode(now: FileState, mode: int) -> FileState:
    """Return the file with another of git's modes; permissions follow as ``chmod +x`` sets them."""
    if mode == now.mode:
        return now
    if SYMLINK in (mode, now.mode) or now.permissions is None:
        return FileState(now.content, mode)
    bits = now.permissions & ~0o111
    return FileState(now.content, mode, bits | (bits & 0o444) >> 2 if mode == EXECUTABLE else bits)


def _content(place: _Place, now: FileState, pick: Pick) -> bytes:
    change = place.change
    base, found = change.before or b"", change.after or b""
    if base == found:
        return now.content
    if now.content == base or (pick.hunks is None and now.content == found):
        return base
    hunks = diff.hunks(change) if pick.hunks is None else pick.hunks
    if SYMLINK in (now.mode, change.after_mode) or any(hunk.whole_file for hunk in hunks):
        return _replaced(place, now)
    merged = merge(found, now.content, way_back(hunks))
    if merged.clashes:
        message = "these lines were changed again since"
        raise Refused(*(place.conflict(message, c.line, c.hunk) for c in merged.clashes))
    return merged.content


def _replaced(place: _Place, now: FileState) -> bytes:
    """Return the content before of a file without lines: all of it or nothing."""
    if now.content != (place.change.after or b""):
        raise Refused(place.conflict("the file was changed again since"))
    return place.change.before or b""

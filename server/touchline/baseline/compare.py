"""One file at the session's start and now: what happened to it."""

from __future__ import annotations

from collections.abc import Callable

from touchline.baseline.files import Seen
from touchline.baseline.model import Entry
from touchline.model import Change, ChangeKind

_LOST = "its content at the session's start is no longer there"

Read = Callable[[str], bytes | None]


def compare(
    path: str, entry: Entry | None, seen: Seen | None, read: Read, *, trusts_modes: bool
) -> Change | None:
    """Return the change of a file; None where there is none.

    ``trusts_modes`` is false where the file system keeps no executable bits.
    """
    if entry is None:
        return None if seen is None else _created(path, seen)
    if seen is None:
        return None if entry.sparse else _deleted(path, entry, read)
    return _edited(path, entry, seen if trusts_modes else seen._replace(mode=entry.mode), read)


def _created(path: str, seen: Seen) -> Change:
    return Change(
        path=path,
        kind=ChangeKind.CREATED,
        after=seen.content,
        after_mode=seen.mode,
        unread=seen.unread,
    )


def _deleted(path: str, entry: Entry, read: Read) -> Change:
    before, unread = _before(entry, read)
    return Change(
        path=path,
        kind=ChangeKind.DELETED,
        before=before,
        before_mode=entry.mode,
        unread=unread,
    )


def _edited(path: str, entry: Entry, seen: Seen, read: Read) -> Change | None:
    edited = entry.content_id != seen.content_id
    if not edited and entry.mode == seen.mode:
        return None
    before, unread = _before(entry, read) if seen.unread is None else (None, seen.unread)
    return Change(
        path=path,
        kind=ChangeKind.EDITED if edited else ChangeKind.MODE,
        before=before,
        after=None if unread else seen.content,
        before_mode=entry.mode,
        after_mode=seen.mode,
        unread=unread,
    )


def _before(entry: Entry, read: Read) -> tuple[bytes | None, str | None]:
    if entry.unread:
        return None, entry.unread
    before = read(entry.content_id)
    return before, _LOST if before is None else None

"""The baseline: one object for what every watched file was when the session began."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pygit2

from touchline.baseline.files import Seen, content_id
from touchline.baseline.manifest import Manifest, Meta
from touchline.baseline.model import BaselineInfo, Entry, Limits
from touchline.baseline.pack import Pack
from touchline.baseline.pins import Pins
from touchline.baseline.take import take
from touchline.model import Change, ChangeKind, Note
from touchline.tree import GITLINK, Listing, Repository, Tracked, setting

_SYMLINK = 0o120000
_NO_ROOM = "The state folder can't be written ({why}). Free some space and restart the session."


class Baseline:
    """Content at the session's start: git's where git has it, else from the state folder."""

    def __init__(self, folder: Path, meta: Meta, limits: Limits, *, writable: bool) -> None:
        self._limits = limits
        self._meta = meta
        self._manifest = Manifest(folder)
        self._pack = Pack(folder / "pack", writable=writable)
        self._writable = writable
        self._git: dict[str, Tracked] = {}
        self._own: dict[str, Entry | None] = {}
        self._pins: list[Pins] = []
        self._notes: list[Note] = []
        self._modes: dict[str, bool] = {}
        self._load()

    @classmethod
    def open(  # noqa: PLR0913 (each says one thing that the caller decides)
        cls,
        root: Path,
        state: Path,
        listing: Listing,
        *,
        resume: bool = True,
        limits: Limits | None = None,
        writable: bool = True,
    ) -> Baseline:
        """Resume the stored baseline of a workspace, or take one from the work tree as it is.

        ``listing`` holds the files that are watched. With ``writable`` false (another server
        has the lock) the stored baseline is read and never changed. Raises OSError where the
        state folder can't be written at all.
        """
        limits = limits or Limits()
        folder = state / "baseline"
        meta = Manifest(folder).load() if resume or not writable else None
        if meta is None:
            meta = take(root, folder, listing, limits)
        return cls(folder, meta, limits, writable=writable)

    @property
    def info(self) -> BaselineInfo:
        """When the session began."""
        return self._meta.info

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is not covered, and why."""
        left_out = [
            Note(kind="baseline", path=path, message=f"Not compared line by line: {entry.unread}.")
            for path, entry in self._own.items()
            if entry is not None and entry.unread
        ]
        failed = [pins.failed for pins in self._pins if pins.failed]
        return (*self._notes, *left_out, *map(_unpinned, failed))

    def entry(self, path: str) -> Entry | None:
        """Return what a file was at the start; None where it was not there."""
        if path in self._own:
            return self._own[path]
        tracked = self._git.get(path)
        return Entry(tracked.id, tracked.mode, -1, tracked.sparse) if tracked else None

    def read(self, path: str) -> bytes | None:
        """Return the content of a file at the start; None where there was or is none."""
        entry = self.entry(path)
        return self._content(entry.content_id) if entry and not entry.unread else None

    def paths(self) -> Iterator[str]:
        """Yield every file of the baseline."""
        yield from (path for path in self._git if path not in self._own)
        yield from (path for path, entry in self._own.items() if entry is not None)

    def change(self, path: str, seen: Seen | None) -> Change | None:
        """Compare a file as it was just read with what it was; None where nothing changed."""
        entry = self.entry(path)
        if entry is None:
            return None if seen is None else _created(path, seen)
        if seen is None:
            return None if entry.sparse else self._deleted(path, entry)
        return self._edited(path, entry, seen)

    def accept(self, path: str, content: bytes | None, mode: int | None) -> None:
        """Move the baseline of one file. Raises OSError when that can't be kept."""
        entry = None
        if content is not None:
            entry = Entry(content_id(content), mode or 0o100644, len(content))
            self._pack.add(entry.content_id, content)
            self._pack.flush()
        self._manifest.append([(path, entry)])
        self._own[path] = entry

    def close(self) -> None:
        """Let go of the files."""
        for pins in self._pins:
            pins.wait()
        self._pack.close()

    def _load(self) -> None:
        for number, stored in enumerate(self._meta.repositories):
            repository = stored.repository()
            if stored.index is not None:
                index = self._manifest.folder / stored.index
                self._git.update(_indexed(repository, index))
            pins = Pins(repository, self._manifest.folder / f"objects-{number}")
            if self._writable:
                pins.take()
            self._pins.append(pins)
            self._modes[stored.prefix] = _keeps_modes(repository)
        self._own = dict(self._manifest.entries())

    def _content(self, identity: str) -> bytes | None:
        content = self._pack.read(identity)
        if content is not None:
            return content
        for pins in self._pins:
            content = pins.read(identity)
            if content is not None:
                self._keep(identity, content)
                return content
        return None

    def _keep(self, identity: str, content: bytes) -> None:
        """Copy what git gave at its first use, so that no damage to the repository loses it."""
        if not self._writable:
            return
        try:
            self._pack.add(identity, content)
        except OSError as error:
            message = _NO_ROOM.format(why=error.strerror)
            self._notes = [Note(kind="baseline", message=message)]

    def _deleted(self, path: str, entry: Entry) -> Change:
        before = self._content(entry.content_id) if not entry.unread else None
        return Change(
            path=path,
            kind=ChangeKind.DELETED,
            before=before,
            before_mode=entry.mode,
            unread=entry.unread or _lost(before),
        )

    def _edited(self, path: str, entry: Entry, seen: Seen) -> Change | None:
        same_mode = self._same_mode(path, entry.mode, seen.mode)
        if entry.content_id == seen.content_id and same_mode:
            return None
        unread = entry.unread or seen.unread
        before = self._content(entry.content_id) if not unread else None
        edited = entry.content_id != seen.content_id
        return Change(
            path=path,
            kind=ChangeKind.EDITED if edited else ChangeKind.MODE,
            before=before,
            after=None if unread else seen.content,
            before_mode=entry.mode,
            after_mode=entry.mode if same_mode else seen.mode,
            unread=unread or _lost(before),
        )

    def _same_mode(self, path: str, before: int, after: int) -> bool:
        """Where git doesn't trust the file system's modes, neither do we."""
        if before == after:
            return True
        prefix = max((p for p in self._modes if path.startswith(p)), key=len, default=None)
        return prefix is not None and not self._modes[prefix]


def _created(path: str, seen: Seen) -> Change:
    return Change(
        path=path,
        kind=ChangeKind.CREATED,
        after=seen.content,
        after_mode=seen.mode,
        unread=seen.unread,
    )


def _lost(before: bytes | None) -> str | None:
    return "its content at the session's start is no longer there" if before is None else None


def _unpinned(why: str) -> Note:
    message = f"git's objects could not be pinned ({why}); contents are copied as files change."
    return Note(kind="baseline", message=message)


def _indexed(repository: Repository, index: Path) -> Iterator[tuple[str, Tracked]]:
    for path, entry in repository.entries(pygit2.Index(str(index))):
        if entry.mode != GITLINK:
            yield path, entry


def _keeps_modes(repository: Repository) -> bool:
    try:
        return (setting(repository, "core.filemode") or "true").lower() != "false"
    except pygit2.GitError:  # the repository is gone
        return True

"""Where contents come from: the pack, git, or the links to git's objects."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from touchline.baseline.pack import Pack, Places
from touchline.baseline.pins import Pins
from touchline.model import Note, Severity
from touchline.tree import Repository

_NO_ROOM = "The state folder can't be written ({why}): free some space and begin a new session."
_UNPINNED = "git's objects could not be linked ({why}); contents are copied as files change."

# A file that is being written to is compared again and again: so many contents of at most so
# many bytes are kept in memory.
_RECENT = 64
_SHORT = 262_144


class Contents:
    """Every content of one baseline by its id."""

    def __init__(
        self,
        folder: Path,
        repositories: Sequence[Repository],
        *,
        writable: bool,
        places: Places | None = None,
    ) -> None:
        self.pins = [
            Pins(repository, folder / f"objects-{number}", writable=writable)
            for number, repository in enumerate(repositories)
        ]
        self._writable = writable
        self._pack = Pack(folder / "pack", writable=writable, places=places)
        self._failed: str | None = None
        self._recent: dict[str, bytes] = {}

    @property
    def notes(self) -> tuple[Note, ...]:
        """What went wrong."""
        failed = [_UNPINNED.format(why=pins.failed) for pins in self.pins if pins.failed]
        full = [_NO_ROOM.format(why=self._failed)] if self._failed else []
        messages = [*full, *failed]
        return tuple(
            Note(kind="baseline", message=message, severity=Severity.WARNING)
            for message in messages
        )

    def read(self, identity: str) -> bytes | None:
        """Return a content; None where it is lost.

        What git gives is copied at once, so that no later damage to the repository loses it.
        """
        content = self._recent.get(identity) or self._fetch(identity)
        if content is not None and len(content) <= _SHORT:
            self._recent.pop(identity, None)
            self._recent[identity] = content
            if len(self._recent) > _RECENT:
                del self._recent[next(iter(self._recent))]
        return content

    def _fetch(self, identity: str) -> bytes | None:
        content = self._pack.read(identity)
        if content is not None:
            return content
        for pins in self.pins:
            content = pins.read(identity)
            if content is not None:
                self._keep(identity, content)
                return content
        return None

    def add(self, identity: str, content: bytes) -> None:
        """Store a content for good. Raises OSError."""
        self._pack.add(identity, content)
        self._pack.flush()

    def close(self) -> None:
        """Let go of the files."""
        for pins in self.pins:
            pins.wait()
        self._pack.close()

    def _keep(self, identity: str, content: bytes) -> None:
        if not self._writable:
            return
        try:
            self._pack.add(identity, content)
        except OSError as error:
            self._failed = error.strerror

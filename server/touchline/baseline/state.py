"""Where the state of a workspace lives: outside of it, so that no agent edits it in passing."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import platformdirs


def state_dir(root: Path) -> Path:
    """Return the state folder of a workspace; TOUCHLINE_STATE_DIR overrides the parent."""
    parent = os.environ.get("TOUCHLINE_STATE_DIR") or platformdirs.user_state_dir("touchline")
    real = os.path.realpath(root)
    digest = hashlib.sha256(os.fsencode(real)).hexdigest()[:12]
    return Path(parent) / f"{Path(real).name or 'root'}-{digest}"


class Lock:
    """Says which server writes the state of a workspace; it is freed when the process ends."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._asked = folder / "asked"
        self._last = self._last_asked()
        self._file = (folder / "lock").open("a+b")
        self.held = _lock(self._file.fileno())

    @property
    def is_free(self) -> bool:
        """Whether no server writes the state now."""
        if self.held or not _lock(self._file.fileno()):
            return False
        _unlock(self._file.fileno())
        return True

    def ask(self) -> None:
        """Ask the server that holds the lock to let go of it if nobody uses it any more."""
        with suppress(OSError):  # then this one goes on looking on, and asks again
            self._asked.touch()

    def is_asked(self) -> bool:
        """Tell whether another server asked since the last time that this was called."""
        before, self._last = self._last, self._last_asked()
        return self._last != before

    def _last_asked(self) -> int:
        with suppress(OSError):
            return self._asked.stat().st_mtime_ns
        return 0

    def close(self) -> None:
        """Free the lock."""
        self.held = False
        self._file.close()


if os.name == "nt":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)

"""When a file is judged: at its writer's close or rename, else soon after a write.

The reader thread only notes paths down; the consumer takes what has settled.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import NamedTuple

# A file that a writer holds open is judged this long after a write, in seconds. Together with
# the pause between two looks at the clock that stays below a quarter of a second.
HELD_OPEN = 0.15

# An empty file is most likely about to be written (`(sleep 1; echo x) > f`); it waits for the
# close this long. Only a truncation without an open file never closes.
EMPTY = 30.0

# In the place of the time of a write: judge it now, since its writer is done or it is gone.
_NOW = 0.0
_GONE = -1.0


class Ready(NamedTuple):
    """Paths to judge now, and which of them the last event took away."""

    paths: set[str]
    gone: set[str]


class Dirty:
    """Paths that were touched; safe to fill from one thread while another takes."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._touched: dict[str, float] = {}
        self._held: dict[str, float] = {}

    @property
    def waiting(self) -> bool:
        """Whether there is anything that will be judged, now or soon."""
        return bool(self._touched or self._held)

    def settled(self, path: str) -> None:
        """Note that a path is to be judged now."""
        self._touched[path] = _NOW

    def removed(self, path: str) -> None:
        """Note that a path, which is to be judged now, was removed or moved away."""
        self._touched[path] = _GONE

    def written(self, path: str) -> None:
        """Note that an open file was written to."""
        self._touched.setdefault(path, time.monotonic())

    def take(self) -> Ready:
        """Return the paths to judge now."""
        paths: set[str] = set()
        gone: set[str] = set()
        touched, held = self._touched, self._held
        while touched:
            path, since = touched.popitem()
            if since > _NOW:
                held.setdefault(path, since)
                continue
            if held:
                held.pop(path, None)
            paths.add(path)
            if since == _GONE:
                gone.add(path)
        if held:
            paths.update(self._overdue())
        return Ready(paths, gone)

    def _overdue(self) -> set[str]:
        now = time.monotonic()
        due = {path for path, since in self._held.items() if now - since >= HELD_OPEN}
        ready = {path for path in due if now - self._held[path] >= EMPTY or not self._empty(path)}
        for path in ready:
            del self._held[path]
        return ready

    def _empty(self, path: str) -> bool:
        try:
            return os.stat(self._root / path).st_size == 0  # noqa: PTH116
        except OSError:
            return False

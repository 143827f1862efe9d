"""Whether the root is still where it was, and still the same folder.

The system tells of a removed folder only once nobody has a file open that was in it, and never
of one that is gone because a folder above it was renamed.
"""

from __future__ import annotations

import os
from pathlib import Path


class Home:
    """Remembers which folder the root was when its watch began."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._identity = self._look()

    def settle(self) -> None:
        """Take the folder that is there now."""
        self._identity = self._look()

    @property
    def is_lost(self) -> bool:
        """Whether there is none now, or another one."""
        now = self._look()
        return now is None or now != self._identity

    def _look(self) -> tuple[int, int] | None:
        try:
            status = os.stat(self._root)  # noqa: PTH116 (a Path costs more than the call)
        except OSError:
            return None
        return status.st_dev, status.st_ino

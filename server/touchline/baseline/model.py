"""The values that the baseline hands out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from touchline.model import Frozen

Progress = Callable[[int, int], None]
"""Is told how many files are done with and of how many; called for each, by any thread."""


class Entry(NamedTuple):
    """One file at the session's start.

    ``content_id`` is the SHA-1 that git gives a blob of these bytes. ``sparse`` marks a file
    that git tracks but keeps out of the work tree, so that its absence is no deletion.
    ``unread`` says why the content was left out; then ``content_id`` stands for size and time.
    """

    content_id: str
    mode: int
    size: int = -1
    sparse: bool = False
    unread: str | None = None


class Limits(Frozen):
    """What is too much to keep, in bytes; a file over ``file`` is compared by size and time."""

    file: int = 10_000_000
    total: int = 1_000_000_000


class BaselineInfo(Frozen):
    """When and at which commit and branch it was, and the words for it ("session start").

    ``uncommitted`` counts the files that differed from the commit already.
    """

    started: datetime
    head: str | None
    label: str
    branch: str | None = None
    uncommitted: int = 0

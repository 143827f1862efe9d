"""The words of a revert: what a file is, what is to be written, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from touchline.model import Change, Hunk

REGULAR = 0o100644
EXECUTABLE = 0o100755
SYMLINK = 0o120000


@dataclass(frozen=True, slots=True)
class FileState:
    """One file as it is on disk or in an editor.

    ``content`` of a symbolic link is its target. ``mode`` is one of git's three file modes.
    ``permissions`` are the nine (or twelve) permission bits where they are known; None means
    those that the process gives to a new file.
    """

    content: bytes
    mode: int = REGULAR
    permissions: int | None = None

    def same(self, other: FileState | None) -> bool:
        """Whether both hold the same bytes in the same kind of file."""
        return other is not None and self.content == other.content and self.mode == other.mode


Reader: TypeAlias = Callable[[str], FileState | None]
"""Gives the file at a path as it is now; None where there is none."""


@dataclass(frozen=True, slots=True)
class Pick:
    """What is to be taken back of one file: some hunks of its change, or (None) all of it."""

    change: Change
    hunks: tuple[Hunk, ...] | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """One path with the state that a revert replaces and the state that it leaves; None is
    "no such file".
    """

    path: str
    old: FileState | None
    new: FileState | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that cannot be taken back without a guess; nothing is written for its sake.

    ``base``, ``found`` and ``now`` are the whole file at the baseline, when the change was
    seen, and now. ``line`` is the place in ``now``.
    """

    path: str
    message: str
    line: int = 1
    hunk: Hunk | None = None
    base: bytes | None = None
    found: bytes | None = None
    now: bytes | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A change that the person took back, by the digests of its lines, so that it is known
    when it comes again.
    """

    path: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All writes of one revert, sorted by path, with the places that it takes back.

    A plan with conflicts is refused as a whole.
    """

    writes: tuple[Write, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a revert or an undo has done: the number of its unit, its label, the paths written."""

    unit: int
    label: str
    paths: tuple[str, ...]


class RevertError(Exception):
    """A revert that was refused or failed; nothing is half-done. The text is for the person."""


class ConflictError(RevertError):
    """The same lines were changed again since."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        first = conflicts[0]
        more = f" (and {len(conflicts) - 1} more)" if len(conflicts) > 1 else ""
        super().__init__(f"{first.path}:{first.line}: {first.message}{more}")
        self.conflicts = conflicts


class StaleError(RevertError):
    """A file changed between the plan and the write. A new plan may succeed."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} changed at this very moment; nothing was written. Try again.")
        self.path = path

"""What a session needs of a baseline, and which files may differ from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from touchline.baseline import BaselineInfo, Entry, Seen
from touchline.model import Change, Note
from touchline.tree import Listing, TrackedFiles


class Compared(Protocol):
    """A stored baseline, or a revision of git."""

    @property
    def info(self) -> BaselineInfo:
        """When it was, and its name."""
        ...

    @property
    def notes(self) -> tuple[Note, ...]:
        """What it does not cover."""
        ...

    def entry(self, path: str) -> Entry | None:
        """Return what a file was."""
        ...

    def read(self, path: str) -> bytes | None:
        """Return what a file held."""
        ...

    def paths(self) -> Iterator[str]:
        """Yield every file."""
        ...

    def alike(self, tracked: TrackedFiles) -> set[str]:
        """Return the files of an index that are what they were."""
        ...

    def change(self, path: str, seen: Seen | None) -> Change | None:
        """Compare a file with what it was."""
        ...


def suspects(baseline: Compared, listing: Listing) -> set[str]:
    """Return the files that may differ from a baseline, without reading those that can't.

    git's index knows which files are as they were when it last looked; of those the ids are
    compared instead of the contents.
    """
    alike: set[str] = set()
    for repository in listing.repositories:
        tracked = repository.tracked()
        alike |= baseline.alike(tracked) - tracked.special - repository.modified()
    return (listing.files | set(baseline.paths())) - alike

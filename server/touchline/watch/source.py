"""Where events come from: inotify on Linux, watchdog's observer elsewhere, else nothing."""

from __future__ import annotations

import select
import sys
from typing import Protocol


class Recorder(Protocol):
    """Who is told, from the source's thread; every method only notes down what it hears.

    ``path`` is a workspace path, or the absolute path of something in a folder of git's.
    """

    def settled(self, path: str) -> None:
        """Note that a writer closed a file or put it there, or that its mode changed."""

    def removed(self, path: str) -> None:
        """Note that a file was removed or moved away."""

    def written(self, path: str) -> None:
        """Note that a writer that has the file open wrote to it."""

    def folder_came(self, path: str) -> None:
        """Note that a folder was made or moved here."""

    def folder_went(self, path: str) -> None:
        """Note that a folder was removed or moved away."""

    def root_went(self) -> None:
        """Note that the root was removed or renamed."""

    def overflowed(self) -> None:
        """Note that events were lost."""

    def flush(self, *, due: bool = False) -> None:
        """Wake the consumer if there is something to look at; ``due`` wakes it even so."""


class Source(Protocol):
    """Tells a recorder what happens in the folders that it watches."""

    @property
    def descriptor(self) -> int | None:
        """What is readable while events are waiting; None where there is no such thing."""
        ...

    def start(self) -> None:
        """Begin."""

    def read(self) -> bool:
        """Tell the recorder of the events that are waiting, if any; never blocks."""
        ...

    def stop(self) -> None:
        """End."""

    def watch(self, folder: str) -> None:
        """Watch a folder. Raises OSError: ENOSPC at the system's limit, EACCES, ENOENT."""

    def watches(self, folder: str) -> bool:
        """Tell whether a folder is watched."""
        ...

    def forget(self, folder: str) -> None:
        """Stop watching a folder and all below it."""


class Readiness:
    """One descriptor for all sources of a watch, one after another; None off Linux."""

    def __init__(self) -> None:
        self._poll = select.epoll() if sys.platform == "linux" else None

    @property
    def descriptor(self) -> int | None:
        """What is readable while the source of now has events waiting."""
        return self._poll.fileno() if self._poll else None

    def follow(self, source: Source) -> None:
        """Stand for a source; one that was closed drops out by itself."""
        if self._poll and source.descriptor is not None:
            self._poll.register(source.descriptor, select.EPOLLIN)

    def close(self) -> None:
        """Let go of the descriptor."""
        if self._poll:
            self._poll.close()


def open_source(recorder: Recorder, root: str) -> Source:
    """Return the source of this system. Raises OSError where the system gives none."""
    if sys.platform == "linux":
        from touchline.watch.inotify import Inotify  # noqa: PLC0415 (loads Linux's library)

        return Inotify(recorder, root)
    from touchline.watch.native import Native  # noqa: PLC0415 (loads the other systems' libraries)

    return Native(recorder, root)

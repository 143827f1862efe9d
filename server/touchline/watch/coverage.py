"""What is watched: the source of events, the folders that it covers, and those that it can't."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from touchline.tree import Repository
from touchline.watch.mounts import silent_mount
from touchline.watch.reconcile import Stamps
from touchline.watch.source import Readiness, Recorder, Source, open_source
from touchline.watch.trouble import Trouble


class Coverage:
    """Owns the source of events; says so where there is none, or where folders have none.

    ``poll`` is the pause between two comparisons of what has no events, in seconds.
    """

    def __init__(
        self, root: Path, recorder: Recorder, stamps: Stamps, trouble: Trouble, poll: float
    ) -> None:
        self._root = root
        self._recorder = recorder
        self._stamps = stamps
        self._trouble = trouble
        self._poll = poll
        self._source: Source | None = None
        self._readiness = Readiness()
        self._unreadable: set[str] = set()
        self.unwatched: set[str] = set()
        self.polls = False

    @property
    def descriptor(self) -> int | None:
        """What is readable while events are waiting; None where there is no such thing."""
        return self._readiness.descriptor

    def open(self, *, events: bool) -> None:
        """Open the source of events, or say why there is none: then everything is polled."""
        why = None if events else "Events are switched off in the settings."
        mount = silent_mount(self._root)
        if mount:
            why = f"This folder is on a {mount} mount, which tells of no changes."
        if why is None:
            try:
                self._source = open_source(self._recorder, str(self._root))
                self._readiness.follow(self._source)
            except OSError as error:
                why = f"The system gives no file events ({error.strerror})."
        if why is not None:
            self.polls = True
            self._trouble.polling(why, self._poll)

    def begin(self, repositories: Iterable[Repository]) -> None:
        """Watch what tells of git's moves, and let the events come."""
        if self._source is None:
            return
        for repository in repositories:
            own, shared = repository.git_dir, repository.common_dir
            for folder in (own, own / "logs", shared / "refs"):
                with suppress(OSError):
                    self._source.watch(str(folder))
            for _ in self._branches(self._source, str(shared / "refs" / "heads")):
                pass
        self._source.start()

    def watch_branches(self, folder: str) -> None:
        """Watch a new folder of branches; tell of those that it has, as no event did."""
        if self._source is not None:
            for branch in self._branches(self._source, folder):
                self._recorder.settled(branch)

    def read(self) -> None:
        """Record the events that are waiting; never blocks, and any thread may ask."""
        source = self._source
        if source is not None:
            source.read()

    def watch(self, folder: str) -> None:
        """Watch a folder, or say that it can't be."""
        if self._source is None or self._source.watches(folder):
            return
        try:
            self._source.watch(folder)
        except OSError as error:
            if error.errno == errno.EACCES:
                self._unreadable.add(folder)
            elif error.errno == errno.ENOSPC:
                self.unwatched.add(folder)
        else:
            if not self.unwatched and not self._unreadable:
                return
            self.unwatched.discard(folder)
            self._unreadable.discard(folder)
        self._say()

    def forget(self, folder: str) -> None:
        """Watch a folder and all below it no longer."""
        if self._source is not None:
            self._source.forget(folder)

    def drop(self) -> None:
        """End all watches."""
        if self._source is not None:
            self._source.stop()
            self._source = None

    def close(self) -> None:
        """End all watches for good."""
        self.drop()
        self._readiness.close()

    def _branches(self, source: Source, top: str) -> Iterator[str]:
        """Watch the folders of branches from here on, and return what lies in them."""
        folders = [top]
        while folders:
            folder = folders.pop()
            with suppress(OSError):
                source.watch(folder)
                for entry in os.scandir(folder):
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        yield entry.path

    def _say(self) -> None:
        if self._unreadable:
            self._trouble.unreadable(len(self._unreadable), min(self._unreadable))
        else:
            self._trouble.over("unreadable")
        if self.unwatched:
            self._trouble.partial(len(self.unwatched), self._stamps.folders, self._poll)
        else:
            self._trouble.over("partial")

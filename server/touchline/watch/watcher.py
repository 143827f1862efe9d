"""The watch: settled paths out, trouble out.

Three threads take part. The consumer, which is the event loop, waits for the descriptor, pumps
and drains; it alone decides what a path means. While it is busy with that, the reader pumps in
its place, so that the kernel's queue does not run over; pumping only notes down paths. The
worker watches and lists folders that come, and compares stamps after a loss and now and then.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from touchline.model import Note
from touchline.tree import Listing
from touchline.watch.filters import Filters
from touchline.watch.keeper import Keeper, Options
from touchline.watch.reconcile import Stamps
from touchline.watch.settle import Dirty
from touchline.watch.trouble import Trouble

# What git writes when it moves HEAD, the index, a branch or a stash.
_GIT_FILES = frozenset({"HEAD", "FETCH_HEAD", "ORIG_HEAD", "index", "packed-refs", "stash"})
# Git logs a move before it moves the branch, so that the log alone would be heard too early.
_BRANCH = re.compile(r"/refs/heads/.*(?<!\.lock)$")


class Settled(NamedTuple):
    """What to look at now.

    ``rescan`` asks for every file to be compared. ``git`` says that HEAD, the index, a branch or
    a stash may have moved. ``notes`` are said once.
    """

    paths: frozenset[str] = frozenset()
    rescan: bool = False
    git: bool = False
    notes: tuple[Note, ...] = ()


class Watcher:
    """Watches one workspace. ``wake`` is called from other threads and must be cheap."""

    def __init__(
        self, root: Path, filters: Filters, wake: Callable[[], None], options: Options | None = None
    ) -> None:
        self._filters = filters
        self._wake = wake
        self._woken = False
        self._ready = False
        self._git = False
        self._dirty = Dirty(root)
        self._stamps = Stamps(root)
        self._trouble = Trouble()
        self._keeper = Keeper(
            root,
            filters,
            dirty=self._dirty,
            stamps=self._stamps,
            trouble=self._trouble,
            recorder=self,
            options=options or Options(),
        )

    def start(self) -> Listing:
        """Watch every folder, then return the files that lie in them."""
        return self._keeper.start()

    def stop(self) -> None:
        """End the threads."""
        self._keeper.stop()

    @property
    def troubles(self) -> tuple[Note, ...]:
        """What is wrong now."""
        return self._trouble.notes

    @property
    def descriptor(self) -> int | None:
        """What is readable when `pump` has something to do; None where only ``wake`` tells."""
        return self._keeper.descriptor

    def pump(self) -> bool:
        """Note down the events that are waiting; tells whether `drain` has something to give.

        A consumer that waits for the descriptor and pumps hears of a write at once, one that is
        only woken a little later. Never blocks.
        """
        self._keeper.read()
        ready = self._ready or self._trouble.untold
        if not ready and self._dirty.waiting:
            self._keeper.mind()
        return ready

    def drain(self) -> Settled:
        """Return what has settled since the last time; never blocks."""
        self._woken = self._ready = False
        touched, gone = self._dirty.take()
        paths = frozenset(filter(self._filters.watched, touched))
        rules = False
        for path in paths:
            (self._stamps.forget if path in gone else self._stamps.note)(path)
            rules |= path.endswith(".gitignore")
        if gone and any("/" not in path for path in gone):
            self._keeper.doubt_root()
        if rules:
            self._filters.refresh()
            self._keeper.look_soon()
        git, self._git = self._git, False
        if self._dirty.waiting:
            self._keeper.mind()
        return Settled(paths, rules, git, self._trouble.take_news())

    # What the reader thread calls, by the protocol Recorder.

    def settled(self, path: str) -> None:
        """Note that a writer closed a file or put it there."""
        if path[0] != "/":
            self._dirty.settled(path)
            self._ready = True
        else:
            self._wrote_git(path)

    def removed(self, path: str) -> None:
        """Note that a file was removed or moved away."""
        if path[0] != "/":
            self._dirty.removed(path)
            self._ready = True
        else:
            self._wrote_git(path)

    def written(self, path: str) -> None:
        """Note that a writer that has the file open wrote to it."""
        if path[0] != "/":
            self._dirty.written(path)

    def folder_came(self, path: str) -> None:
        """Note that a folder was made or moved here."""
        if path[0] != "/":
            self._keeper.folder_came(path)
        elif _BRANCH.search(path):
            self._keeper.branches_came(path)

    def folder_went(self, path: str) -> None:
        """Note that a folder was removed or moved away."""
        self._keeper.folder_went(path)

    def root_went(self) -> None:
        """Note that the root was removed or renamed."""
        self._keeper.root_went()

    def overflowed(self) -> None:
        """Note that events were lost."""
        self._keeper.overflowed()

    def flush(self, *, due: bool = False) -> None:
        """Wake the consumer, once until it drains; not for files that are held open."""
        if (self._ready or due or self._trouble.untold) and not self._woken:
            self._woken = True
            self._wake()
        elif self._dirty.waiting:
            self._keeper.mind()

    def _wrote_git(self, path: str) -> None:
        if path.rpartition("/")[2] in _GIT_FILES or _BRANCH.search(path):
            self._git = self._ready = True

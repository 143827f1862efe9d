"""The watch: settled paths out, trouble out.

Three threads take part. The reader only notes down paths. The worker watches and lists
folders that come, and compares stamps after a loss and every now and then. The consumer, which
is the event loop, is woken and drains; it alone decides what a path means.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from touchline.model import Frozen, Note
from touchline.tree import Listing
from touchline.watch.filters import Filters
from touchline.watch.keeper import Keeper, Options
from touchline.watch.reconcile import Stamps
from touchline.watch.settle import Dirty
from touchline.watch.trouble import Trouble

# What git writes when it moves HEAD, the index or a branch.
_GIT_FILES = frozenset({"HEAD", "FETCH_HEAD", "ORIG_HEAD", "index", "packed-refs"})


class Settled(Frozen):
    """What to look at now.

    ``rescan`` asks for every file to be compared. ``git`` says that HEAD, the index or a branch
    may have moved. ``notes`` are said once.
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

    def drain(self) -> Settled:
        """Return what has settled since the last time; never blocks."""
        self._woken = self._ready = False
        watched = self._filters.watched
        paths = frozenset(path for path in self._dirty.take() if watched(path))
        for path in paths:
            self._stamps.note(path)
        rules = any(path.rpartition("/")[2] == ".gitignore" for path in paths)
        if rules:
            self._filters.refresh()
            self._keeper.look_soon()
        git, self._git = self._git, False
        return Settled(paths=paths, rescan=rules, git=git, notes=self._trouble.take_news())

    # What the reader thread calls, by the protocol Recorder.

    def settled(self, folder: str, name: str) -> None:
        """Note that a writer closed, renamed or removed a file."""
        if folder.startswith("/"):
            self._git = self._git or name in _GIT_FILES
            self._ready = self._ready or self._git
        else:
            self._dirty.settled(f"{folder}/{name}" if folder else name)
            self._ready = True

    def written(self, folder: str, name: str) -> None:
        """Note that a writer that has the file open wrote to it."""
        if not folder.startswith("/"):
            self._dirty.written(f"{folder}/{name}" if folder else name)

    def folder_came(self, path: str) -> None:
        """Note that a folder was made or moved here."""
        self._keeper.folder_came(path)

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

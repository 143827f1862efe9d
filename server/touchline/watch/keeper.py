"""The thread that keeps the watch whole.

It watches and lists folders that come, compares stamps after a loss and every now and then,
waits for a root that is gone, and wakes the consumer for files that a writer holds open.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from touchline.model import Frozen
from touchline.tree import Listing
from touchline.watch.coverage import Coverage
from touchline.watch.filters import Filters
from touchline.watch.home import Home
from touchline.watch.reconcile import Differing, Stamps
from touchline.watch.settle import Dirty
from touchline.watch.source import Recorder
from touchline.watch.trouble import Trouble

# Folders to compare before the other threads get a turn, and the length of the turn in seconds.
_CHUNK = 32
_TURN = 0.002

# How often the clock is looked at while a writer holds a file open, in seconds.
TICK = 0.1

# So many seconds after something at its top went, the root may go as well without an event.
_DOUBT = 2.0

# The first comparison finds what was written while the watches were armed. It leaves the
# processor to the baseline for so many seconds.
_FIRST_SWEEP = 2.0

_NEVER = float("inf")


class Options(Frozen):
    """How the watch looks for what no event told; pauses in seconds.

    ``reconcile`` is the shortest pause between two comparisons of all files, and ``poll`` that
    where there are no events. A comparison that takes long is followed by a longer pause.
    """

    reconcile: float = 60.0
    poll: float = 2.0
    events: bool = True


class Keeper:
    """All but `start` and `stop` may be called from any thread."""

    def __init__(  # noqa: PLR0913 (the parts of one watch)
        self,
        root: Path,
        filters: Filters,
        *,
        dirty: Dirty,
        stamps: Stamps,
        trouble: Trouble,
        recorder: Recorder,
        options: Options,
    ) -> None:
        self._root = root
        self._filters = filters
        self._dirty = dirty
        self._stamps = stamps
        self._trouble = trouble
        self._recorder = recorder
        self._options = options
        self._coverage = Coverage(root, recorder, stamps, trouble, options.poll)
        self.read = self._coverage.read
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="touchline-watch", daemon=True)
        self._stopped = False
        self._minding = False
        self._sweep: Iterator[None] | None = None
        self._sweep_began = 0.0
        self._next_poll = self._next_sweep = _NEVER
        self._home = Home(root)
        self._doubt = 0.0
        self._root_gone = False

    def start(self) -> Listing:
        """Watch every folder, list it, and begin."""
        for repository in self._filters.repositories:
            repository.begin_modified()
        self._open()
        listing = Listing(repositories=self._filters.repositories)
        folders = [""]
        while folders:
            folder = folders.pop()
            self._watch(folder)
            files, below = self._filters.list_folder(folder)
            self._stamps.list(folder, files)
            listing.files.update(files)
            folders += below
        self._coverage.begin(self._filters.repositories)
        self._next_sweep = time.monotonic() + _FIRST_SWEEP
        self._thread.start()
        return listing

    def stop(self) -> None:
        """End the threads."""
        self._stopped = True
        self._jobs.put(_nothing)
        if self._thread.ident is not None:
            self._thread.join()
        self._coverage.close()

    @property
    def descriptor(self) -> int | None:
        """What is readable while events are waiting; None where there is no such thing."""
        return self._coverage.descriptor

    def look_soon(self) -> None:
        """Compare all files: what is watched may have changed."""
        self._jobs.put(partial(self._begin_sweep, doubtful=False))

    def folder_came(self, path: str) -> None:
        """Watch a new folder, and everything that is in it already."""
        self._jobs.put(partial(self._came, path))

    def branches_came(self, folder: str) -> None:
        """Watch a new folder of branches of git's, and hear of those in it already."""
        self._jobs.put(partial(self._coverage.watch_branches, folder))

    def folder_went(self, path: str) -> None:
        """Look at everything that was in a folder."""
        self._jobs.put(partial(self._went, path))

    def mind(self) -> None:
        """Look at the clock from now on: a writer holds a file open."""
        if not self._minding:
            self._minding = True
            self._jobs.put(_nothing)

    def overflowed(self) -> None:
        """Compare everything: events were lost."""
        self._jobs.put(self._recover)

    def root_went(self) -> None:
        """Wait for the root to come back."""
        self._jobs.put(self._lose_root)

    def doubt_root(self) -> None:
        """Look for a while whether the root is there: something at its top went."""
        self._doubt = time.monotonic() + _DOUBT
        self._jobs.put(_nothing)

    def _work(self) -> None:
        while not self._stopped:
            try:
                job = self._jobs.get(timeout=self._pause())
            except queue.Empty:
                self._step()
            else:
                job()
                if job is not _nothing:
                    self._recorder.flush(due=self._dirty.waiting)

    def _pause(self) -> float | None:
        """Return the seconds until there is something to do; None without an end."""
        if self._sweep is not None:
            return _TURN
        # In this order: whoever minds a file after the first line puts a job.
        self._minding = False
        now = time.monotonic()
        tick = TICK if self._dirty.waiting or now < self._doubt else _NEVER
        pause = min(tick, min(self._next_poll, self._next_sweep) - now)
        return None if pause == _NEVER else max(0.0, pause)

    def _step(self) -> None:
        """Do what the clock says."""
        now = time.monotonic()
        if self._home.is_lost:
            self._lose_root()
        if now >= self._next_poll:
            self._poll()
        if self._sweep is not None:
            self._advance()
        elif now >= self._next_sweep:
            self._begin_sweep(doubtful=False)
        self._recorder.flush(due=self._dirty.waiting)

    def _came(self, path: str) -> None:
        if self._filters.watched(path, is_dir=True):
            for _ in self._compare(path, doubtful=True):
                pass

    def _went(self, path: str) -> None:
        if "/" not in path:
            self.doubt_root()
        self._coverage.forget(path)
        self._note(Differing([], self._stamps.drop(path, set())))

    def _recover(self) -> None:
        for _ in self._compare("", doubtful=True):
            pass
        self._trouble.recovered()
        self._recorder.flush(due=True)

    def _begin_sweep(self, *, doubtful: bool) -> None:
        self._sweep = self._compare("", doubtful=doubtful)
        self._sweep_began = time.monotonic()
        self._next_sweep = _NEVER

    def _advance(self) -> None:
        if self._sweep is None:
            return
        for _ in range(_CHUNK):
            if next(self._sweep, self) is self:
                self._end_sweep()
                return

    def _end_sweep(self) -> None:
        self._sweep = None
        took = time.monotonic() - self._sweep_began
        if self._coverage.polls:
            pause = max(self._options.poll, 5 * took)
        else:
            pause = max(self._options.reconcile, 60 * took)
        self._next_sweep = time.monotonic() + pause

    def _compare(self, start: str, *, doubtful: bool) -> Iterator[None]:
        """Watch and compare a folder and all below it, a folder a step."""
        if not self._root.is_dir():
            self._lose_root()
            return
        seen: set[str] = set()
        folders = [start]
        while folders:
            folder = folders.pop()
            self._watch(folder)
            files, below = self._filters.list_folder(folder)
            self._note(self._stamps.compare(folder, files, doubtful=doubtful))
            seen.add(folder)
            folders += below
            yield
        self._note(Differing([], self._stamps.drop(start, seen)))

    def _note(self, differing: Differing) -> None:
        for path in differing.changed:
            self._dirty.settled(path)
        for path in differing.gone:
            self._dirty.removed(path)

    def _watch(self, folder: str) -> None:
        self._coverage.watch(folder)
        if self._coverage.unwatched:
            self._next_poll = min(self._next_poll, time.monotonic() + self._options.poll)

    def _poll(self) -> None:
        """Look after what has no events: the root when it is gone, folders over the limit."""
        self._next_poll = _NEVER
        if self._root_gone:
            self._seek_root()
        for folder in sorted(self._coverage.unwatched):
            for _ in self._compare_one(folder):
                pass
        if self._root_gone or self._coverage.unwatched:
            self._next_poll = time.monotonic() + self._options.poll

    def _compare_one(self, folder: str) -> Iterator[None]:
        """Compare a folder by itself, and those that came below it in full."""
        self._watch(folder)
        files, below = self._filters.list_folder(folder)
        self._note(self._stamps.compare(folder, files, doubtful=True))
        for new in below:
            if not self._stamps.knows(new):
                yield from self._compare(new, doubtful=True)

    def _lose_root(self) -> None:
        if self._root_gone:
            return
        self._root_gone = True
        self._sweep = None
        self._next_sweep = _NEVER
        self._coverage.drop()
        self._trouble.root_gone(self._root)
        self._next_poll = time.monotonic() + min(self._options.poll, 0.5)

    def _seek_root(self) -> None:
        if not self._root.is_dir():
            return
        self._root_gone = False
        self._next_sweep = time.monotonic() + self._options.reconcile
        self._open()
        for _ in self._compare("", doubtful=True):
            pass
        self._coverage.begin(self._filters.repositories)
        self._trouble.root_back(self._root)
        self._recorder.flush(due=True)

    def _open(self) -> None:
        self._home.settle()
        self._coverage.open(events=self._options.events)


def _nothing() -> None:
    """Wake the thread so that it sees that it is to end."""

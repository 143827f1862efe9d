"""The one stateful object: it is told of paths and keeps the report of what they changed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from touchline.baseline import Baseline, BaselineInfo, HeadMove, Lock, look
from touchline.model import Change, ChangeSet, Note, Provenance, Report
from touchline.revert import Store
from touchline.review import Review
from touchline.rules.rule import Stage
from touchline.session import said
from touchline.session.authors import MEANWHILE, NOBODY_KNOWS, OUTSIDE, Authors
from touchline.session.beginning import begin
from touchline.session.changes import Changes
from touchline.session.compared import suspects
from touchline.session.earlier import Earlier
from touchline.session.judging import Judging, Snapshot
from touchline.session.named import named
from touchline.session.options import Options
from touchline.session.reporting import Reporting
from touchline.spec.model import TaskSpec
from touchline.watch import Filters, Settled, Watcher

_MOST_NEWS = 5


class Session:
    """A session of one folder. Not safe for use by two threads at once.

    ``state`` is the session's folder outside of the workspace. What a session returns is
    immutable and may be handed to any thread. ``report`` and ``changes`` are those of the last
    review; what was told since is not in them yet. ``earlier`` are those before.
    """

    def __init__(
        self,
        root: Path,
        options: Options,
        state: Path,
        lock: Lock,
        wake: Callable[[], None] | None,
    ) -> None:
        self.root = root
        self.options = options
        self.state = state
        self.revision = 0
        self._news: tuple[Note, ...] = ()
        self._lock = lock
        self._was_free = False
        # What a killed process left half-done must not become part of the baseline.
        self.store = Store(state, options.undo)
        self._cut_short = said.recovered(root, self.store)
        always = named(root, options.task, options.text)
        self._filters = Filters(root, exclude=options.exclude, always=always)
        self._watcher = Watcher(root, self._filters, wake) if wake else None
        began = datetime.now(UTC)
        # The watch comes first, so that what is written from here on is not missed.
        listing = self._watcher.start() if self._watcher else self._filters.listing()
        self._baseline = Baseline.open(
            root,
            state,
            listing,
            resume=options.resume,
            limits=options.limits,
            writable=lock.held,
        )
        self._filters.known = self._is_known
        resumed = self._baseline.info.started < began
        if not resumed and lock.held:
            begin(self._baseline, root, listing, options.beginning, options.limits.file)
        self._authors = Authors(state / "authors.json", resume=resumed)
        # What is different from a session's own start was there before anybody looked.
        self._before = MEANWHILE if resumed else NOBODY_KNOWS
        self._changes = Changes(root, self._baseline, options.limits.file, self._authors)
        self._reporting = Reporting(self._authors, lambda: self.store.places(self.info.started))
        self._tree = set(listing.files)
        self._judging = Judging(
            root, self._baseline, self._tree, task=options.task, text=options.text
        )

    @classmethod
    def open(
        cls, root: Path, options: Options, state: Path, wake: Callable[[], None] | None = None
    ) -> Session:
        """Take or resume the baseline and find what is different from it now.

        With ``wake`` the folder is watched as well: it is called, from another thread, whenever
        ``drain`` has something to give. Raises OSError where the folder or the state folder
        can't be used.
        """
        with _uncollected():
            session = cls(root, options, state, Lock(state), wake)
            session.follow_git()
            session.rescan(session._before)
        return session

    def close(self) -> None:
        """Stop watching, and let go of the baseline and the lock."""
        if self._watcher:
            self._watcher.stop()
        self._judging.close()
        self._save()
        self._baseline.close()
        self._lock.close()

    @property
    def report(self) -> Report:
        """What the last review found."""
        return self._reporting.shown.report

    @property
    def shown(self) -> Review:
        """The same, file by file."""
        return self._reporting.shown

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes that the report is about."""
        return self._reporting.changes

    @property
    def earlier(self) -> Earlier:
        """The reports before."""
        return self._reporting.earlier

    @property
    def spec(self) -> TaskSpec:
        """The task in force."""
        return self._judging.spec

    @property
    def info(self) -> BaselineInfo:
        """When the session began, and from what."""
        return self._baseline.info

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is not known or not covered, of the session and of single files."""
        second = (said.second(),) if self.is_second else ()
        troubles = self._watcher.troubles if self._watcher else ()
        moves = map(said.moved, self._baseline.moves)
        elsewhere = map(said.worktree, self.worktrees)
        own = (*troubles, *second, *self._news, *moves, *elsewhere, *self._cut_short)
        return (*own, *self._baseline.notes, *self.shown.notes)

    @property
    def last_move(self) -> HeadMove | None:
        """The last move of git's that the baseline followed; `undo_move` takes it back."""
        moves = self._baseline.moves
        return moves[-1] if moves else None

    @property
    def worktrees(self) -> tuple[Path, ...]:
        """The other work trees of the folder's repositories, each a folder of its own."""
        found = (repository.worktrees() for repository in self._filters.repositories)
        return tuple(sorted({place for places in found for place in places}))

    @property
    def is_second(self) -> bool:
        """Whether another process holds this session."""
        return not self._lock.held

    def change(self, path: str) -> Change | None:
        """Return the change of a path that the report speaks of; None where there is none."""
        return self._reporting.change(path)

    def baseline(self, path: str) -> bytes | None:
        """Return a file's content at the session's start; None where there was none."""
        return self._baseline.read(path)

    def text(self, path: str) -> bytes | None:
        """Return an editor's unsaved text; None while the file on disk counts."""
        return self._changes.text(path)

    def accept(self, change: Change, content: bytes | None) -> None:
        """Move the baseline of a changed file to ``content``. Raises OSError."""
        self._must_write()
        if change.old_path and content == change.after:
            self._baseline.accept(change.old_path, None, None)
        mode = change.after_mode if content == change.after else change.before_mode
        self._baseline.accept(change.path, content, mode)
        self.update({change.path, change.old_path or change.path}, {})

    def accept_text(self, path: str, content: bytes) -> None:
        """Move the baseline of a text that Touchline itself wrote. Raises OSError."""
        self._must_write()
        self._baseline.accept(path, content, None)
        self.update({path}, {})

    @property
    def descriptor(self) -> int | None:
        """What is readable when `pump` has something to do; None where only ``wake`` tells."""
        return self._watcher.descriptor if self._watcher else None

    def pump(self) -> bool:
        """Note down what was written just now; tells whether `drain` has something to give."""
        return self._watcher is not None and self._watcher.pump()

    def drain(self) -> Settled:
        """Return what was written since the last time; never blocks."""
        settled = self._watcher.drain() if self._watcher else Settled()
        self._news = (*self._news, *settled.notes)[-_MOST_NEWS:]
        return settled

    def update(
        self,
        paths: Iterable[str],
        overlays: Mapping[str, bytes | None],
        writers: Mapping[str, Provenance] | None = None,
        other: Provenance | None = OUTSIDE,
    ) -> None:
        """Read paths again. ``overlays`` are unsaved texts of editors; None: the file counts.

        ``writers`` says who wrote a path if it changed; else it was ``other``.
        """
        listed = set(paths)
        for path, content in overlays.items():
            self._changes.overlay(path, content)
        different = self._changes.update(listed | overlays.keys(), writers, other)
        self._judging.follow(listed, self._tree, moved=self._follow_tree(listed))
        self.revision += different

    def follow_git(self) -> set[str]:
        """Let the baseline move along where git itself changed files; returns those files.

        To be called when git moved HEAD, a stash or the index, and when a file changed that
        `has_stashed` knows. Raises OSError when that can't be kept.
        """
        if self.is_second:
            return set()
        limit = self.options.limits.file
        return self._baseline.follow_git(lambda path: look(self.root, path, limit))

    def has_stashed(self, paths: Iterable[str]) -> bool:
        """Tell whether any of these files is as git put it when it stashed what was there."""
        return self._baseline.has_stashed(paths)

    def undo_move(self) -> HeadMove | None:
        """Compare the files of the last move of git's with what they were before it again.

        Raises OSError when that can't be kept.
        """
        self._must_write()
        move = self._baseline.undo_move()
        if move is not None:
            self.update(move.paths, {})
        return move

    def follow_first(self) -> bool:
        """Take over what the server that holds the session accepted; False where that ended.

        Then, and when it began another session, this one is to be opened anew. To be asked every
        second or so while ``is_second``: a server that begins another session lets go for a
        moment.
        """
        was_free, self._was_free = self._was_free, self._lock.is_free
        paths = self._baseline.follow()
        if paths is None or (was_free and self._was_free):
            return False
        self.update(paths, {})
        return True

    def claim(self, path: str, text: bytes, who: Provenance) -> None:
        """Note who made a text, once an editor says so; to be told before the path is read again.

        The file may have that text, or have had it until somebody else wrote just now.
        """
        self._changes.claim(path, text, who)

    def rescan(self, writer: Provenance = OUTSIDE) -> None:
        """Compare the whole folder with the baseline, as if nothing were known."""
        self._filters.refresh()
        listing = self._filters.listing()
        others = listing.files != self._tree
        self._tree.clear()
        self._tree.update(listing.files)
        changed = self._changes.paths()
        # What the ignore rules leave out by now is no change, as for a session that begins now.
        hidden = {path for path in changed - listing.files if not self._is_known(path)}
        self.revision += self._changes.forget(hidden)
        self.update(suspects(self._baseline, listing) | changed - hidden, {}, other=writer)
        if others:
            self._judging.follow((), self._tree, moved=True)

    def review(self, stage: Stage = Stage.SYNTAX) -> Review:
        """Judge the change set. After ``Stage.HUNKS`` what needs syntax is as it was before."""
        change_set = self._changes.set()
        self._take(self._judging.look(change_set, stage), change_set, stage)
        return self.shown

    def prepare(self, seconds: float) -> bool:
        """Work for so long on what judging the syntax needs; tells whether all is ready."""
        change_set = self._changes.set()
        if self._judging.is_large(change_set):
            return True
        end = monotonic() + seconds
        return all(monotonic() < end for _ in self._judging.prepare(change_set))

    @property
    def is_large(self) -> bool:
        """Whether the change set holds a file whose parse is left to the process beside."""
        return self._judging.is_large(self._changes.set())

    def snapshot(self) -> Snapshot:
        """Return what `judge` needs, the change set of now included."""
        return self._judging.snapshot(self._changes.set())

    def judge(self, snapshot: Snapshot) -> Review | None:
        """Judge a snapshot in the process beside, while the session goes on; None: it failed.

        May be called by another thread than everything else, one call at a time.
        """
        return self._judging.judge(snapshot)

    def stop_judging(self) -> None:
        """End the process beside, in the middle of a question as well; any thread may call it."""
        self._judging.close()

    def take(self, review: Review | None, snapshot: Snapshot) -> bool:
        """Take what was judged of a snapshot; False when something changed since."""
        change_set = self._changes.set()
        if not self._judging.is_current(snapshot, change_set):
            return False
        if review is None:
            self._judging.give_up(change_set)
            review = self._judging.look(change_set, Stage.SYNTAX)
        self._take(review, change_set, Stage.SYNTAX)
        return True

    def _take(self, review: Review, change_set: ChangeSet, stage: Stage) -> None:
        judge = self._judging.reviewer
        self.revision += self._reporting.take(review, change_set, stage, judge)

    def _save(self) -> None:
        if not self.is_second:
            with suppress(OSError):  # then the next start knows less of who wrote what
                self._authors.save()

    def _follow_tree(self, paths: set[str]) -> bool:
        """Keep the list of files; tells whether it is another one now."""
        different = False
        for path in paths:
            change = self._changes.found(path)
            there = change.after_mode is not None if change else self._is_known(path)
            if there != (path in self._tree):
                different = True
                (self._tree.add if there else self._tree.discard)(path)
        return different

    def _must_write(self) -> None:
        if self.is_second:
            raise OSError(said.ONLY_LOOKS_ON)

    def _is_known(self, path: str) -> bool:
        entry = self._baseline.entry(path)
        return entry is not None and not entry.sparse


@contextmanager
def _uncollected() -> Generator[None]:
    """Look for no garbage: what is read at the start stays, however often it is looked at."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()

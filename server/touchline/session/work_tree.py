"""The work tree of a session: what is watched, its baseline, and what is different from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from touchline.baseline import Baseline, BaselineInfo, HeadMove, Lock, Progress, look
from touchline.model import Change, Note, Provenance
from touchline.session import said
from touchline.session.authors import MEANWHILE, NOBODY_KNOWS, OUTSIDE, Authors
from touchline.session.beginning import begin, include
from touchline.session.changes import Changes
from touchline.session.compared import suspects
from touchline.session.named import named
from touchline.session.options import Options
from touchline.watch import Filters, Settled, Watcher

_MOST_NEWS = 5


class WorkTree:
    """A folder and the change set against its baseline. Not safe for use by two threads at once.

    ``state`` is the session's folder outside of the workspace; with ``wake`` the folder is
    watched. ``revision`` counts what became different. ``progress`` is told of the files that are
    copied when the session begins.
    """

    def __init__(
        self,
        root: Path,
        options: Options,
        state: Path,
        wake: Callable[[], None] | None,
        progress: Progress | None = None,
    ) -> None:
        self.root = root
        self.options = options
        self.state = state
        self.revision: int = 0
        self._news: tuple[Note, ...] = ()
        self._unkept: tuple[Note, ...] = ()
        self._lock = Lock(state)
        self._was_free = False
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
            writable=self._lock.held,
            progress=progress,
        )
        self._filters.known = self._is_known
        resumed = self._baseline.info.started < began
        if not resumed and self._lock.held:
            begin(self._baseline, root, listing, options.beginning, options.limits.file)
        self._authors = Authors(state / "authors.json", resume=resumed)
        # What is different from a session's own start was there before anybody looked.
        self._before = MEANWHILE if resumed else NOBODY_KNOWS
        self._changes = Changes(root, self._baseline, options.limits.file, self._authors)
        self._tree = set(listing.files)

    def close(self) -> None:
        """Stop watching, and let go of the baseline and the lock."""
        if self._watcher:
            self._watcher.stop()
        if not self.is_second:
            with suppress(OSError):  # then the next start knows less of who wrote what
                self._authors.save()
        self._baseline.close()
        self._lock.close()

    @property
    def info(self) -> BaselineInfo:
        """When the session began, and from what."""
        return self._baseline.info

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is not known or not covered."""
        second = (said.second(),) if self.is_second else ()
        troubles = self._watcher.troubles if self._watcher else ()
        moves = map(said.moved, self._baseline.moves)
        elsewhere = map(said.worktree, self.worktrees)
        missing = (said.left_out(folders),) if (folders := {*self._filters.left_out}) else ()
        own = (*troubles, *second, *self._unkept, *self._news, *moves, *elsewhere, *missing)
        return (*own, *self._baseline.notes)

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

    def include_uncommitted(self) -> int:
        """Compare what was not committed when the session began with the commit of that time.

        Everything else stays as it is. Returns the number of files. Raises
        UnknownRevisionError, or OSError when that can't be kept.
        """
        self._must_write()
        paths = include(self._baseline, self.root, self._filters.repositories)
        self.update(paths, {}, other=NOBODY_KNOWS)
        return len(paths)

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
        untold: frozenset[str] = frozenset(),
    ) -> None:
        """Read paths again. ``overlays`` are unsaved texts of editors; None: the file counts.

        ``writers`` says who wrote a path if it changed; else it was ``other``. ``untold`` are
        those that no event told of: one that became empty is read once it is whole.
        """
        listed = set(paths)
        ended = {path for path, text in overlays.items() if self._changes.overlay(path, text)}
        different = self._changes.update(listed | overlays.keys(), writers, other, untold - ended)
        self._follow(listed, moved=self._follow_tree(listed))
        self.revision += different

    def follow_git(self) -> set[str]:
        """Let the baseline move along where git itself changed files; returns those files.

        To be called when git moved HEAD, a stash or the index, and when a file changed that
        `has_stashed` knows. Where that can't be kept these files show as changed, and a note
        says why.
        """
        if self.is_second:
            return set()
        limit = self.options.limits.file
        try:
            moved = self._baseline.follow_git(lambda path: look(self.root, path, limit))
        except OSError as error:
            self._unkept = (said.unkept(error),)
            return set()
        self._unkept = ()
        return moved

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

    def ask_first(self) -> None:
        """Ask the server that holds the session to let go if nobody uses it."""
        self._lock.ask()

    def is_asked(self) -> bool:
        """Tell whether another server asked that since the last time; while not ``is_second``."""
        return self._lock.is_asked()

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
            self._follow((), moved=True)

    def _follow(self, paths: Collection[str], *, moved: bool) -> None:
        """Take notice of paths that were read; ``moved``: the list of files is another one."""

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

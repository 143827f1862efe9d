"""The baseline: one object for what every watched file was when the session began."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import pygit2

from touchline.baseline.compare import compare
from touchline.baseline.contents import Contents
from touchline.baseline.files import Seen, content_id
from touchline.baseline.heads import Heads
from touchline.baseline.history import HeadMove
from touchline.baseline.manifest import Manifest, Meta
from touchline.baseline.model import BaselineInfo, Entry, Limits, Progress
from touchline.baseline.take import Taken, take
from touchline.model import Change, Note, Severity
from touchline.tree import GITLINK, Listing, Repository, Tracked, TrackedFiles, setting

_HOMELESS = (
    "The state folder can't be written ({why}); this session is kept in {folder}, and lost when"
    " the server ends."
)
_PATIENCE = 10.0


class Baseline:
    """Content at the session's start: git's where git has it, else from the state folder."""

    def __init__(
        self, folder: Path, meta: Meta, taken: Taken | None = None, *, writable: bool
    ) -> None:
        self._meta = meta
        self._manifest = Manifest(folder)
        self._repositories = [stored.repository() for stored in meta.repositories]
        places = taken.places if taken else None
        self._contents = Contents(folder, self._repositories, writable=writable, places=places)
        self._git = taken.git if taken else _stored_git(folder, meta)
        self._own = taken.own if taken else dict(self._manifest.entries())
        self._heads = Heads(folder, self._repositories, meta.tips, self.entry, self._contents)
        self._untrusted = tuple(r.prefix for r in self._repositories if not _trusts_modes(r))
        self._homeless: tuple[Note, ...] = ()
        self._stamp: tuple[int, ...] = self._manifest.stamp

    @classmethod
    def open(  # noqa: PLR0913 (each says one thing that the caller decides)
        cls,
        root: Path,
        state: Path,
        listing: Listing,
        *,
        resume: bool = True,
        limits: Limits | None = None,
        writable: bool = True,
        progress: Progress | None = None,
    ) -> Baseline:
        """Resume the stored baseline of a workspace, or take one from the work tree as it is.

        ``listing`` holds the files that are watched. With ``writable`` false (another server
        has the lock) the stored baseline is read and never changed. ``progress`` is told of
        the files that are copied. Raises OSError where there is no folder at all that can be
        written, or nothing to read.
        """
        folder = state / "baseline"
        if not writable:
            return cls(folder, _await(folder), writable=False)
        meta = Manifest(folder).load() if resume else None
        if meta is not None:
            return cls(folder, meta, writable=True)
        limits = limits or Limits()
        try:
            return cls(folder, *take(root, folder, listing, limits, progress), writable=True)
        except OSError as error:
            spare = Path(tempfile.mkdtemp(prefix="touchline-", dir=_memory())) / "baseline"
            baseline = cls(spare, *take(root, spare, listing, limits, progress), writable=True)
            message = _HOMELESS.format(why=error.strerror, folder=spare.parent)
            note = Note(kind="baseline", message=message, severity=Severity.WARNING)
            baseline._homeless = (note,)
            return baseline

    @property
    def info(self) -> BaselineInfo:
        """When the session began."""
        return self._meta.info

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is not covered, and why."""
        left_out = [
            Note(kind="baseline", path=path, message=f"Not compared line by line: {entry.unread}.")
            for path, entry in tuple(self._own.items())  # a thread may add to them meanwhile
            if entry is not None and entry.unread
        ]
        return (*self._homeless, *self._contents.notes, *left_out)

    @property
    def moves(self) -> tuple[HeadMove, ...]:
        """The moves of HEAD and into stashes that the baseline followed, oldest first."""
        return self._heads.moves

    def entry(self, path: str) -> Entry | None:
        """Return what a file was at the start; None where it was not there."""
        if path in self._own:
            return self._own[path]
        tracked = self._git.get(path)
        return Entry(tracked.id, tracked.mode, -1, tracked.sparse) if tracked else None

    def read(self, path: str) -> bytes | None:
        """Return the content of a file at the start; None where there was or is none."""
        entry = self.entry(path)
        return self._contents.read(entry.content_id) if entry and not entry.unread else None

    def paths(self) -> Iterator[str]:
        """Yield every file of the baseline."""
        yield from (path for path in self._git if path not in self._own)
        yield from (path for path, entry in self._own.items() if entry is not None)

    def change(self, path: str, seen: Seen | None) -> Change | None:
        """Compare a file as it was just read with what it was; None where nothing changed."""
        trusts = not self._untrusted or not path.startswith(self._untrusted)
        return compare(path, self.entry(path), seen, self._contents.read, trusts_modes=trusts)

    def alike(self, tracked: TrackedFiles) -> set[str]:
        """Return the files of an index that are what they were at the start."""
        same = tracked.keys() - tracked.differing(self._git) - self._own.keys()
        own = (path for path in self._own if path in tracked)
        return same.union(path for path in own if self._is_alike(path, tracked[path]))

    def own(self) -> frozenset[str]:
        """Return the files that git does not have as they were, absent ones included."""
        return frozenset(self._own)

    def untouched(self) -> Iterator[tuple[str, Entry | None]]:
        """Yield what is still as it was when the baseline was taken: nobody moved it since."""
        first = dict(islice(self._manifest.entries(), self._meta.taken))
        for path in {*self._git, *first}:
            entry = self.entry(path)
            if path not in self._own or (path in first and first[path] == entry):
                yield path, entry

    def describe(self, label: str, uncommitted: int) -> None:
        """Keep the words for the session and how much lies before it. Raises OSError."""
        self._meta = self._meta.model_copy(update={"label": label, "uncommitted": uncommitted})
        self._manifest.write(self._meta)

    def accept(self, path: str, content: bytes | None, mode: int | None) -> None:
        """Move the baseline of one file. Raises OSError when that can't be kept."""
        self.accept_all([(path, content, mode)])

    def accept_all(self, files: Iterable[tuple[str, bytes | None, int | None]]) -> None:
        """Move the baseline of files to their contents and modes. Raises OSError."""
        self._set([(path, self._kept(content, mode)) for path, content, mode in files])

    def follow_git(self, look: Callable[[str], Seen | None]) -> set[str]:
        """Let the baseline move along where git changed files; returns those files.

        A file moves when HEAD went to a commit that existed at the start or was fetched, the
        two commits differ in it, and it equals the new one; and when what it was at the start
        lies in a stash. Raises OSError when that can't be kept.
        """
        stashed = self._heads.follow_stashes(look)
        self._set(stashed.items())
        moved = [each for move in self._heads.follow(look) for each in move.moved]
        self._set((path, new) for path, _, new in moved)
        return {*stashed, *(path for path, _, _ in moved)}

    def has_stashed(self, paths: Iterable[str]) -> bool:
        """Tell whether any of these files is as git put it when it stashed what was there."""
        stashed = {path for move in self.moves if move.stash for path in move.paths}
        return not stashed.isdisjoint(paths)

    def undo_move(self) -> HeadMove | None:
        """Take the last move back: its files are compared with what they were before it."""
        move = self._heads.pop()
        if move is not None:
            back = [(path, old) for path, old, new in move.moved if self.entry(path) == new]
            self._set(back)
        return move

    def follow(self) -> set[str] | None:
        """Take over what another server wrote to the same baseline since the last time.

        Returns the paths whose entry is another one now; None where that server began a new
        session, or there is none any more.
        """
        stamp = self._manifest.stamp
        if stamp == self._stamp:
            return set()
        meta = self._manifest.load()
        if meta is None or meta.started != self._meta.started:
            return None
        before = self._own
        self._meta, self._own, self._stamp = meta, dict(self._manifest.entries()), stamp
        self._heads.load()
        changed = before.items() ^ self._own.items()
        return {path for path, _ in changed}

    def close(self) -> None:
        """Let go of the files."""
        self._contents.close()

    def _is_alike(self, path: str, tracked: Tracked) -> bool:
        entry = self.entry(path)
        return entry is not None and (entry.content_id, entry.mode) == tracked[:2]

    def _kept(self, content: bytes | None, mode: int | None) -> Entry | None:
        if content is None:
            return None
        entry = Entry(content_id(content), mode or 0o100644, len(content))
        self._contents.add(entry.content_id, content)
        return entry

    def _set(self, entries: Iterable[tuple[str, Entry | None]]) -> None:
        entries = list(entries)
        if entries:
            self._manifest.append(entries)
            self._own.update(entries)


def _await(folder: Path) -> Meta:
    """Wait for the baseline that another server is taking. Raises OSError when none comes."""
    end = time.monotonic() + _PATIENCE
    while (meta := Manifest(folder).load()) is None:
        if time.monotonic() > end:
            raise OSError("another server watches this folder, and its state can't be read")
        time.sleep(0.05)
    return meta


def _memory() -> str | None:
    """Return a folder that is no disk, where the system has one."""
    shared = Path("/dev/shm")  # noqa: S108 (the fresh folder below it is ours alone)
    return str(shared) if shared.is_dir() else None


def _stored_git(folder: Path, meta: Meta) -> TrackedFiles:
    git = TrackedFiles()
    for stored in meta.repositories:
        if stored.index is not None:
            found = stored.repository().read_index(folder / stored.index) or TrackedFiles()
            git.update(found.without([p for p in found.special if found[p].mode == GITLINK]))
    return git


def _trusts_modes(repository: Repository) -> bool:
    try:
        return (setting(repository, "core.filemode") or "true").lower() != "false"
    except pygit2.GitError:  # the repository is gone
        return True

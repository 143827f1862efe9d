"""When git itself changed files: HEAD moved to a commit that no session wrote.

A checkout of another branch or a pull is no edit of the agent's. A commit counts as git's when
it existed at the session's start (its object is among those pinned then) or was fetched; what
was committed here stays an edit, wherever HEAD goes later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import pygit2

from touchline.baseline.contents import Contents
from touchline.baseline.files import Seen
from touchline.baseline.history import (
    HeadMove,
    History,
    Moved,
    head_of,
    load_history,
    save_history,
)
from touchline.baseline.model import Entry
from touchline.baseline.pins import Pins
from touchline.baseline.stashes import Stashes
from touchline.baseline.trees import LOST, between, equals
from touchline.tree import GITLINK, Repository

# How git's log of a branch says that it was made or moved by work done here.
_MADE_HERE = re.compile(
    rb"commit|rebase|cherry-pick|am[ :]|revert|merge [^:]*: Merge|pull.*: Merge"
)
_FETCHED = re.compile(rb"fetch|pull|clone")


Look = Callable[[str], Seen | None]


class Heads:
    """Follows HEAD of every repository; what it knows is kept in the state folder."""

    def __init__(
        self,
        folder: Path,
        repositories: Sequence[Repository],
        tips: Sequence[str],
        entry: Callable[[str], Entry | None],
        contents: Contents,
    ) -> None:
        self._place = folder / "history.json"
        self._sources = list(zip(repositories, contents.pins, strict=True))
        self._tips = tips
        self._entry = entry
        self._contents = contents
        self.load()

    def load(self) -> None:
        """Read what is kept."""
        self._history = load_history(self._place)
        self._heads = dict(self._history.heads)

    @property
    def moves(self) -> tuple[HeadMove, ...]:
        """The moves that were followed and not taken back, oldest first."""
        return self._history.moves

    def follow(self, look: Look) -> tuple[HeadMove, ...]:
        """Return the moves since the last time that are git's. Raises OSError."""
        known = dict(self._heads)
        try:
            moves = self._moves(look)
            self._save((*self._history.moves, *moves))
        except OSError:
            self._heads = known
            raise
        return moves

    def _moves(self, look: Look) -> tuple[HeadMove, ...]:
        moves: list[HeadMove] = []
        for repository, pins in self._sources:
            before, after = self._heads.get(repository.prefix), head_of(repository)
            if after is None or before == after:
                continue
            self._heads[repository.prefix] = after
            if before is None or not self._is_gits(repository, pins, after):
                continue
            # A clone that lacks older objects can't tell: the files show as changed.
            with suppress(*LOST):
                moved = tuple(self._moved(repository, before, after, look))
                moves.append(
                    HeadMove(prefix=repository.prefix, before=before, after=after, moved=moved)
                )
        return tuple(moves)

    def follow_stashes(self, look: Look) -> dict[str, Entry | None]:
        """Return the entries of what went into a stash or came back since. Raises OSError.

        To be asked before `follow`, so that a stash and a checkout right after it are both seen.
        """
        before = [move for move in self.moves if move.stash]
        after = {move.after: move for move in self._stashed(before, look)}
        was, now = _each(before), _each(after.values())
        if was == now:
            return {}
        kept = [after.pop(move.after, None) if move.stash else move for move in self.moves]
        self._save((*filter(None, kept), *after.values()))
        back = {path: old for path, old, new in was - now if self._entry(path) == new}
        return back | {path: new for path, _, new in now - was}

    def pop(self) -> HeadMove | None:
        """Forget the last move; returns it."""
        if not self._history.moves:
            return None
        *moves, last = self._history.moves
        self._save(tuple(moves), (last.after,) if last.stash else ())
        return last

    def _stashed(self, before: Collection[HeadMove], look: Look) -> Iterator[HeadMove]:
        """Yield the moves of stashes that stand now."""
        for repository, pins in self._sources:
            is_gits = partial(self._is_gits, repository, pins)
            stashes = Stashes(repository, self._entry, pins.has, is_gits, self._contents)
            known = [move for move in before if move.prefix == repository.prefix]
            named = (self._heads.get(repository.prefix), head_of(repository))
            heads = [head for head in named if head is not None]
            yield from stashes.follow(known, self._history.undone, heads, look)

    def _moved(
        self, repository: Repository, before: str, after: str, look: Look
    ) -> Iterator[Moved]:
        """Yield the files that git changed and that are now as it left them."""
        trees = [repository.git[commit].peel(pygit2.Tree) for commit in (before, after)]
        for path, _, blob, mode in between(repository, *trees):
            old, seen = self._entry(path), look(path)
            new = None if seen is None else Entry(seen.content_id, mode, seen.size)
            if old == new or mode == GITLINK or not equals(repository, path, blob, seen):
                continue
            if seen is not None and seen.content is not None:
                self._contents.add(seen.content_id, seen.content)
            yield path, old, new

    def _save(self, moves: tuple[HeadMove, ...], undone: tuple[str, ...] = ()) -> None:
        undone = (*self._history.undone, *undone)
        history = History(heads=tuple(self._heads.items()), moves=moves, undone=undone)
        if history != self._history:
            save_history(self._place, history)
            self._history = history

    def _is_gits(self, repository: Repository, pins: Pins, commit: str) -> bool:
        """Tell whether a commit existed at the start or was fetched."""
        if pins.has(commit):
            return True
        if commit in _logged(repository.git_dir / "logs/HEAD", _MADE_HERE):
            return False
        remotes = repository.common_dir / "logs/refs/remotes"
        tips = {tip for log in remotes.rglob("*") for tip in _logged(log, _FETCHED)}
        if pins.failed:
            tips.update(self._tips)
        return any(_reaches(repository.git, tip, commit) for tip in tips)


def _each(moves: Iterable[HeadMove]) -> set[Moved]:
    return {moved for move in moves for moved in move.moved}


def _logged(log: Path, message: re.Pattern[bytes]) -> set[str]:
    """Return the new commits of a log of git's whose message matches."""
    try:
        lines = log.read_bytes().splitlines()
    except OSError:
        return set()
    found = [line.partition(b"\t") for line in lines]
    return {head.split(b" ")[1].decode() for head, _, text in found if message.match(text)}


def _reaches(git: pygit2.Repository, tip: str, commit: str) -> bool:
    try:
        return tip == commit or git.descendant_of(tip, commit)
    except LOST:
        return False

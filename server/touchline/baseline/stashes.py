"""Work from before the session that git put into a stash.

While it lies there, the baseline of its files is what git put in their place; once it is back, or
the stash is gone, the baseline is what it was. Only what the stash holds as it stood at the
session's start counts, so that no edit of the session is hidden, in the stash or out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass

import pygit2

from touchline.baseline.contents import Contents
from touchline.baseline.files import Seen
from touchline.baseline.history import HeadMove, Moved
from touchline.baseline.model import Entry
from touchline.baseline.trees import LOST, Delta, between, blob_at, equals
from touchline.tree import Repository

# So many commits of the session are looked through for the one that it began at.
_MOST_COMMITS = 1_000

Look = Callable[[str], Seen | None]


@dataclass(frozen=True)
class Stashes:
    """The stashes of one repository.

    ``existed`` tells the commits from before the session, ``is_gits`` all that no session wrote.
    """

    repository: Repository
    entry: Callable[[str], Entry | None]
    existed: Callable[[str], bool]
    is_gits: Callable[[str], bool]
    contents: Contents

    def follow(
        self,
        known: Collection[HeadMove],
        undone: Collection[str],
        heads: Collection[str],
        look: Look,
    ) -> Iterator[HeadMove]:
        """Yield the moves that stand now; ``known`` are those till now, ``undone`` stay so.

        ``heads`` are the commits that HEAD named till now and names: a stash with another parent
        was not made here. Raises OSError where a content can't be kept.
        """
        lasting = {move.after: move for move in known}
        for stash in self._present():
            move = lasting.get(str(stash.id))
            moved = [each for each in move.moved if not _is_back(each, look)] if move else []
            if str(stash.id) not in undone and str(stash.parent_ids[0]) in heads:
                # A clone that lacks older objects can't tell: the files show as changed.
                with suppress(*LOST):
                    moved += self._moved(stash, look)
            if moved:
                before, after = str(stash.parent_ids[0]), str(stash.id)
                prefix = self.repository.prefix
                yield HeadMove(
                    prefix=prefix, before=before, after=after, moved=tuple(moved), stash=True
                )

    def _present(self) -> Iterator[pygit2.Commit]:
        """Yield the stashes; one has the commit that it was made at and the index as parents."""
        git = self.repository.git
        try:
            stashes = git.listall_stashes()
        except LOST:  # git's own books are broken
            return
        for stash in stashes:
            try:
                commit = git[stash.commit_id].peel(pygit2.Commit)
            except LOST:  # git's log of stashes names one that is lost
                continue
            if len(commit.parents) > 1:
                yield commit

    def _moved(self, stash: pygit2.Commit, look: Look) -> Iterator[Moved]:
        """Yield the files that the stash has as they were, and that are now as git left them.

        Only a stash of the session counts. That is asked last: it may wait for the baseline.
        """
        held = [*self._swapped(stash, look)]
        if not held or self.existed(str(stash.id)):
            return
        base = self._base(stash.parents[0])
        for (path, _, after, mode), seen in held if base else ():
            if base and blob_at(self.repository, base.tree, path) != after:
                continue
            new = None if seen is None else Entry(seen.content_id, mode, seen.size)
            if seen is not None and seen.content is not None:
                self.contents.add(seen.content_id, seen.content)
            yield path, self.entry(path), new

    def _swapped(self, stash: pygit2.Commit, look: Look) -> Iterator[tuple[Delta, Seen | None]]:
        """Yield the files that were at the start what is stashed, and are now what git has."""
        for delta in self._held(stash):
            old = self.entry(delta.path)
            if delta.before == (old.content_id if old else None):
                seen = look(delta.path)
                if equals(self.repository, delta.path, delta.after, seen):
                    yield delta, seen

    def _held(self, stash: pygit2.Commit) -> Iterator[Delta]:
        """Yield what the stash took away; its third parent has the files that git ignores."""
        yield from between(self.repository, stash.tree, stash.parents[0].tree)
        for untracked in stash.parents[2:]:
            yield from between(self.repository, untracked.tree, None)

    def _base(self, commit: pygit2.Commit) -> pygit2.Commit | None:
        """Return the nearest commit that is git's: what was committed since is an edit."""
        if self.is_gits(str(commit.id)):
            return commit
        for _ in range(_MOST_COMMITS):
            if self.existed(str(commit.id)):
                return commit
            if not commit.parents:
                break
            commit = commit.parents[0]
        return None


def _is_back(moved: Moved, look: Look) -> bool:
    """Tell whether a file is what it was before git took it away."""
    path, old, _ = moved
    seen = look(path)
    if seen is None or old is None:
        return seen is None and old is None
    return (seen.content_id, seen.mode) == (old.content_id, old.mode)

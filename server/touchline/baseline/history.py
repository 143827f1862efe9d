"""Where HEAD of each repository was last, and the moves that the baseline followed."""

from __future__ import annotations

from pathlib import Path

import pygit2

from touchline.baseline.model import Entry
from touchline.model import Frozen
from touchline.stored import load, save
from touchline.tree import Repository

# A path, and its entries before and after.
Moved = tuple[str, Entry | None, Entry | None]


class HeadMove(Frozen):
    """HEAD of a repository went from one commit to another, and these files with it.

    With ``stash`` they went from the work tree into the stash ``after``, and what they are in the
    commit ``before`` came in their place.
    """

    prefix: str
    before: str
    after: str
    moved: tuple[Moved, ...] = ()
    stash: bool = False

    @property
    def paths(self) -> tuple[str, ...]:
        """The files whose baseline moved along."""
        return tuple(path for path, _, _ in self.moved)


class History(Frozen):
    """Where HEAD of each repository was last, and the moves that can be undone.

    ``undone`` are the stashes whose move was undone.
    """

    heads: tuple[tuple[str, str], ...] = ()
    moves: tuple[HeadMove, ...] = ()
    undone: tuple[str, ...] = ()


def load_history(place: Path) -> History:
    """Read the history; empty where there is none."""
    return load(place, History) or History()


def save_history(place: Path, history: History) -> None:
    """Write the history. Raises OSError."""
    save(place, history)


def branch_at(root: Path) -> str | None:
    """Return the branch that is checked out in a folder; None where there is none."""
    repository = Repository.at(root)
    return branch_of(repository) if repository else None


def branch_of(repository: Repository) -> str | None:
    """Return the branch that is checked out, also before its first commit; None for none."""
    try:
        target = repository.git.lookup_reference("HEAD").target
    except (KeyError, pygit2.GitError):
        return None
    return target.removeprefix("refs/heads/") if isinstance(target, str) else None


def head_of(repository: Repository) -> str | None:
    """Return the commit that HEAD names; None before the first one."""
    try:
        return str(repository.git.head.target)
    except pygit2.GitError:
        return None

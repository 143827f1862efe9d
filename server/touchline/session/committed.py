"""Which changes a commit has already: a revert leaves the commit, and says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import pygit2


def committed(root: Path, since: str | None, paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths that commits after ``since`` changed, in the repository around ``root``.

    ``since`` is the commit at which the session began; None where there was none.
    """
    found = pygit2.discover_repository(str(root))
    if found is None:
        return ()
    repository = pygit2.Repository(found)
    if repository.head_is_unborn or repository.is_bare:
        return ()
    head = repository.head.peel(pygit2.Commit)
    if str(head.id) == since:
        return ()
    prefix = root.resolve().relative_to(Path(repository.workdir).resolve())
    places = {path: (prefix / path).as_posix() for path in paths}
    start = _tree(repository, since)
    return tuple(p for p, place in places.items() if _id(head.tree, place) != _id(start, place))


def _tree(repository: pygit2.Repository, commit: str | None) -> pygit2.Tree | None:
    if commit is None or commit not in repository:
        return None
    return repository[commit].peel(pygit2.Commit).tree


def _id(tree: pygit2.Tree | None, place: str) -> pygit2.Oid | None:
    return tree[place].id if tree is not None and place in tree else None


def committed_too(paths: Collection[str]) -> str:
    """Return a sentence on what a commit has already; empty where none has anything."""
    if not paths:
        return ""
    what = "One of the files is" if len(paths) == 1 else f"{len(paths)} of the files are"
    return f" {what} committed already: the work tree is as before, the commit stays."

"""What lies between two trees of git's, and whether a file on disk is what git has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pygit2

from touchline.baseline.files import Seen
from touchline.tree import Repository

LOST = (KeyError, ValueError, pygit2.GitError)
"""What pygit2 raises for an object that the repository does not have, or a file that is gone."""


class Delta(NamedTuple):
    """A file that two trees have otherwise: its path in the workspace, and its blobs.

    A blob is None where the file is not there; ``mode`` is that of the second tree.
    """

    path: str
    before: str | None
    after: str | None
    mode: int


def between(
    repository: Repository, before: pygit2.Tree, after: pygit2.Tree | None
) -> Iterator[Delta]:
    """Yield the files that two trees have otherwise; None is a tree without files."""
    diff = before.diff_to_tree() if after is None else before.diff_to_tree(after)
    for delta in diff.deltas:
        old, new = delta.old_file, delta.new_file
        came, gone = delta.status_char() == "A", delta.status_char() == "D"
        path = repository.to_workspace(old.path if gone else new.path)
        if path is not None:
            blobs = None if came else str(old.id), None if gone else str(new.id)
            yield Delta(path, *blobs, int(new.mode))


def blob_at(repository: Repository, tree: pygit2.Tree, path: str) -> str | None:
    """Return what a tree has at a path of the workspace; None for nothing."""
    try:
        return str(tree[repository.from_workspace(path)].id)
    except LOST:
        return None


def equals(repository: Repository, path: str, blob: str | None, seen: Seen | None) -> bool:
    """Tell whether a file is what git has, line ends aside where git converts them."""
    if seen is None or blob is None or seen.unread:
        return seen is None and blob is None
    if seen.content_id == blob:
        return True
    place = repository.workdir / repository.from_workspace(path)
    try:
        return str(repository.git.hashfile(str(place))) == blob
    except LOST:  # it went since it was seen, and the watch will tell
        return False

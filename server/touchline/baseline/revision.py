"""What the files of a workspace are in a git revision, for a check without a session."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pygit2

from touchline.baseline.compare import compare
from touchline.baseline.files import Seen
from touchline.baseline.history import branch_of
from touchline.baseline.model import BaselineInfo, Entry
from touchline.model import Change, Note
from touchline.tree import GITLINK, Listing, Repository, TrackedFiles


class UnknownRevisionError(ValueError):
    """There is no such commit; the text says which was meant."""


class Revision:
    """A revision as a baseline: read only, contents as a checkout would write them.

    ``name`` is anything that git takes for a commit; with ``...`` at its end it stands for the
    merge base with HEAD. Files of submodules and nested repositories are not compared.
    """

    def __init__(self, root: Path, listing: Listing, name: str) -> None:
        repository = Repository.at(root)
        if repository is None:
            raise UnknownRevisionError(f"{root} is in no work tree of git")
        self._repository = repository
        nested = tuple(r.prefix for r in listing.repositories if r.prefix)
        commit = _commit(repository.git, name)
        self._entries = _entries(repository, commit)
        self._nested = nested
        self.info = BaselineInfo(
            started=datetime.fromtimestamp(commit.commit_time if commit else 0, UTC),
            head=str(commit.id) if commit else None,
            label=name,
            branch=branch_of(repository),
        )

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is not covered, and why."""
        text = "A repository of its own; its files are not compared with a revision."
        return tuple(
            Note(kind="baseline", path=prefix.rstrip("/"), message=text) for prefix in self._nested
        )

    def entry(self, path: str) -> Entry | None:
        """Return what a file is in the revision; None where it is not in it."""
        return self._entries.get(path)

    def read(self, path: str) -> bytes | None:
        """Return a file's content in the revision."""
        entry = self.entry(path)
        return self._content(path, entry.content_id) if entry else None

    def paths(self) -> Iterator[str]:
        """Yield every file of the revision."""
        yield from self._entries

    def alike(self, tracked: TrackedFiles) -> set[str]:
        """Return the files of an index that are what they are in the revision."""
        found = ((path, self.entry(path), one) for path, one in tracked.items())
        return {p for p, entry, one in found if entry and (entry.content_id, entry.mode) == one[:2]}

    def change(self, path: str, seen: Seen | None) -> Change | None:
        """Compare a file as it was just read with what it is in the revision."""
        if path.startswith(self._nested):
            return None
        change = compare(
            path,
            self.entry(path),
            seen,
            lambda identity: self._content(path, identity),
            trusts_modes=True,
        )
        # Line-end filters give one content two ids.
        alike = change is not None and change.unread is None and change.before == change.after
        same_mode = change is not None and change.before_mode == change.after_mode
        return None if alike and same_mode else change

    def _content(self, path: str, identity: str) -> bytes | None:
        blob = self._repository.git.get(identity)
        if not isinstance(blob, pygit2.Blob):
            return None
        inner = self._repository.from_workspace(path)
        if not _is_utf8(inner):  # its thread would fail, and reading wait for it without an end
            return blob.data
        with pygit2.BlobIO(blob, as_path=inner) as checked_out:
            return checked_out.read()


def _is_utf8(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _commit(git: pygit2.Repository, name: str) -> pygit2.Commit | None:
    """Find the commit of a name; None for the HEAD of a repository without commits."""
    if name == "HEAD" and git.head_is_unborn:
        return None
    try:
        found = git.revparse_single(name.removesuffix("...")).peel(pygit2.Commit)
        if not name.endswith("..."):
            return found
        base = cast("pygit2.Oid | None", git.merge_base(found.id, git.head.target))
    except (KeyError, ValueError, pygit2.GitError) as error:
        raise UnknownRevisionError(f"git knows no commit {name!r}") from error
    if base is None:
        raise UnknownRevisionError(f"{name.removesuffix('...')!r} and HEAD have nothing in common")
    return git[base].peel(pygit2.Commit)


def _entries(repository: Repository, commit: pygit2.Commit | None) -> dict[str, Entry]:
    if commit is None:
        return {}
    index = pygit2.Index()
    index.read_tree(commit.tree)
    now = repository.tracked()
    left_out = {path for path in now.special if now[path].sparse}
    return {
        path: Entry(tracked.id, tracked.mode, -1, path in left_out)
        for path, tracked in repository.entries(index)
        if tracked.mode != GITLINK
    }

"""Taking a baseline: git's clean files by reference, all others copied at once."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pygit2

from touchline.baseline.files import Seen, look
from touchline.baseline.git import clean
from touchline.baseline.history import History, branch_of, head_of, save_history
from touchline.baseline.manifest import Manifest, Meta, StoredRepository
from touchline.baseline.model import Entry, Limits, Progress
from touchline.baseline.pack import Pack, Places
from touchline.tree import GITLINK, Listing, Repository, TrackedFiles

_NO_ROOM = "there was no room for it in the state folder"
_TOO_MANY = "the files that git doesn't have are too many to copy"

# So many bytes are written at once.
_BATCH = 1_048_576


class Taken(NamedTuple):
    """What was just stored, so that nobody need read it back.

    ``own`` holds the files that ``git`` does not have as they are, and ``places`` where the
    pack keeps them.
    """

    git: TrackedFiles
    own: dict[str, Entry | None]
    places: Places


def take(
    root: Path, folder: Path, listing: Listing, limits: Limits, progress: Progress | None = None
) -> tuple[Meta, Taken]:
    """Store what every listed file is now; returns the head of the manifest, and the rest.

    ``progress`` is told of the files that are copied.
    The manifest holds, for each repository, a copy of its index, and for all else that is on
    disk or that the index has otherwise an entry of its own.
    """
    made = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    manifest = Manifest(made)
    git = TrackedFiles()
    entries: dict[str, Entry | None] = {}
    stored: list[StoredRepository] = []
    for number, repository in enumerate(listing.repositories):
        others, kept, index = _index(repository, made / f"index-{number}", root)
        git.update(kept)
        entries |= dict.fromkeys(others)
        stored.append(_stored(repository, index))
        if index is None:
            entries |= {path: Entry(e.id, e.mode, -1, e.sparse) for path, e in kept.items()}
    gone = git.keys() - listing.files
    entries |= {path: None for path in gone if not git[path].sparse}
    with closing(Pack(made / "pack")) as pack:
        paths = _counted(sorted(listing.files - git.keys()), progress)
        entries |= dict(_copied(root, paths, pack, limits))
        pack.flush()
    manifest.append(entries.items())
    meta = Meta(
        root=root,
        started=datetime.now(UTC),
        head=_head(listing.repositories),
        branch=_branch(listing.repositories),
        tips=tuple(_tips(listing.repositories)),
        taken=len(entries),
        label="session start",
        repositories=tuple(stored),
    )
    heads = {repository.prefix: head_of(repository) for repository in listing.repositories}
    known = tuple((prefix, head) for prefix, head in heads.items() if head)
    save_history(made / "history.json", History(heads=known))
    manifest.write(meta)
    Manifest(folder).replace(made)
    return meta, Taken(git, entries, pack.places)


def _index(
    repository: Repository, copy: Path, root: Path
) -> tuple[list[str], TrackedFiles, Path | None]:
    """Copy the index; returns files that git does not give back, those that it does, and the copy.

    There is no copy where there is no index, or none that could be read from it.
    """
    source = repository.git_dir / "index"
    if not source.exists():
        return [], TrackedFiles(), None
    if repository.readable:
        shutil.copyfile(source, copy)
    tracked = repository.tracked()
    kept = clean(repository, tracked, repository.modified(), root)
    rest = tracked.keys() - kept.keys()
    others = [path for path in rest if tracked[path].mode != GITLINK]
    return others, kept, copy if repository.readable else None


def _counted(paths: Sequence[str], progress: Progress | None) -> Iterator[str]:
    for done, path in enumerate(paths):
        if progress:
            progress(done, len(paths))
        yield path


def _copied(
    root: Path, paths: Iterable[str], pack: Pack, limits: Limits
) -> Iterator[tuple[str, Entry | None]]:
    total = waiting = 0
    batch: list[tuple[str, Seen]] = []
    for path in paths:
        seen = look(root, path, limits.file)
        if seen is None:
            continue
        if seen.content is not None:
            total, waiting = total + seen.size, waiting + seen.size
            if total > limits.total:
                seen = seen._replace(content=None, unread=_TOO_MANY)
        batch.append((path, seen))
        if waiting >= _BATCH:
            yield from _kept(pack, batch)
            batch, waiting = [], 0
    yield from _kept(pack, batch)


def _kept(pack: Pack, batch: list[tuple[str, Seen]]) -> Iterator[tuple[str, Entry]]:
    """Store files in one write; where that fails, as many of them as there is room for."""
    contents = [(s.content_id, s.content) for _, s in batch if s.content is not None]
    try:
        pack.add_all(contents)
    except OSError:
        for path, seen in batch:
            yield path, _kept_alone(pack, seen)
    else:
        for path, seen in batch:
            yield path, Entry(seen.content_id, seen.mode, seen.size, False, seen.unread)


def _kept_alone(pack: Pack, seen: Seen) -> Entry:
    unread = seen.unread
    if seen.content is not None:
        try:
            pack.add(seen.content_id, seen.content)
        except OSError:
            unread = _NO_ROOM
    return Entry(seen.content_id, seen.mode, seen.size, False, unread)


def _stored(repository: Repository, index: Path | None) -> StoredRepository:
    return StoredRepository(
        prefix=repository.prefix,
        inner=repository.inner,
        workdir=repository.workdir,
        git_dir=repository.git_dir,
        common_dir=repository.common_dir,
        index=index.name if index else None,
    )


def _head(repositories: list[Repository]) -> str | None:
    for repository in repositories:
        if not repository.prefix:
            return head_of(repository)
    return None


def _branch(repositories: list[Repository]) -> str | None:
    return next((branch_of(one) for one in repositories if not one.prefix), None)


def _tips(repositories: list[Repository]) -> Iterator[str]:
    for repository in repositories:
        for reference in repository.git.listall_reference_objects():
            if isinstance(reference.target, pygit2.Oid):
                yield str(reference.target)

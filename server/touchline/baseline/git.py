"""Which files of a repository git can give back byte for byte, so that nothing is copied."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

import pygit2

from touchline.tree import GITLINK, Repository, Tracked, TrackedFiles, setting

# Attributes under which the bytes in the work tree may differ from those of the blob.
_WORDS = (b"text", b"eol", b"crlf", b"filter", b"ident", b"encoding")


def clean(
    repository: Repository, tracked: TrackedFiles, modified: Collection[str], root: Path
) -> TrackedFiles:
    """Return the tracked files whose bytes in the work tree are those of their blob."""
    absent = {path for path in tracked.special if _is_absent(tracked[path], root / path)}
    kept = tracked.without(tracked.special.union(modified) - absent)
    if _has_filters(repository, kept, root):
        kept = kept.without([*_converted(repository, kept, root)])
    if any((repository.common_dir / "objects/pack").glob("*.promisor")):
        kept = kept.without([path for path, entry in kept.items() if not _has(repository, entry)])
    return kept


def _is_absent(entry: Tracked, place: Path) -> bool:
    """Tell whether a file is not there because git was told to leave it out."""
    if entry.mode == GITLINK or entry.assumed:
        return False
    return entry.sparse and not os.path.lexists(place)


def _has_filters(repository: Repository, tracked: Collection[str], root: Path) -> bool:
    """Tell whether git may convert line ends or contents anywhere in the repository."""
    if (setting(repository, "core.autocrlf") or "false").lower() != "false":
        return True
    places = [repository.common_dir / "info/attributes", Path("/etc/gitattributes")]
    places.append(Path(os.environ.get("XDG_CONFIG_HOME", "~/.config")) / "git/attributes")
    places.append(Path(setting(repository, "core.attributesfile") or places[-1]))
    places += [root / path for path in tracked if path.endswith(".gitattributes")]
    return any(_mentions_filters(place.expanduser()) for place in places)


def _mentions_filters(place: Path) -> bool:
    try:
        content = place.read_bytes()
    except OSError:
        return False
    return any(word in content for word in _WORDS)


def _converted(repository: Repository, tracked: TrackedFiles, root: Path) -> Iterator[str]:
    """Yield the files that may hold other bytes than their blob.

    Line ends, identifiers and encodings change the length; of a program that filters nothing
    is known.
    """
    odb = repository.git.odb
    for path, entry in tracked.items():
        if entry.sparse:
            continue
        try:
            size = os.lstat(root / path).st_size
            same = odb.read_header(entry.id)[1] == size
        except (OSError, KeyError, pygit2.GitError):
            same = False
        name = repository.from_workspace(path)
        program = None if not same else repository.git.get_attr(name, "filter")
        if not same or (program not in {None, False, "lfs"}):
            yield path


def _has(repository: Repository, entry: Tracked) -> bool:
    return repository.git.odb.exists(entry.id)

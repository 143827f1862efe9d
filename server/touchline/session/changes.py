"""The change set of a session, brought up to date path by path."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from touchline.baseline import Seen, content_id, look
from touchline.model import Change, ChangeSet, Provenance
from touchline.session.authors import OUTSIDE, Authors
from touchline.session.compared import Compared
from touchline.session.renames import Renames

_REGULAR = 0o100644


class Changes:
    """What is different from the baseline now: on disk, and in editors with unsaved edits."""

    def __init__(
        self, root: Path, baseline: Compared, limit: int, authors: Authors | None = None
    ) -> None:
        self._root = root
        self._authors = authors
        self._baseline = baseline
        self._limit = limit
        self._overlays: dict[str, bytes] = {}
        self._found: dict[str, Change] = {}
        self._renames = Renames()
        self._merged: dict[str, Change] = {}
        self._set = ChangeSet()

    def update(
        self,
        paths: Iterable[str],
        writers: Mapping[str, Provenance] | None = None,
        other: Provenance | None = OUTSIDE,
        untold: Collection[str] = (),
    ) -> bool:
        """Read paths again; tells whether anything is different now.

        ``writers`` says who wrote a path if it changed; else it was ``other``. No event told of
        the paths in ``untold``: one that became empty is being written.
        """
        different = False
        for path in paths:
            who = writers.get(path, other) if writers else other
            seen = self._now(path)
            if path in untold and self._is_cut(path, seen):
                continue
            different |= self._put(path, self._baseline.change(path, seen), who, seen)
        if different:
            self._merge()
        return different

    def forget(self, paths: Iterable[str]) -> bool:
        """Drop files that are watched no longer; tells whether anything is different now."""
        gone = [path for path in paths if self._found.pop(path, None)]
        self._merge()
        return bool(gone)

    def overlay(self, path: str, content: bytes | None) -> bool:
        """Let an editor's text count for a path, or (None) the file on disk again.

        Tells whether that is new to the file on disk.
        """
        if content is None:
            return self._overlays.pop(path, None) is not None
        if path not in self._overlays and self._authors and (found := self._found.get(path)):
            self._authors.sign(found)
        self._overlays[path] = content
        return False

    def claim(self, path: str, text: bytes, who: Provenance) -> None:
        """Note who made a text that a path has, or had until it is read next."""
        now = self._found.get(path)
        mode = now.after_mode if now else None
        change = self._baseline.change(path, _seen(text, mode))
        if change is None or self._authors is None:
            return
        author = self._authors.claim(change, who)
        if now is not None and now.after == text:
            self._found[path] = now.model_copy(update={"provenance": author})
            self._merge()

    def get(self, path: str) -> Change | None:
        """Return the change of a path; a moved file's is at its new path."""
        return self._merged.get(path)

    def found(self, path: str) -> Change | None:
        """Return the change at a path itself: each end of a move for its own."""
        return self._found.get(path)

    def text(self, path: str) -> bytes | None:
        """Return an editor's unsaved text; None while the file on disk counts."""
        return self._overlays.get(path)

    def paths(self) -> set[str]:
        """Return every path that is different, both ends of a move included."""
        return set(self._found)

    def set(self) -> ChangeSet:
        """Return the change set as it is now."""
        return self._set

    def _merge(self) -> None:
        self._merged = self._renames.merged(self._found)
        self._set = ChangeSet(changes=tuple([self._merged[path] for path in sorted(self._merged)]))

    def _put(
        self, path: str, change: Change | None, who: Provenance | None, seen: Seen | None
    ) -> bool:
        if self._authors is not None and change is None:
            self._authors.forget(path)
        elif self._authors is not None and change is not None:
            author = self._authors.wrote(change, who, seen.content_id if seen else "")
            change = change.model_copy(update={"provenance": author})
        if change == self._found.get(path):
            return False
        if change is None:
            del self._found[path]
        else:
            self._found[path] = change
        return True

    def _is_cut(self, path: str, seen: Seen | None) -> bool:
        """Whether a file that had content is empty now."""
        if seen is None or seen.size or path in self._overlays:
            return False
        known = self._found.get(path)
        return bool(known.after if known else self._baseline.read(path))

    def _now(self, path: str) -> Seen | None:
        seen = look(self._root, path, self._limit)
        text = self._overlays.get(path)
        return seen if text is None else _seen(text, seen.mode if seen else None)


def _seen(text: bytes, mode: int | None) -> Seen:
    """Return a text as if it had been read from disk."""
    return Seen(content_id(text), _REGULAR if mode is None else mode, len(text), text)

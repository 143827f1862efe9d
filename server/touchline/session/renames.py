"""Files that were moved: a deleted and a created file of like content are one change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from touchline.diff import is_binary, split_lines
from touchline.model import Change, ChangeKind

# git's own measures: half of the content is the same, and no search beyond so many files.
_ALIKE = 0.5
_MOST_PAIRS = 40_000


class Renames:
    """Pairs deleted with created files, and keeps a pair's change while both stay as they are."""

    def __init__(self) -> None:
        self._made: dict[tuple[int, int], tuple[Change, Change, Change]] = {}

    def merged(self, changes: Mapping[str, Change]) -> dict[str, Change]:
        """Return the changes with each pair replaced by one, at the new path."""
        created = [c for c in changes.values() if c.kind is ChangeKind.CREATED and c.after]
        deleted = [c for c in changes.values() if c.kind is ChangeKind.DELETED and c.before]
        if not created or not deleted:
            self._made.clear()
            return dict(changes)
        made: dict[tuple[int, int], tuple[Change, Change, Change]] = {}
        result = dict(changes)
        for old, new in _pairs(deleted, created):
            key = id(old), id(new)
            made[key] = self._made.get(key) or (old, new, _renamed(old, new))
            del result[old.path]
            result[new.path] = made[key][2]
        self._made = made
        return result


def _renamed(old: Change, new: Change) -> Change:
    return Change(
        path=new.path,
        kind=ChangeKind.RENAMED,
        old_path=old.path,
        before=old.before,
        after=new.after,
        before_mode=old.before_mode,
        after_mode=new.after_mode,
        provenance=new.provenance,
    )


def _pairs(deleted: list[Change], created: list[Change]) -> list[tuple[Change, Change]]:
    """Return the pairs, equal contents first, then the most alike; each file at most once."""
    by_content: dict[bytes, list[Change]] = {}
    for change in sorted(created, key=_path, reverse=True):
        by_content.setdefault(change.after or b"", []).append(change)
    pairs: list[tuple[Change, Change]] = []
    for old in sorted(deleted, key=_path):
        same = by_content.get(old.before or b"")
        if same:
            pairs.append((old, same.pop()))
    taken = {id(change) for pair in pairs for change in pair}
    old_left = [change for change in deleted if id(change) not in taken]
    new_left = [change for change in created if id(change) not in taken]
    return pairs + _alike(old_left, new_left)


def _alike(deleted: list[Change], created: list[Change]) -> list[tuple[Change, Change]]:
    if len(deleted) * len(created) > _MOST_PAIRS:
        return []
    scored = [
        (score, old.path, new.path, old, new)
        for old in deleted
        for new in created
        if (score := _likeness(old.before or b"", new.after or b"")) >= _ALIKE
    ]
    pairs: list[tuple[Change, Change]] = []
    taken: set[str] = set()
    for _, old_path, new_path, old, new in sorted(scored, key=_by_score):
        if taken.isdisjoint((old_path, new_path)):
            taken |= {old_path, new_path}
            pairs.append((old, new))
    return pairs


def _likeness(old: bytes, new: bytes) -> float:
    """Return the share of the longer content's bytes that stand in lines that both have."""
    longer, shorter = max(len(old), len(new)), min(len(old), len(new))
    if shorter < longer * _ALIKE or is_binary(old) or is_binary(new):
        return 0.0
    shared = _lines(old) & _lines(new)
    return sum(len(line) * count for line, count in shared.items()) / longer


@lru_cache(maxsize=512)
def _lines(content: bytes) -> Counter[bytes]:
    return Counter(split_lines(content))


def _by_score(scored: tuple[float, str, str, Change, Change]) -> tuple[float, str, str]:
    return -scored[0], scored[1], scored[2]


def _path(change: Change) -> str:
    return change.path


def renamed(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes with moved files as one change each, sorted by path."""
    merged = Renames().merged({change.path: change for change in changes})
    return tuple(sorted(merged.values(), key=_path))

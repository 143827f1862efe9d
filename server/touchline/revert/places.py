"""Places that a person took back, so that the same change is known when it comes again.

A place is kept as digests of its lines, blanks at both ends left out: state holds no second
copy of the text, and a new indentation does not hide the return.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from touchline import diff
from touchline.model import Change, Hunk
from touchline.revert.states import Pick, Place

# Files that are taken back as a whole are known again by each of their hunks. Beyond this many
# at once they are known as a whole only: comparing all of them would double the time.
_FEW = 100


def places(picks: Iterable[Pick]) -> tuple[Place, ...]:
    """Return what the picks take back, as places that can be known again."""
    chosen = tuple(picks)
    closely = len(chosen) <= _FEW
    found = (place for pick in chosen for place in _places(pick, closely=closely))
    return tuple(place for place in found if place.removed or place.added)


def again(hunk: Hunk, change: Change, taken_back: Iterable[Place]) -> bool:
    """Whether a place that was taken back stands in this hunk of this change once more."""
    removed, added = _of_hunk(hunk, change)
    file = Place(change.path, *_of_file(change))
    return any(
        place == file
        or (
            place.path == change.path
            and _contains(removed, place.removed)
            and _contains(added, place.added)
        )
        for place in taken_back
    )


def _places(pick: Pick, *, closely: bool) -> Iterable[Place]:
    change = pick.change
    hunks = diff.hunks(change) if pick.hunks is None and closely else pick.hunks
    if hunks is None:
        yield Place(change.path, *_of_file(change))
    for hunk in hunks or ():
        yield Place(change.path, *_of_hunk(hunk, change))


def _of_hunk(hunk: Hunk, change: Change) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if hunk.whole_file:
        return _of_file(change)
    return _digests(hunk.removed), _digests(hunk.added)


def _of_file(change: Change) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before = f"{change.old_path} {change.before_mode}".encode() + b"\0" + (change.before or b"")
    after = f"{change.after_mode}".encode() + b"\0" + (change.after or b"")
    return (_digest(before),), (_digest(after),)


def _digests(lines: Sequence[str]) -> tuple[str, ...]:
    stripped = (line.strip() for line in lines)
    return tuple(_digest(line.encode("utf-8", "surrogateescape")) for line in stripped if line)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]


def _contains(lines: tuple[str, ...], run: tuple[str, ...]) -> bool:
    return any(lines[i : i + len(run)] == run for i in range(len(lines) - len(run) + 1))

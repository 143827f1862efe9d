"""Changes as hunks, and hunks put onto a content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from touchline.diff.lines import is_binary, split_lines, window
from touchline.model import Change, ChangeKind, Hunk

_REGULAR = 0o100000
_TYPE = 0o170000


def hunks(change: Change) -> tuple[Hunk, ...]:
    """Return the hunks of a change in order, without context lines.

    One hunk marked ``whole_file`` stands for what has no lines: binary and UTF-16 files,
    unread ones, symbolic links, empty files that come or go, and pure renames and mode changes.
    """
    if change.unread is not None or not _has_lines(change):
        return (whole_file(change.path),)
    before, after = change.before or b"", change.after or b""
    found = tuple(_hunks(change.path, before, after))
    if not found and change.kind is not ChangeKind.EDITED:
        return (whole_file(change.path),)
    return found


def inverse(hunk: Hunk) -> Hunk:
    """Return the hunk that takes this one back: it applies to the after content."""
    return hunk.model_copy(
        update={
            "source_start": hunk.target_start,
            "source_length": hunk.target_length,
            "target_start": hunk.source_start,
            "target_length": hunk.source_length,
            "removed": hunk.added,
            "added": hunk.removed,
        }
    )


def apply(before: bytes, hunks: Sequence[Hunk]) -> bytes:
    """Put hunks onto the content that they were made from; any selection of them fits.

    Raises ValueError where a hunk has no lines, overlaps another, or finds other lines than
    those it removes.
    """
    lines = split_lines(before)
    pieces: list[bytes] = []
    done = 0
    for hunk in sorted(hunks, key=_place):
        start = _place(hunk)[0]
        removed, added = _encode(hunk.removed), _encode(hunk.added)
        end = start + len(removed)
        fits = done <= start and end <= len(lines) and lines[start:end] == removed
        if hunk.whole_file or not fits:
            raise ValueError(f"{hunk.path}: {hunk.header} does not fit")
        pieces += lines[done:start]
        pieces += added
        done = end
    return b"".join(pieces + lines[done:])


def _hunks(path: str, before: bytes, after: bytes) -> Iterable[Hunk]:
    found, old, new, skipped = window(before, after)
    for before_start, before_end, after_start, after_end in found:
        yield Hunk(
            path=path,
            source_start=before_start + (before_end > before_start),
            source_length=before_end - before_start,
            target_start=after_start + (after_end > after_start),
            target_length=after_end - after_start,
            removed=decode(old[before_start - skipped : before_end - skipped]),
            added=decode(new[after_start - skipped : after_end - skipped]),
        )


def decode(lines: Iterable[bytes]) -> tuple[str, ...]:
    """Turn lines into the text of the models; any bytes round-trip."""
    return tuple([line.decode("utf-8", "surrogateescape") for line in lines])


def _encode(lines: Iterable[str]) -> list[bytes]:
    return [line.encode("utf-8", "surrogateescape") for line in lines]


def _place(hunk: Hunk) -> tuple[int, int]:
    """Where the hunk starts in the before content, 0-based; insertions come first."""
    return hunk.source_start - (hunk.source_length > 0), hunk.source_length


def _has_lines(change: Change) -> bool:
    modes = (change.before_mode, change.after_mode)
    if any(mode is not None and mode & _TYPE != _REGULAR for mode in modes):
        return False
    return not any(is_binary(side) for side in (change.before, change.after) if side)


def whole_file(path: str) -> Hunk:
    """Return the hunk of a change that has no lines to show."""
    return Hunk(
        path=path,
        source_start=0,
        source_length=0,
        target_start=0,
        target_length=0,
        whole_file=True,
    )

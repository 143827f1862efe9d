"""Unified diffs as text: `touchline check --patch` reads them.

A patch shows only a part of each file. A created and a deleted file are there in full; of an
edited one only the hunks are known, and a reader that finds either side on disk can complete it
with `apply` and `inverse`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unidiff.constants import DEV_NULL, LINE_TYPE_NO_NEWLINE
from unidiff.errors import UnidiffParseError
from unidiff.patch import Hunk as UnidiffHunk
from unidiff.patch import PatchedFile, PatchSet

from touchline.diff.hunks import whole_file
from touchline.diff.quoting import unquoted
from touchline.model import Change, ChangeKind, Frozen, Hunk

_PREFIXES = ("a/", "b/", "c/", "i/", "o/", "w/", "1/", "2/")


class PatchError(ValueError):
    """The text is no unified diff; the message says what was found."""


class PatchEntry(Frozen):
    """One file of a patch: contents only as far as the patch holds them, and its hunks."""

    change: Change
    hunks: tuple[Hunk, ...]


def parse_patch(text: str) -> tuple[PatchEntry, ...]:
    """Read a unified diff, from git or any other tool. Raises PatchError on other text."""
    lines = [f"{line}\n" for line in text.removesuffix("\n").split("\n")]
    try:
        files = PatchSet(lines)
    except UnidiffParseError as error:
        raise PatchError(str(error)) from error
    if not files and text.strip():
        raise PatchError("no file header found")
    return tuple(_entry(file) for file in files)


def _entry(file: PatchedFile) -> PatchEntry:
    before_path, after_path = _path(file.source_file), _path(file.target_file)
    path = after_path or before_path or ""
    found = tuple(hunk for part in file for hunk in _hunks(path, part))
    change = Change(
        path=path,
        kind=_kind(file, before_path, after_path, found),
        before=b"" if before_path is None else None,
        after=b"" if after_path is None else None,
        old_path=before_path if before_path != path else None,
        before_mode=_mode(file.source_mode),
        after_mode=_mode(file.target_mode),
        unread="the patch says only that the binary file changed" if file.is_binary_file else None,
    )
    return PatchEntry(change=_completed(change, found), hunks=found or (whole_file(path),))


def _completed(change: Change, found: Sequence[Hunk]) -> Change:
    """Fill in the side that the patch holds in full, and drop the side that does not exist."""
    if change.unread is None and change.kind is ChangeKind.CREATED:
        return change.model_copy(update={"before": None, "after": _joined(found, "added")})
    if change.unread is None and change.kind is ChangeKind.DELETED:
        return change.model_copy(update={"before": _joined(found, "removed"), "after": None})
    return change.model_copy(update={"before": None, "after": None})


def _joined(found: Sequence[Hunk], side: str) -> bytes:
    lines: list[str] = [line for hunk in found for line in getattr(hunk, side)]
    return "".join(lines).encode("utf-8", "surrogateescape")


def _path(name: str) -> str | None:
    if name == DEV_NULL:
        return None
    path = unquoted(name)
    return path[2:] if path.startswith(_PREFIXES) else path


def _mode(mode: str | None) -> int | None:
    return int(mode, 8) if mode else None


def _kind(
    file: PatchedFile, before: str | None, after: str | None, found: Sequence[Hunk]
) -> ChangeKind:
    if before is None:
        return ChangeKind.CREATED
    if after is None:
        return ChangeKind.DELETED
    if before != after:
        return ChangeKind.RENAMED
    changed_mode = file.source_mode != file.target_mode
    return ChangeKind.MODE if changed_mode and not found else ChangeKind.EDITED


def _hunks(path: str, part: UnidiffHunk) -> Iterator[Hunk]:
    """Cut a hunk at its context lines."""
    source = part.source_start + (part.source_length == 0)
    target = part.target_start + (part.target_length == 0)
    removed: list[str] = []
    added: list[str] = []
    sides = {"-": removed, "+": added}
    last: list[str] = added
    for line in (*part, None):
        if line is not None and line.line_type == LINE_TYPE_NO_NEWLINE:
            if last:
                last[-1] = last[-1].removesuffix("\n")
        elif line is not None and line.line_type in sides:
            last = sides[line.line_type]
            last.append(line.value)
        else:
            if removed or added:
                yield _hunk(path, source, target, removed, added)
            source, target = source + len(removed) + 1, target + len(added) + 1
            removed.clear()
            added.clear()


def _hunk(path: str, source: int, target: int, removed: list[str], added: list[str]) -> Hunk:
    return Hunk(
        path=path,
        source_start=source - (not removed),
        source_length=len(removed),
        target_start=target - (not added),
        target_length=len(added),
        removed=tuple(removed),
        added=tuple(added),
    )

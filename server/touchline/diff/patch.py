"""Changes as unidiff objects and as the text of a unified diff.

The objects are built from the edits directly: parsing a text that we would have to write
first costs about twice as much.
"""

from __future__ import annotations

from collections.abc import Iterator

from unidiff.constants import (
    DEV_NULL,
    LINE_TYPE_ADDED,
    LINE_TYPE_CONTEXT,
    LINE_TYPE_NO_NEWLINE,
    LINE_TYPE_REMOVED,
    LINE_VALUE_NO_NEWLINE,
)
from unidiff.patch import Hunk as UnidiffHunk
from unidiff.patch import Line, PatchedFile

from touchline.diff.hunks import decode
from touchline.diff.lines import Edit, edits, is_binary, split_lines
from touchline.diff.quoting import quoted
from touchline.model import Change, ChangeKind

_DEFAULT_MODE = 0o100644


def patched_file(
    path: str, before: bytes | None, after: bytes | None, context: int = 3
) -> PatchedFile:
    """Return the difference of two contents as unidiff has it; None stands for no file."""
    source = DEV_NULL if before is None else quoted(f"a/{path}")
    target = DEV_NULL if after is None else quoted(f"b/{path}")
    old, new = before or b"", after or b""
    if is_binary(old) or is_binary(new):
        return PatchedFile(source=source, target=target, is_binary_file=True)
    file = PatchedFile(source=source, target=target)
    found = edits(old, new)
    if found:
        old_lines, new_lines = decode(split_lines(old)), decode(split_lines(new))
        for group in _groups(found, context):
            file.append(_hunk(group, old_lines, new_lines, context))
    return file


def unified(change: Change, context: int = 3) -> str:
    """Return the change as ``git apply`` reads it, surrogate-escaped; '' without a difference.

    Binary and unread files are named but not carried.
    """
    before = change.before
    after = change.after
    file = patched_file(change.path, before, after, context)
    old_path = change.old_path or change.path
    if before is not None:
        file.source_file = quoted(f"a/{old_path}")
    head = "".join(_header(change, old_path))
    if file.is_binary_file or change.unread is not None:
        return f"{head}Binary files {file.source_file} and {file.target_file} differ\n"
    if not file and len(head.splitlines()) == 1:
        return ""
    return head + str(file)


def _header(change: Change, old_path: str) -> Iterator[str]:
    yield f"diff --git {quoted(f'a/{old_path}')} {quoted(f'b/{change.path}')}\n"
    if change.kind is ChangeKind.CREATED:
        yield f"new file mode {change.after_mode or _DEFAULT_MODE:o}\n"
    elif change.kind is ChangeKind.DELETED:
        yield f"deleted file mode {change.before_mode or _DEFAULT_MODE:o}\n"
    elif change.before_mode and change.after_mode and change.before_mode != change.after_mode:
        yield f"old mode {change.before_mode:o}\n"
        yield f"new mode {change.after_mode:o}\n"
    if old_path != change.path:
        yield f"rename from {quoted(old_path)}\n"
        yield f"rename to {quoted(change.path)}\n"


def _groups(found: list[Edit], context: int) -> Iterator[list[Edit]]:
    """Join edits whose context lines would touch."""
    group = [found[0]]
    for edit in found[1:]:
        if edit.before_start - group[-1].before_end > 2 * context:
            yield group
            group = []
        group.append(edit)
    yield group


def _hunk(
    group: list[Edit], old: tuple[str, ...], new: tuple[str, ...], context: int
) -> UnidiffHunk:
    first, last = group[0], group[-1]
    lead = min(context, first.before_start)
    trail = min(context, len(old) - last.before_end)
    old_start, new_start = first.before_start - lead, first.after_start - lead
    old_length = last.before_end + trail - old_start
    new_length = last.after_end + trail - new_start
    hunk = UnidiffHunk(
        old_start + (old_length > 0), old_length, new_start + (new_length > 0), new_length
    )
    old_at, new_at = old_start, new_start
    for edit in (*group, None):
        until = edit.before_start if edit else last.before_end + trail
        while old_at < until:
            _append(hunk, LINE_TYPE_CONTEXT, old[old_at], old_at + 1, new_at + 1)
            old_at, new_at = old_at + 1, new_at + 1
        if edit:
            for index in range(edit.before_start, edit.before_end):
                _append(hunk, LINE_TYPE_REMOVED, old[index], index + 1, None)
            for index in range(edit.after_start, edit.after_end):
                _append(hunk, LINE_TYPE_ADDED, new[index], None, index + 1)
            old_at, new_at = edit.before_end, edit.after_end
    return hunk


def _append(hunk: UnidiffHunk, kind: str, text: str, old: int | None, new: int | None) -> None:
    if text.endswith("\n"):
        hunk.append(Line(text, kind, old, new))
    else:
        hunk.append(Line(text + "\n", kind, old, new))
        hunk.append(Line(f"{LINE_VALUE_NO_NEWLINE}\n", LINE_TYPE_NO_NEWLINE))

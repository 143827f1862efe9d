"""A revert as text edits of an open document with unsaved edits.

An editor holds text, not bytes: one encoding, one line end. What would not survive that is
refused, so that the person saves first and the revert is written to disk byte for byte.
"""

from __future__ import annotations

from dataclasses import dataclass

from touchline.diff import edits, split_lines
from touchline.revert.states import RevertError

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class TextEdit:
    """A range of a document and the text that takes its place.

    Lines are 1-based, columns 0-based offsets in bytes of the line's UTF-8, ends exclusive.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class UnfitError(RevertError):
    """The document cannot hold what would come back; saving it first helps."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}; save the file and try again")


def text_edits(now: bytes, new: bytes) -> tuple[TextEdit, ...]:
    """Return the edits that turn a document's text ``now`` into ``new``, in order.

    UnfitError: the encoding or the line ends of the document would change.
    """
    lines, fresh = split_lines(now), split_lines(new)
    found = [
        _edit(lines, start, end, b"".join(fresh[new_start:new_end]))
        for start, end, new_start, new_end in edits(now, new)
    ]
    if now.startswith(_BOM) != new.startswith(_BOM):
        raise UnfitError("the byte order mark would change")
    if _lone_return(now):
        raise UnfitError("the document has line ends of several kinds")
    ends = _ends(now)
    if any(not _ends(edit.text.encode()) <= (ends or {b"\n"}) for edit in found):
        raise UnfitError("the line ends of the document would change")
    return tuple(found)


def _edit(lines: list[bytes], start: int, end: int, text: bytes) -> TextEdit:
    try:
        decoded = text.decode()
    except UnicodeDecodeError:
        raise UnfitError("the encoding of the document would change") from None
    if end == len(lines) and lines and not lines[-1].endswith(b"\n"):
        return TextEdit(start + 1, 0, end, len(lines[-1]), decoded)
    return TextEdit(start + 1, 0, end + 1, 0, decoded)


def _lone_return(content: bytes) -> bool:
    return content.count(b"\r") != content.count(b"\r\n")


def _ends(content: bytes) -> set[bytes]:
    """Return the kinds of line ends; a carriage return by itself is one."""
    returns, pairs = content.count(b"\r"), content.count(b"\r\n")
    kinds = {b"\n": content.count(b"\n") - pairs, b"\r\n": pairs, b"\r": returns - pairs}
    return {kind for kind, count in kinds.items() if count}

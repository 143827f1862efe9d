"""Between the bytes of a file and the text in an editor's buffer.

An editor decodes, drops the byte order mark and evens out line ends. To compare a buffer with
its file, the file is read the same way; to judge unsaved edits, the lines that were not edited
get the file's own bytes back, so that only what was typed counts as changed.
"""

from __future__ import annotations

import codecs
import re

from touchline.diff import edits, split_lines

_ENDS = re.compile(r"\r\n|\r")
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_UNREADABLE = re.compile("\ufffd+")
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_GUESSES = ("utf-8", "cp1252", "latin-1")


def shown(content: bytes, encoding: str = "utf-8") -> str:
    r"""Return a content as an editor shows it: no byte order mark, every line end ``\n``."""
    mark = next((name for bom, name in _MARKS.items() if content.startswith(bom)), encoding)
    return _even(content.decode(mark, "replace"))


def encoding_of(content: bytes, text: str) -> str:
    """Return the encoding in which an editor shows ``content`` as ``text``; utf-8 if none does."""
    wanted = comparable(text)
    fits = (name for name in _GUESSES if comparable(shown(content, name)) == wanted)
    return next(fits, "utf-8")


def comparable(text: str) -> str:
    """Return a text without what editors do differently: line ends, marks for unreadable bytes."""
    return _UNREADABLE.sub("\ufffd", _even(text))


def as_saved(text: str, content: bytes, encoding: str = "utf-8") -> bytes:
    """Return the bytes that ``text`` stands for, in the dress of the file that it was read from.

    Unedited lines keep the file's bytes; edited ones get its encoding and the line end that
    most of its lines have.
    """
    old, new = shown(content, encoding), _even(text)
    if comparable(old) == comparable(new):
        return content
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return new.encode("utf-16")
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    return mark + _merged(content.removeprefix(mark), old, new, encoding)


def _merged(content: bytes, old: str, new: str, encoding: str) -> bytes:
    raw = _LINE.findall(content)
    end = _usual_end(raw)
    before, after = old.encode("utf-8", "replace"), new.encode("utf-8", "replace")
    lines = split_lines(after)
    pieces: list[bytes] = []
    done = 0
    for edit in edits(before, after):
        pieces += raw[done : edit.before_start]
        added = lines[edit.after_start : edit.after_end]
        pieces += [_dressed(line, end, encoding) for line in added]
        done = edit.before_end
    return b"".join(pieces + raw[done:])


def _dressed(line: bytes, end: bytes, encoding: str) -> bytes:
    text = line.decode("utf-8", "replace").encode(encoding, "replace")
    return text.removesuffix(b"\n") + end if text.endswith(b"\n") else text


def _usual_end(lines: list[bytes]) -> bytes:
    windows = sum(line.endswith(b"\r\n") for line in lines)
    return b"\r\n" if windows * 2 > len(lines) else b"\n"


def _even(text: str) -> str:
    return _ENDS.sub("\n", text)

r"""Touchline's positions to LSP's: the one place that converts.

Touchline counts lines from 1, splits on ``\n`` only and counts columns in bytes of the file.
LSP counts lines from 0, in the encoding that was negotiated, over the text on the screen:
a byte order mark is not in it, a lone ``\r`` may end a line there, and a buffer that has not
been reloaded may show an older text than the file that was judged.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes, urlsplit

from lsprotocol import types
from pygls.workspace import PositionCodec

from touchline.diff import LineMap, count_lines, split_lines
from touchline.lsp.protocol import BASELINE_SCHEME
from touchline.lsp.text import comparable
from touchline.lsp.text import shown as as_shown
from touchline.model import Severity
from touchline.revert import TextEdit
from touchline.syntax import line_start

_BOM = b"\xef\xbb\xbf"

SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFORMATION: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}


class Screen:
    """The text of one file on the screen, and where the lines of the judged content are in it.

    ``content`` is the judged content, ``shown`` the text of an open document, if it is open.
    Both may differ: the lines are then mapped, and a column is kept only where the line is
    the same in both.
    """

    def __init__(self, content: bytes, codec: PositionCodec, shown: str | None = None) -> None:
        self._codec = codec
        self._bom = len(_BOM) if content.startswith(_BOM) else 0
        self._content = content
        self._shown: list[bytes] | None = None
        text = None if shown is None else shown.encode("utf-8", "surrogatepass")
        # An editor that shows a lone `\r` as it is (Neovim) does not end a line there.
        self._shifts = _lone_returns(content) if b"\r" in content and text != content else None
        if shown is not None and text != content:
            self._compare(comparable(as_shown(content)), comparable(shown))

    def _compare(self, content: str, text: str) -> None:
        if content == text:
            return
        before, after = content.encode("utf-8", "replace"), text.encode("utf-8", "replace")
        self._shown = split_lines(after)
        self._map = LineMap.between(before, after)

    def range(
        self, line: int, end_line: int, column: int | None = None, end_column: int | None = None
    ) -> types.Range:
        """Convert 1-based lines, both included, and byte columns; without columns whole lines."""
        first, last = self._line(line), self._line(max(line, end_line))
        start = self._units(first, column) if column is not None else self._indent(first)
        end = self._units(last, end_column) if end_column is not None else self._length(last)
        top, bottom = self._row(line), self._row(max(line, end_line))
        if self._shown is not None and (first != self._at(top) or last != self._at(bottom)):
            start, end = self._indent(self._at(top)), self._length(self._at(bottom))
        return types.Range(
            types.Position(top, start), types.Position(bottom, max(end, start * (top == bottom)))
        )

    def line_of(self, row: int) -> int:
        """Return the judged content's line (1-based) for a row of the screen (0-based)."""
        if self._shown is not None:
            row = self._map.back(row + 1) - 1
        if self._shifts is None:
            return row + 1
        return max((n for n, shift in enumerate(self._shifts) if n + shift <= row), default=0) + 1

    def _row(self, line: int) -> int:
        index = max(0, (line if self._is_there(line) else count_lines(self._content)) - 1)
        row = index + (self._shifts[index] if self._shifts else 0)
        return row if self._shown is None else self._map.forward(row + 1) - 1

    def _line(self, line: int) -> bytes:
        """Return a line of the content without its end and without a byte order mark."""
        if line < 1 or not self._is_there(line):
            return b""
        content = self._content
        text = content[line_start(content, line) : line_start(content, line + 1)]
        text = text.removesuffix(b"\n").removesuffix(b"\r")
        return text[self._bom :] if line == 1 else text

    def _is_there(self, line: int) -> bool:
        return line_start(self._content, line) < len(self._content)

    def _at(self, row: int) -> bytes:
        shown = self._shown or []
        return shown[row].removesuffix(b"\n").removesuffix(b"\r") if row < len(shown) else b""

    def _units(self, line: bytes, column: int) -> int:
        start = line[:column]
        if start.isascii():
            return len(start)
        return self._codec.client_num_units(start.decode("utf-8", "replace"))

    def _indent(self, line: bytes) -> int:
        return self._units(line, len(line) - len(line.lstrip())) if line.strip() else 0

    def _length(self, line: bytes) -> int:
        return self._units(line.rstrip() or line, len(line))


def _lone_returns(content: bytes) -> list[int] | None:
    r"""For each line the number of lone ``\r`` above it; None where there is none at all."""
    shifts: list[int] = []
    count = 0
    for line in split_lines(content):
        shifts.append(count)
        count += line.count(b"\r") - line.endswith(b"\r\n")
    return shifts if count else None


def line_edit(text: str, edit: TextEdit, codec: PositionCodec) -> types.TextEdit:
    """Convert an edit of a document's ``text`` from byte columns to those of the client."""
    lines = text.split("\n")

    def position(line: int, column: int) -> types.Position:
        before = lines[line - 1].encode()[:column] if line <= len(lines) else b""
        return types.Position(line - 1, codec.client_num_units(before.decode("utf-8", "replace")))

    span = types.Range(position(edit.line, edit.column), position(edit.end_line, edit.end_column))
    return types.TextEdit(span, edit.text)


@lru_cache(maxsize=4096)
def file_uri(root: Path, path: str = "") -> str:
    """Return the address of a path below a root, or of the root, as VS Code writes it."""
    whole = f"{root.as_posix()}/{path}" if path else root.as_posix()
    absolute = whole if whole.startswith("/") else f"/{whole}"
    return "file://" + quote(os.fsencode(absolute), safe="/~")


def baseline_uri(root: Path, path: str) -> str:
    """Return the address under which a client shows a file's content at the baseline."""
    return file_uri(root, path).replace("file://", f"{BASELINE_SCHEME}:", 1)


def uri_path(uri: str) -> Path | None:
    """Return the path of a ``file:`` or baseline address; None for any other."""
    parts = urlsplit(uri)
    if parts.scheme not in {"file", BASELINE_SCHEME}:
        return None
    path = os.fsdecode(unquote_to_bytes(parts.path))
    return Path(path[1:] if re.match(r"/[A-Za-z]:", path) else path)

"""Paths in patches: git quotes those with control characters, quotes or backslashes."""

from __future__ import annotations

import re

_ESCAPES = {
    "\a": "a",
    "\b": "b",
    "\t": "t",
    "\n": "n",
    "\v": "v",
    "\f": "f",
    "\r": "r",
    '"': '"',
    "\\": "\\",
}
_SPECIAL = re.compile(r'[\x00-\x1f\x7f"\\]')
_SEQUENCE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_PLAIN = {escape.encode(): character.encode() for character, escape in _ESCAPES.items()}


def quoted(path: str) -> str:
    """Return the path as git writes it in a patch."""
    if not _SPECIAL.search(path):
        return path
    return f'"{_SPECIAL.sub(_escape, path)}"'


def unquoted(path: str) -> str:
    """Return the path behind git's quotes; other text is returned as it is."""
    if len(path) < 2 or not (path.startswith('"') and path.endswith('"')):
        return path
    raw = path[1:-1].encode("utf-8", "surrogateescape")
    return _SEQUENCE.sub(_unescape, raw).decode("utf-8", "surrogateescape")


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return "\\" + (_ESCAPES.get(character) or f"{ord(character):03o}")


def _unescape(match: re.Match[bytes]) -> bytes:
    sequence = match[1]
    if sequence.isdigit():
        return bytes([int(sequence, 8) & 0xFF])
    return _PLAIN.get(sequence, sequence)

"""Text that any reader can take: what does not decode is shown as a replacement character."""

from __future__ import annotations


def plain(text: str) -> str:
    """Replace surrogate escapes (bytes that are not UTF-8), which JSON readers refuse."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def counted(number: int, noun: str) -> str:
    """Say a number with its noun: "1 file", "3 files"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

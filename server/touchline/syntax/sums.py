"""Texts that are put together with a sign, as the one text that they are."""

from __future__ import annotations

import re

_PLAIN_TEXT = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'", re.DOTALL)
"""A text of one kind in quotes."""

_TIGHTER = frozenset({"*", "/", "%", "**", "."})
"""Signs that bind tighter than a sum."""

_FOLLOWING = _TIGHTER | {"[", "(", "?."}
"""The same, and what takes a part of a value or calls it."""


def added_up(words: list[str]) -> list[str]:
    """Join texts that are only put together: ``"a" + "b"``."""
    kept: list[str] = []
    for at, word in enumerate(words):
        if kept[-1:] == ["+"] and _ends(words, at) and (kept[-3:-2] or [""])[0] not in _TIGHTER:
            one = kept[-2] if len(kept) > 1 else ""
            if _PLAIN_TEXT.fullmatch(one) and _PLAIN_TEXT.fullmatch(word) and one[0] == word[0]:
                kept[-2:] = [one[:-1] + word[1:]]
                continue
        kept.append(word)
    return kept


def _ends(words: list[str], at: int) -> bool:
    """Whether nothing that binds tighter than a sum follows a word."""
    return (words[at + 1 : at + 2] or [""])[0] not in _FOLLOWING

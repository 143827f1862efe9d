"""How strict the value of a setting is, as a number."""

from __future__ import annotations

import re

from touchline.syntax.config.documents import Value, is_list, items_of

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_TRUE = frozenset({"true", "1", "yes", "on"})
_FALSE = frozenset({"false", "0", "no", "off", "none"})
_LEVELS = {"0": "off", "1": "warn", "2": "error"}
"""The levels of eslint, which may be written as numbers."""


def strictness_of(order: str, value: Value) -> float | None:
    """Return how strict a value is in an order of ``catalogue.Kind``; None for what has no place.

    Of a list it is the first item that counts, as in ``["error", {…}]``.
    """
    if is_list(value):
        items = items_of(value)
        return strictness_of(order, items[0]) if items else None
    word = str(value).strip().strip("%").lower()
    if order in {"more", "less"}:
        sign = 1 if order == "more" else -1
        return sign * float(word) if _NUMBER.fullmatch(word) else None
    if order in {"on", "off"}:
        known = word in _TRUE | _FALSE
        return float((word in _TRUE) is (order == "on")) if known else None
    levels = order.split("<")
    if "error" in levels:
        word = _LEVELS.get(word, word)
    return float(levels.index(word)) if word in levels else None

"""Whether a name in the code is the one that a clause means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def names_symbol(wanted: str, symbols: Iterable[str]) -> bool:
    """Tell whether one of the dotted names is, or ends with, the wanted one.

    ``parse`` is ``Parser.parse`` and what is defined inside it, not ``parse_all``. A test in suites
    has its names with ``>`` between them.
    """
    symbols = [symbol.replace(" > ", ".") for symbol in symbols]
    return any(
        symbol == wanted or symbol.endswith(f".{wanted}") or f".{wanted}." in f".{symbol}."
        for symbol in symbols
    )


def names_topic(topic: str, names: Iterable[str]) -> bool:
    """Tell whether one of the names is made of the topic's words, in any order, among others.

    "legacy endpoint" is ``LegacyEndpointView`` and ``src/legacy/endpoint.py``.
    """
    wanted = _words(topic)
    return bool(wanted) and any(wanted <= _words(name) for name in names)


def same_package(first: str, second: str) -> bool:
    """Tell whether two names are the same package for the registries (``Foo_bar``, ``foo-bar``)."""
    return _package(first) == _package(second)


def _package(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@lru_cache(maxsize=65536)
def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower().removesuffix("s") for word in _WORDS.findall(name))

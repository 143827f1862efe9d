"""The bar on stderr that says how far long work has come; nothing where that is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

_T = TypeVar("_T")

FEW = 100
"""So many items are done with before a bar would be read; the library takes a while to load."""


def bar() -> Progress:
    """Return a bar, to be entered, that leaves nothing behind."""
    from rich.console import Console  # noqa: PLC0415 (a check of few files starts without it)
    from rich.progress import Progress  # noqa: PLC0415

    return Progress(console=Console(stderr=True), transient=True)


def tracked(what: str, items: Collection[_T]) -> Iterable[_T]:
    """Go through items, with a bar where they are many and somebody looks on."""
    if len(items) <= FEW or not sys.stderr.isatty():
        return items
    return _shown(what, items)


def _shown(what: str, items: Collection[_T]) -> Iterator[_T]:
    with bar() as shown:
        yield from shown.track(items, description=what)

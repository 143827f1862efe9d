"""Queries for tree-sitter, compiled without losing an interrupt."""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

import tree_sitter


def compiled(grammar: tree_sitter.Language, text: str) -> tree_sitter.Query:
    """Compile a query. Raises tree_sitter.QueryError, and what an interrupt does when it is done.

    For its patterns the library calls Python, and takes whatever is raised there, Ctrl-C as well,
    for a wrong pattern.
    """
    with _later():
        return tree_sitter.Query(grammar, text)


@contextmanager
def _later() -> Generator[None]:
    """Keep an interrupt back until the end; only the main thread is ever interrupted."""
    handler = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(handler):
        yield
        return
    kept: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda number, frame: kept.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        for number, frame in kept[:1]:
            handler(number, frame)

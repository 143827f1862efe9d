"""What the benchmarks share: medians, a table, a bare inotify loop to compare with."""

from __future__ import annotations

import ctypes
import os
import statistics
import struct
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

_CLOSE_WRITE, _MOVED_TO = 0x8, 0x80
_EVENT = struct.Struct("iIII")


def median(values: Iterable[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds a call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def side_by_side(rounds: int, **works: Callable[[], object]) -> dict[str, float]:
    """Run each work in turn, so that a noisy machine is noisy for all; returns medians."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(timed(work))
    return {name: median(values) for name, values in times.items()}


def row(work: str, figure: str, limit: str) -> None:
    """Print one line of the table in docs/performance.md."""
    print(f"| {work} | {figure} | {limit} |", flush=True)


class BareInotify:
    """The floor: one thread that reads the kernel's events and notes the time of each name."""

    def __init__(self, folder: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._handle = libc.inotify_init()
        libc.inotify_add_watch(self._handle, os.fsencode(folder), _CLOSE_WRITE | _MOVED_TO)
        self.seen: dict[str, float] = {}
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        while True:
            buffer = os.read(self._handle, 65536)
            at = 0
            while at < len(buffer):
                _, _, _, length = _EVENT.unpack_from(buffer, at)
                at += _EVENT.size
                name = buffer[at : at + length].rstrip(b"\0").decode()
                at += length
                self.seen[name] = time.perf_counter()

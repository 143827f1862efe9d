"""Contents that git does not have, in one append-only file without doubles.

A record is the id (20 bytes), the stored length and the kind of storage, then the bytes. A crash
can only cut off the last record; opening the file drops what is not whole.
"""

from __future__ import annotations

import os
import struct
import threading
import zlib
from collections.abc import Iterable
from pathlib import Path

from touchline.baseline.files import content_id

_HEADER = struct.Struct(">20sQB")
_PLAIN, _DEFLATED = 0, 1

# Compression at the fastest level still costs more than the disk saves for short files.
_COMPRESS_FROM = 65_536


Places = dict[str, tuple[int, int, int]]
"""Where the bytes of each id begin, how many they are, and how they are stored."""


class Pack:
    """The contents of one baseline; ``places`` holds all of them where that is known already."""

    def __init__(self, path: Path, *, writable: bool = True, places: Places | None = None) -> None:
        self._writable = writable
        self._file = path.open("a+b" if writable else "rb", buffering=0)
        self._lock = threading.Lock()
        self.places: Places = places or {}
        self._end = max((start + length for start, length, _ in self.places.values()), default=0)
        self._scan()

    def __contains__(self, content: str) -> bool:
        return content in self.places

    def add(self, identity: str, content: bytes) -> None:
        """Store a content under its id. Raises OSError when the disk is full."""
        self.add_all([(identity, content)])

    def add_all(self, contents: Iterable[tuple[str, bytes]]) -> None:
        """Store contents under their ids, all or none. Raises OSError when the disk is full."""
        parts: list[bytes] = []
        places: Places = {}
        end = self._end
        for identity, content in contents:
            if identity in self.places or identity in places:
                continue
            stored, kind = content, _PLAIN
            if len(content) >= _COMPRESS_FROM:
                stored, kind = zlib.compress(content, 1), _DEFLATED
            parts += _HEADER.pack(bytes.fromhex(identity), len(stored), kind), stored
            places[identity] = (end + _HEADER.size, len(stored), kind)
            end += _HEADER.size + len(stored)
        try:
            self._write(b"".join(parts))
        except OSError:
            self._file.truncate(self._end)
            raise
        self.places.update(places)
        self._end = end

    def read(self, identity: str) -> bytes | None:
        """Return a content; None where it is not here or no longer what it was."""
        if identity not in self.places and not self._writable:
            self._scan()  # whoever writes it may have added some
        place = self.places.get(identity)
        if place is None:
            return None
        start, length, kind = place
        stored = self._at(start, length)
        content = zlib.decompress(stored) if kind == _DEFLATED else stored
        return content if content_id(content) == identity else None

    def flush(self) -> None:
        """Wait until everything is on disk."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _write(self, record: bytes) -> None:
        view = memoryview(record)
        while view:
            view = view[os.write(self._file.fileno(), view) :]

    def _at(self, start: int, length: int) -> bytes:
        with self._lock:
            self._file.seek(start)
            return self._file.read(length)

    def _scan(self) -> None:
        size = os.fstat(self._file.fileno()).st_size
        while self._end + _HEADER.size <= size:
            header = self._at(self._end, _HEADER.size)
            identity, length, kind = _HEADER.unpack(header)
            start = self._end + _HEADER.size
            if start + length > size:
                break
            self.places[identity.hex()] = (start, length, kind)
            self._end = start + length
        if self._end < size and self._writable:
            self._file.truncate(self._end)

"""Files as they are on disk now: the one place that reads them."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path
from typing import NamedTuple

from touchline.tree import file_mode

_SYMLINK = 0o120000
_PART = 1_048_576

# O_NOFOLLOW and O_NONBLOCK keep a file that was swapped for a link or a pipe from leading out of
# the workspace or holding us up.
_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
)


class Seen(NamedTuple):
    """A file as it was just read; ``content`` is None where ``unread`` says why."""

    content_id: str
    mode: int
    size: int
    content: bytes | None
    unread: str | None = None


def content_id(content: bytes) -> str:
    """Return the id that git gives a blob of these bytes."""
    digest = hashlib.sha1(b"blob %d\0" % len(content), usedforsecurity=False)
    digest.update(content)
    return digest.hexdigest()


def look(root: Path, path: str, limit: int) -> Seen | None:
    """Read a file, or the target of a symbolic link; None where there is no file.

    ``limit`` is in bytes. Never raises: a file that can't be read says so in ``unread``.
    """
    place = f"{root}/{path}"  # a Path costs more than the read
    try:
        status = os.lstat(place)
    except OSError as error:
        return None if _is_absent(error) else Seen("unreadable", 0o100644, 0, None, _why(error))
    mode = file_mode(status)
    if mode is None:
        return None
    size = status.st_size
    if size > limit:
        unread = f"{_size(size)}, larger than the limit of {_size(limit)}"
        return Seen(f"{size}:{status.st_mtime_ns}", mode, size, None, unread)
    try:
        content = os.fsencode(os.readlink(place)) if mode == _SYMLINK else _read(place, size)  # noqa: PTH115
    except OSError as error:
        return None if _is_absent(error) else Seen("unreadable", mode, size, None, _why(error))
    return Seen(content_id(content), mode, len(content), content)


def _read(place: str, size: int) -> bytes:
    handle = os.open(place, _FLAGS)
    try:
        content = os.read(handle, size + 1)
        if len(content) == size:
            return content
        parts = [content]
        while part := os.read(handle, _PART):
            parts.append(part)
        return b"".join(parts)
    finally:
        os.close(handle)


def _is_absent(error: OSError) -> bool:
    return error.errno in {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP}


def _why(error: OSError) -> str:
    return f"it can't be read: {(error.strerror or 'unknown error').lower()}"


def _size(count: int) -> str:
    return f"{count / 1_000_000:,.0f} MB" if count >= 1_000_000 else f"{count:,} bytes"

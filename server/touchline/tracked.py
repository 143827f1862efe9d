"""What git's index says of files, kept packed: a hundred thousand objects would take a while.

The index is read here directly where it has the usual form (versions 2 and 3, whole); what is
said of one file is unpacked when somebody asks for it.
"""

from __future__ import annotations

import hashlib
import struct
import sys
from collections.abc import Iterable, Iterator, KeysView, Mapping
from typing import NamedTuple

GITLINK = 0o160000

_HEAD = struct.Struct(">4sII")
_EXTENSION = struct.Struct(">4sI")
# As in the index, from the mode of an entry to its flags: mode, user, group, size, id, flags.
_ENTRY = struct.Struct(">I12x20sH")
_MODE_AT, _FLAGS_AT, _NAME_AT = 24, 60, 62
_CHECKSUM = 20
# In the high byte of the flags.
_ASSUMED, _EXTENDED, _STAGE = 0x80, 0x40, 0x30
_SPARSE = b"\x40\0"
_GITLINK = 0xE0
_ENCODING = sys.getfilesystemencoding()


class Tracked(NamedTuple):
    """What git's index says of one file: its blob, and whether the work tree leaves it out.

    ``assumed`` is set where git was told not to look at the file (`--assume-unchanged`).
    """

    id: str
    mode: int
    sparse: bool
    assumed: bool = False


class TrackedFiles(Mapping[str, Tracked]):
    """Files by path; ``special`` are submodules, and files of which git keeps a mark."""

    def __init__(self, files: Iterable[tuple[str, Tracked]] = ()) -> None:
        self._packed: dict[str, bytes] = {}
        self.special: set[str] = set()
        for path, tracked in files:
            self._packed[path] = _pack(tracked)
            if _is_special(tracked):
                self.special.add(path)

    def __getitem__(self, path: str) -> Tracked:
        """Unpack what is said of a file."""
        return _unpack(self._packed[path])

    def __contains__(self, path: object) -> bool:
        """Tell whether a file is tracked."""
        return path in self._packed

    def __iter__(self) -> Iterator[str]:
        """Return the paths."""
        return iter(self._packed)

    def __len__(self) -> int:
        """Count the files."""
        return len(self._packed)

    def keys(self) -> KeysView[str]:
        """Return the paths as a set."""
        return self._packed.keys()

    def update(self, other: TrackedFiles) -> None:
        """Add the files of another repository."""
        self._packed.update(other._packed)
        self.special = (self.special - other.keys()) | other.special

    def without(self, paths: Iterable[str]) -> TrackedFiles:
        """Return all but some of the files."""
        rest = TrackedFiles()
        rest._packed = self._packed.copy()
        for path in paths:
            rest._packed.pop(path, None)
        rest.special = self.special & rest._packed.keys()
        return rest

    def differing(self, other: TrackedFiles) -> set[str]:
        """Return the paths of which the other says something else, or nothing."""
        get = other._packed.get
        return {
            path
            for path, packed in self._packed.items()
            if packed != (theirs := get(path))
            and (theirs is None or _unpack(packed) != _unpack(theirs))
        }

    @classmethod
    def of_index(cls, content: bytes, inner: str, prefix: str) -> TrackedFiles | None:
        """Read an index; None where it has a form that only git knows.

        ``inner`` is the folder of the repository of which the files are taken, ``prefix`` is what
        stands before their paths instead. Files in conflict are left out.
        """
        try:
            return cls._read(content, inner.encode(_ENCODING, "surrogateescape"), prefix)
        except (struct.error, IndexError, ValueError):
            return None

    @classmethod
    def _read(cls, content: bytes, inner: bytes, prefix: str) -> TrackedFiles | None:
        mark, version, count = _HEAD.unpack_from(content)
        if mark != b"DIRC" or version not in {2, 3} or not _is_intact(content):
            return None
        names: list[bytes] = []
        packed: list[bytes] = []
        special: list[int] = []
        find, at = content.index, _HEAD.size
        for _ in range(count):
            flags = content[at + _FLAGS_AT]
            start = at + _NAME_AT + (2 if flags & _EXTENDED else 0)
            end = find(b"\0", start)
            if not flags & _STAGE and (not inner or content.startswith(inner, start)):
                if flags & (_ASSUMED | _EXTENDED) or content[at + _MODE_AT + 2] == _GITLINK:
                    special.append(len(names))
                names.append(content[start:end])
                packed.append(content[at + _MODE_AT : start])
            at += (end - at + 8) & ~7  # filled up with at least one NUL
        if not _is_whole(content, at):
            return None
        files = cls()
        paths = _decoded(names, len(inner), prefix)
        files._packed = dict(zip(paths, packed, strict=True))
        found = (paths[number] for number in special)
        files.special = {path for path in found if _is_special(files[path])}
        return files


def _is_intact(content: bytes) -> bool:
    """Compare the checksum, where git was not told to leave it out (`index.skipHash`)."""
    end = len(content) - _CHECKSUM
    digest = hashlib.sha1(memoryview(content)[:end], usedforsecurity=False).digest()
    return content[end:] in {digest, bytes(_CHECKSUM)}


def _is_whole(content: bytes, at: int) -> bool:
    """Tell whether nothing that follows the entries takes part in what they mean."""
    while at < len(content) - _CHECKSUM:
        name, size = _EXTENSION.unpack_from(content, at)
        if not name[:1].isupper():
            return False
        at += _EXTENSION.size + size
    return at == len(content) - _CHECKSUM


def _decoded(names: list[bytes], skipped: int, prefix: str) -> list[str]:
    if not names:
        return []
    # One call for all of them; no name has a NUL.
    paths = b"\0".join(names).decode(_ENCODING, "surrogateescape").split("\0")
    if not skipped and not prefix:
        return paths
    cut = len(names[0][:skipped].decode(_ENCODING, "surrogateescape"))
    return [prefix + path[cut:] for path in paths]


def _is_special(tracked: Tracked) -> bool:
    return tracked.mode == GITLINK or tracked.sparse or tracked.assumed


def _pack(tracked: Tracked) -> bytes:
    flags = (_ASSUMED * tracked.assumed | _EXTENDED * tracked.sparse) << 8
    packed = _ENTRY.pack(tracked.mode, bytes.fromhex(tracked.id), flags)
    return packed + _SPARSE * tracked.sparse


def _unpack(packed: bytes) -> Tracked:
    mode, identity, flags = _ENTRY.unpack_from(packed)
    sparse = bool(flags >> 8 & _EXTENDED) and bool(packed[_ENTRY.size] & _SPARSE[0])
    return Tracked(identity.hex(), mode, sparse, bool(flags >> 8 & _ASSUMED))

"""The few system calls that Python has no name for, with a portable way where they lack.

Exchanging two names in one step is what makes a revert safe beside a writer: the file that
was displaced is still there to be looked at, and to be put back.
"""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Iterable

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | NO_FOLLOW | getattr(os, "O_CLOEXEC", 0)

_NOREPLACE, _EXCHANGE = 1, 2
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}
# Ends the name of a displaced file while two names are swapped in more than one step.
KEPT = ".old"

# Beyond this many files one pass over the file system is cheaper than one for each file.
_FEW = 16


def _libc() -> ctypes.CDLL | None:
    try:
        libc = ctypes.CDLL(None, use_errno=True)
    except (OSError, TypeError):
        return None
    return libc if hasattr(libc, "renameat2") and hasattr(libc, "syncfs") else None


LIBC = _libc()


def exchange(one_folder: int, one: str, other_folder: int, other: str) -> None:
    """Swap two names. ``one`` may be gone for a moment only as far as the system forces it.

    The kernel tells of a swap as of two renames, the first one's place first: watchers see that
    ``other`` went and came. The other way round many would take it for deleted.
    """
    if _rename(other_folder, other, one_folder, one, _EXCHANGE):
        return
    kept = one + KEPT
    os.link(other, kept, src_dir_fd=other_folder, dst_dir_fd=one_folder, follow_symlinks=False)
    os.replace(one, other, src_dir_fd=one_folder, dst_dir_fd=other_folder)
    os.replace(kept, one, src_dir_fd=one_folder, dst_dir_fd=one_folder)


def move(folder: int, name: str, to_folder: int, to_name: str) -> None:
    """Rename to a name that is free; FileExistsError where it is taken."""
    if _rename(folder, name, to_folder, to_name, _NOREPLACE):
        return
    os.link(name, to_name, src_dir_fd=folder, dst_dir_fd=to_folder, follow_symlinks=False)
    os.unlink(name, dir_fd=folder)


def sync(folder: int, names: Iterable[str]) -> None:
    """Bring the contents of files in a folder to the disk, in one pass."""
    names = list(names)
    if LIBC is not None and len(names) > _FEW:
        if LIBC.syncfs(folder):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        return
    for name in names:
        file = os.open(name, os.O_RDONLY | NO_FOLLOW, dir_fd=folder)
        try:
            os.fsync(file)
        finally:
            os.close(file)


def _rename(folder: int, name: str, to_folder: int, to_name: str, flag: int) -> bool:
    """renameat2, or False where the system or its file system does not have it."""
    if LIBC is None:
        return False
    if not LIBC.renameat2(folder, os.fsencode(name), to_folder, os.fsencode(to_name), flag):
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), name, None, to_name)

"""Files of a workspace, reached folder by folder so that no symbolic link is ever followed."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from touchline.revert.states import EXECUTABLE, REGULAR, SYMLINK, FileState, RevertError
from touchline.revert.syscalls import FOLDER, NO_FOLLOW

# A pipe must not stop us.
_READ = os.O_RDONLY | NO_FOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Workspace:
    """The folder ``root`` for the length of one operation.

    The folders on the way to the last path stay open, so paths in sorted order cost one
    system call for each new folder. Use it in a ``with`` statement.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._open: list[tuple[str, int]] = []
        self._root_fd: int | None = None

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self._close(0)
        if self._root_fd is not None:
            os.close(self._root_fd)
            self._root_fd = None

    def folder(self) -> int:
        """Return the root as an open folder."""
        if self._root_fd is None:
            self._root_fd = os.open(self.root, FOLDER & ~NO_FOLLOW)
        return self._root_fd

    def place(self, path: str, *, create: bool = False) -> tuple[int, str]:
        """Return the open folder of a path and its name there.

        FileNotFoundError, NotADirectoryError: the folder is not there (and not to be created),
        or something else, a symbolic link included, stands in its place.
        """
        *parents, name = _parts(path)
        kept = 0
        while kept < min(len(parents), len(self._open)) and self._open[kept][0] == parents[kept]:
            kept += 1
        self._close(kept)
        for part in parents[kept:]:
            above = self._open[-1][1] if self._open else self.folder()
            if create:
                with suppress(FileExistsError):
                    os.mkdir(part, dir_fd=above)
            self._open.append((part, os.open(part, FOLDER, dir_fd=above)))
        return (self._open[-1][1] if self._open else self.folder()), name

    def read(self, path: str) -> FileState | None:
        """Return the file at a path, None where there is none. RevertError: it cannot be read."""
        try:
            return read_at(*self.place(path))
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except OSError as error:
            raise RevertError(f"{path} cannot be read: {error.strerror}") from error

    def status(self, path: str) -> os.stat_result | None:
        """Return what ``lstat`` says of a path, None where there is nothing."""
        try:
            folder, name = self.place(path)
            return os.stat(name, dir_fd=folder, follow_symlinks=False)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def prune(self, folder: str) -> None:
        """Remove a folder and those above it as far as they are empty, as git does."""
        while folder:
            try:
                above, name = self.place(folder)
                os.rmdir(name, dir_fd=above)
            except OSError:
                return
            folder = folder.rpartition("/")[0]

    def _close(self, depth: int) -> None:
        while len(self._open) > depth:
            os.close(self._open.pop()[1])


def read_at(folder: int, name: str) -> FileState:
    """Return the file or symbolic link of that name in an open folder. OSError: there is none."""
    status = os.stat(name, dir_fd=folder, follow_symlinks=False)
    if stat.S_ISLNK(status.st_mode):
        return FileState(os.fsencode(os.readlink(name, dir_fd=folder)), SYMLINK)
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", name)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is neither a file nor a link", name)
    file = os.open(name, _READ, dir_fd=folder)
    try:
        status = os.fstat(file)
        content = _content(file, status.st_size)
    finally:
        os.close(file)
    mode = EXECUTABLE if status.st_mode & stat.S_IXUSR else REGULAR
    return FileState(content, mode, stat.S_IMODE(status.st_mode))


def _content(file: int, size: int) -> bytes:
    content = os.read(file, size + 1)
    if len(content) == size:
        return content
    parts = [content]
    while parts[-1]:
        parts.append(os.read(file, 1 << 20))
    return b"".join(parts)


def _parts(path: str) -> list[str]:
    parts = path.split("/")
    if any(part in {"", ".", "..", ".git"} or "\0" in part for part in parts):
        raise RevertError(f"{path} is not a file of the workspace")
    return parts

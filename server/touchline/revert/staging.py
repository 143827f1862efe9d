"""A unit's own folder in the workspace: new files are made here, displaced ones end up here.

It lies in the workspace so that a rename never crosses file systems, and apart from the files
so that nothing else in their folders is touched.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from types import TracebackType

from touchline.revert.states import EXECUTABLE, SYMLINK, FileState
from touchline.revert.syscalls import FOLDER, KEPT, NO_FOLLOW, exchange, move, sync
from touchline.revert.workspace import Workspace, read_at

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW | getattr(os, "O_BINARY", 0)

_SEAL = "sealed"


class Staging:
    """The folder of one unit, open; each step has its file under its number."""

    def __init__(self, workspace: Workspace, name: str, *, create: bool = False) -> None:
        """FileNotFoundError: the folder is not there and not to be created."""
        self._workspace = workspace
        if create:
            os.mkdir(name, 0o700, dir_fd=workspace.folder())
        self._fd = os.open(name, FOLDER, dir_fd=workspace.folder())

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        os.close(self._fd)

    def make(self, index: int, state: FileState, replaces: os.stat_result | None) -> None:
        """Make a new file that keeps the owner of the one that it replaces."""
        if state.mode == SYMLINK:
            os.symlink(os.fsdecode(state.content), str(index), dir_fd=self._fd)
            return
        bits = 0o777 if state.mode == EXECUTABLE else 0o666
        file = os.open(str(index), _NEW, bits, dir_fd=self._fd)
        try:
            content = memoryview(state.content)
            while content:
                content = content[os.write(file, content) :]
            if replaces is not None:
                _keep_owner(file, replaces)
            if state.permissions is not None:
                os.fchmod(file, state.permissions)
        finally:
            os.close(file)

    def seal(self, indices: Iterable[int]) -> None:
        """Bring the new files to the disk and say that they are whole; exchanges may begin."""
        sync(self._fd, [str(index) for index in indices])
        os.close(os.open(_SEAL, _NEW, dir_fd=self._fd))

    def is_sealed(self) -> bool:
        """Whether anything can have been exchanged."""
        return _SEAL in os.listdir(self._fd)  # noqa: PTH208 - an open folder has no path

    def settle(self) -> None:
        """End an exchange that was cut short where the system has no single step for it."""
        names = os.listdir(self._fd)  # noqa: PTH208 - an open folder has no path
        for kept in (name for name in names if name.endswith(KEPT)):
            if kept.removesuffix(KEPT) not in names:
                os.rename(kept, kept.removesuffix(KEPT), src_dir_fd=self._fd, dst_dir_fd=self._fd)

    def read(self, index: int) -> FileState | None:
        """Return what lies here for a step: the new file, later the displaced one."""
        try:
            return read_at(self._fd, str(index))
        except FileNotFoundError:
            return None

    def exchange(self, index: int, path: str) -> None:
        """Swap the file here with the one at ``path``."""
        exchange(self._fd, str(index), *self._workspace.place(path))

    def put(self, index: int, path: str) -> None:
        """Move the file here to ``path``, where nothing may stand."""
        move(self._fd, str(index), *self._workspace.place(path, create=True))

    def links_to(self, index: int, path: str) -> bool:
        """Whether a move between here and ``path`` was cut short: one file has both names."""
        try:
            folder, name = self._workspace.place(path)
            there = os.stat(name, dir_fd=folder, follow_symlinks=False)
            here = os.stat(str(index), dir_fd=self._fd, follow_symlinks=False)
        except OSError:
            return False
        return os.path.samestat(here, there)

    def drop(self, index: int) -> None:
        """Remove the file that lies here for a step."""
        os.unlink(str(index), dir_fd=self._fd)

    def take(self, index: int, path: str) -> None:
        """Move the file at ``path`` here."""
        move(*self._workspace.place(path), self._fd, str(index))


def remove_staging(workspace: Workspace, name: str) -> None:
    """Remove a unit's folder with all that lies in it, if it is there."""
    root = workspace.folder()
    try:
        folder = os.open(name, FOLDER, dir_fd=root)
    except FileNotFoundError:
        return
    try:
        for entry in os.listdir(folder):  # noqa: PTH208 - an open folder has no path
            os.unlink(entry, dir_fd=folder)
    finally:
        os.close(folder)
    os.rmdir(name, dir_fd=root)


def _keep_owner(file: int, replaces: os.stat_result) -> None:
    status = os.fstat(file)
    if (status.st_uid, status.st_gid) != (replaces.st_uid, replaces.st_gid):
        os.fchown(file, replaces.st_uid, replaces.st_gid)

"""What lies in the workspace: its files, and the git repositories that they belong to.

The watch and the baseline both build on this: a file that git tracks is watched whatever the
ignore rules say, and its content at the start need not be copied.
"""

from __future__ import annotations

import os
import stat
import struct
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

import pygit2

from touchline.tracked import GITLINK, Tracked, TrackedFiles

__all__ = ["GITLINK", "Listing", "Repository", "Tracked", "TrackedFiles", "file_mode", "setting"]

# pygit2's index entries leave out the flags, so they are read from libgit2's own struct.
_binding: Any = import_module("pygit2.ffi")
_lib, _ffi = _binding.C, _binding.ffi
_ENTRY_AT: int = _ffi.offsetof("git_index_entry", "mode")
_ENTRY = struct.Struct("=I12x20sHH").unpack_from
_ENCODING = sys.getfilesystemencoding()
_STAGE_MASK = 0x3000
_SKIP_WORKTREE = 0x4000
_ASSUMED = 0x8000


@dataclass
class _Memory:
    """The index as it was read last with the stamp of its file, and a comparison under way."""

    stamp: tuple[int, ...] = ()
    tracked: TrackedFiles = field(default_factory=TrackedFiles)
    readable: bool = True
    modified: Future[set[str]] | None = None


@dataclass(frozen=True)
class Repository:
    """One git repository that has files in the workspace.

    ``prefix`` is its folder relative to the workspace, with a slash, or ''. Where the workspace
    is a folder inside the repository, ``inner`` is the workspace's path in it, with a slash.
    """

    prefix: str
    inner: str
    workdir: Path
    git_dir: Path
    common_dir: Path
    _memory: _Memory = field(default_factory=_Memory, compare=False, repr=False)

    @classmethod
    def at(cls, root: Path, folder: str = "") -> Repository | None:
        """Open the repository of a folder of the workspace.

        None where libgit2 finds none, and in git's own folders, which are no work tree.
        """
        place = root / folder
        try:
            if folder:
                found = pygit2.Repository(str(place))
            else:
                path = pygit2.discover_repository(str(place))
                found = pygit2.Repository(path) if path else None
        except (pygit2.GitError, KeyError, ValueError):
            return None
        if found is None or found.is_bare:
            return None
        workdir, git_dir = Path(os.path.realpath(found.workdir)), Path(found.path)
        real = Path(os.path.realpath(place))
        if not real.is_relative_to(workdir) or real.is_relative_to(os.path.realpath(git_dir)):
            return None
        inner = real.relative_to(workdir).as_posix()
        return cls(
            prefix=f"{folder}/" if folder else "",
            inner="" if inner == "." else f"{inner}/",
            workdir=workdir,
            git_dir=git_dir,
            common_dir=_common_dir(git_dir),
        )

    @cached_property
    def git(self) -> pygit2.Repository:
        """libgit2's view of the repository."""
        return pygit2.Repository(str(self.git_dir))

    def to_workspace(self, path: str) -> str | None:
        """Turn a path of the repository into one of the workspace; None outside of it."""
        if not path.startswith(self.inner):
            return None
        return self.prefix + path[len(self.inner) :]

    def from_workspace(self, path: str) -> str:
        """Turn a path of the workspace into one of the repository."""
        return self.inner + path[len(self.prefix) :]

    @property
    def readable(self) -> bool:
        """Whether a copy of the index gives it back; split and sparse ones only git reads."""
        self.tracked()
        return self._memory.readable

    def worktrees(self) -> Iterator[Path]:
        """Yield the other work trees of the repository that are on disk."""
        for link in (self.common_dir / "worktrees").glob("*/gitdir"):
            try:
                target = link.read_text("utf-8", "surrogateescape").strip()
                place = Path(os.path.realpath(link.parent / target)).parent
            except (OSError, ValueError):  # ValueError: not the name of a file
                continue
            if place != self.workdir and place.is_dir():
                yield place
        if self.common_dir != self.git_dir and self.common_dir.name == ".git":
            yield Path(os.path.realpath(self.common_dir)).parent

    def tracked(self) -> TrackedFiles:
        """Return the index by workspace path, submodules included, files in conflict left out."""
        place = self.git_dir / "index"
        stamp = _stamp(place)
        if stamp != self._memory.stamp:
            found = self.read_index(place)
            self._memory.readable = found is not None
            self._memory.tracked = TrackedFiles(self._listed()) if found is None else found
            self._memory.stamp = stamp
        return self._memory.tracked

    def read_index(self, place: Path) -> TrackedFiles | None:
        """Read an index of this repository, or a copy of one; None where only git can."""
        try:
            content = place.read_bytes()
        except OSError:
            return TrackedFiles()
        found = TrackedFiles.of_index(content, self.inner, self.prefix)
        if found is not None:
            return found
        try:
            return TrackedFiles(self.entries(self._open_index(place)))
        except pygit2.GitError:
            return None

    def _open_index(self, place: Path) -> Any:
        if place != self.git_dir / "index":
            return pygit2.Index(str(place))
        # An index of its own that can't be read would say so on stderr as well, when it goes.
        index = self.git.index
        index.read(force=False)
        return index

    def entries(self, index: Any) -> Iterator[tuple[str, Tracked]]:
        """Read an index of this repository, or a copy of one."""
        get, string, buffer = _lib.git_index_get_byindex, _ffi.string, _ffi.buffer
        pointer, inner, prefix = index._index, self.inner.encode(), self.prefix  # noqa: SLF001
        skipped = len(inner)
        for position in range(len(index)):
            entry = get(pointer, position)
            path: bytes = string(entry.path)
            mode, identity, flags, extended = _ENTRY(buffer(entry), _ENTRY_AT)
            if flags & _STAGE_MASK or not path.startswith(inner):
                continue
            name = prefix + path[skipped:].decode(_ENCODING, "surrogateescape")
            sparse, assumed = extended & _SKIP_WORKTREE != 0, flags & _ASSUMED != 0
            yield name, Tracked(identity.hex(), mode, sparse, assumed)

    def begin_modified(self) -> None:
        """Begin to look for modified files in the background; `modified` takes the answer."""
        worker = ThreadPoolExecutor(1, thread_name_prefix="touchline-index")
        self._memory.modified = worker.submit(self._find_modified)
        worker.shutdown(wait=False)

    def modified(self) -> set[str]:
        """Return the tracked files whose content or mode in the work tree is not the index's."""
        begun, self._memory.modified = self._memory.modified, None
        return begun.result() if begun else self._find_modified()

    def _find_modified(self) -> set[str]:
        names = self._differing() if self.readable else None
        if names is None:
            names = self._run("diff-files", "--name-only", "-z").split("\0")
        paths = (self.to_workspace(name) for name in names if name)
        return {path for path in paths if path is not None}

    def _differing(self) -> list[str] | None:
        """Compare the work tree with the index; None where libgit2 can't read that."""
        try:
            # libgit2's objects belong to one thread, so this has its own.
            index = pygit2.Repository(str(self.git_dir)).index
            return [delta.old_file.path for delta in index.diff_to_workdir().deltas]
        except pygit2.GitError:
            return None

    def _listed(self) -> Iterator[tuple[str, Tracked]]:
        """Ask the git program for the index."""
        for line in self._run("ls-files", "--stage", "-v", "-z").split("\0"):
            fields, _, name = line.partition("\t")
            path = self.to_workspace(name)
            if fields and path is not None:
                tag, mode, identity, stage = fields.split(" ")
                if stage == "0":
                    sparse, assumed = tag in "Ss", tag.islower()
                    yield path, Tracked(identity, int(mode, 8), sparse, assumed)

    def _run(self, *arguments: str) -> str:
        """Run git; '' where it is missing or fails, so that contents are copied instead."""
        # Nothing that the repository's own settings name is run, and its index stays as it is.
        safe = ["--no-optional-locks", "-c", "core.fsmonitor=false"]
        command = ["git", "-C", str(self.workdir), *safe, *arguments]
        try:
            done = subprocess.run(command, capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return ""
        return os.fsdecode(done.stdout)


def _stamp(place: Path) -> tuple[int, ...]:
    try:
        status = place.stat()
    except OSError:
        return (0,)
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def _common_dir(git_dir: Path) -> Path:
    """Return the folder that linked worktrees share; the repository's own where there is none."""
    try:
        text = (git_dir / "commondir").read_text().strip()
    except OSError:
        return git_dir
    return Path(os.path.normpath(git_dir / text))


def setting(repository: Repository, name: str) -> str | None:
    """Return a value of git's configuration as it is written."""
    try:
        return repository.git.config[name]
    except KeyError:
        return None


@dataclass
class Listing:
    """The watched files of a workspace at one moment, with the repositories they are in."""

    files: set[str] = field(default_factory=set[str])
    repositories: list[Repository] = field(default_factory=list[Repository])


def file_mode(status: os.stat_result) -> int | None:
    """Return git's mode for a file, None for what git does not keep (pipes, devices)."""
    if stat.S_ISLNK(status.st_mode):
        return 0o120000
    if not stat.S_ISREG(status.st_mode):
        return None
    return 0o100755 if status.st_mode & 0o100 else 0o100644

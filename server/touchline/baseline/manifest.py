"""The baseline on disk: survives a restart, and a crash at any point.

A folder holds a copy of each repository's index, a log of what differs from it, and the words of
`meta.json`. It is made under another name and renamed when it is whole. Later entries are
appended to the log; a line that a crash cut off is ignored.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from touchline.baseline.model import BaselineInfo, Entry
from touchline.model import Frozen
from touchline.stored import load, save
from touchline.tree import Repository

_VERSION = 1


class StoredRepository(Frozen):
    """Where a repository was, and the copy of its index; ``index`` is None without one."""

    prefix: str
    inner: str
    workdir: Path
    git_dir: Path
    common_dir: Path
    index: str | None

    def repository(self) -> Repository:
        """Return the repository that this stands for."""
        return Repository(self.prefix, self.inner, self.workdir, self.git_dir, self.common_dir)


class Meta(Frozen):
    """The head of the manifest; ``tips`` are the commits that branches and tags named.

    ``taken`` counts the entries that the baseline began with; later ones were appended.
    """

    version: int = _VERSION
    root: Path
    started: datetime
    head: str | None
    label: str
    branch: str | None = None
    uncommitted: int = 0
    taken: int = 0
    tips: tuple[str, ...] = ()
    repositories: tuple[StoredRepository, ...]

    @property
    def info(self) -> BaselineInfo:
        """The part that people see."""
        return BaselineInfo(
            started=self.started,
            head=self.head,
            label=self.label,
            branch=self.branch,
            uncommitted=self.uncommitted,
        )


class Manifest:
    """One folder of stored baseline."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self) -> Meta | None:
        """Return the head; None where there is no baseline that this program can read."""
        self._finish()
        meta = load(self.folder / "meta.json", Meta)
        return meta if meta and meta.version == _VERSION else None

    @property
    def stamp(self) -> tuple[int, ...]:
        """Changes when something was written."""
        files = (self.folder / name for name in ("meta.json", "entries", "history.json"))
        return tuple(number for file in files for number in _stamp(file))

    def entries(self) -> Iterator[tuple[str, Entry | None]]:
        """Yield the log in order: a later line of a path replaces an earlier one."""
        try:
            lines = (self.folder / "entries").read_bytes().split(b"\n")
        except OSError:
            return
        for line in lines:
            try:
                path, *rest = json.loads(line)
            except ValueError:
                continue
            yield path, Entry(*rest) if rest else None

    def write(self, meta: Meta) -> None:
        """Write the head, which makes the folder valid."""
        save(self.folder / "meta.json", meta)

    def append(self, entries: Iterable[tuple[str, Entry | None]]) -> None:
        """Add to the log and wait until it is on disk. Raises OSError when the disk is full."""
        lines = b"".join(_line(path, entry) for path, entry in entries)
        with (self.folder / "entries").open("ab") as log:
            # A line that a crash cut off would swallow ours.
            log.write(b"\n" + lines if log.tell() else lines)
            log.flush()
            os.fsync(log.fileno())

    def replace(self, made: Path) -> None:
        """Put a folder that is whole in place of this one."""
        shutil.rmtree(self._old, ignore_errors=True)
        if self.folder.exists():
            self.folder.rename(self._old)
        made.rename(self.folder)
        shutil.rmtree(self._old, ignore_errors=True)

    @property
    def _old(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.old")

    def _finish(self) -> None:
        """Take the old folder back where a crash came between the two renames."""
        if self._old.exists() and not self.folder.exists():
            self._old.rename(self.folder)


def _stamp(file: Path) -> tuple[int, ...]:
    try:
        status = file.stat()
    except OSError:
        return (0,)
    return status.st_mtime_ns, status.st_size, status.st_ino


def _line(path: str, entry: Entry | None) -> bytes:
    values: list[Any] = [path] if entry is None else [path, *entry]
    return json.dumps(values).encode() + b"\n"

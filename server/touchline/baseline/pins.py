"""git's objects kept alive: hard links to its pack files and loose objects.

git never writes into an object file, it only adds and removes them. A second name for each
keeps what was there at the start readable after any amend, rebase, branch deletion and `gc`,
at no cost in space, and without a trace in the repository.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pygit2

from touchline.baseline.files import content_id
from touchline.tree import Repository

# libgit2 takes twice the time of everything else for this; `read` does it in a tenth of that.
pygit2.settings.enable_strict_hash_verification(False)

_PACK_FILES = (".pack", ".idx")


class Pins:
    """The objects of one repository as they were at the start."""

    def __init__(self, repository: Repository, folder: Path, *, writable: bool) -> None:
        self._source = repository.common_dir / "objects"
        self._folder = folder
        self._whole = folder / "whole"
        self._listed = folder / "names"
        self._linking: threading.Thread | None = None
        self._odb: pygit2.Odb | None = None
        self._live: pygit2.Odb | None = None
        self.failed: str | None = None
        if writable and not self._whole.exists():
            self._take()

    def read(self, identity: str) -> bytes | None:
        """Return a blob; None where neither git nor the links have it."""
        for objects in (self._live_odb, self._pinned_odb):
            odb = objects()
            try:
                content = odb.read(identity)[1] if odb is not None else None
            except (pygit2.GitError, KeyError, ValueError):
                continue
            if content is not None and content_id(content) == identity:
                return content
        return None

    def has(self, identity: str) -> bool:
        """Tell whether an object was there at the start."""
        odb = self._pinned_odb()
        return odb is not None and odb.exists(identity)

    def wait(self) -> None:
        """Wait until every object is linked."""
        if self._linking is not None:
            self._linking.join()

    def _take(self) -> None:
        """Link the objects; loose ones may be many, so this goes on in the background.

        What is linked is decided at once: an object that git writes meanwhile is the session's.
        """
        try:
            names = self._names()
        except OSError as error:
            self.failed = error.strerror or "unknown error"
            return
        self._linking = threading.Thread(
            target=self._link_all, args=(names,), name="touchline-pins", daemon=True
        )
        self._linking.start()

    def _names(self) -> list[str]:
        """List the objects; the list is kept until all are linked, for a start cut short."""
        with suppress(FileNotFoundError):
            return self._listed.read_text().splitlines()
        self._folder.mkdir(parents=True, exist_ok=True)
        names = list(_object_files(self._source))
        written = self._listed.with_suffix(".new")
        with suppress(OSError):  # on a full disk the list holds for this start alone
            written.write_text("\n".join(names))
            written.replace(self._listed)
        return names

    def _live_odb(self) -> pygit2.Odb | None:
        if self._live is None and self._source.is_dir():
            self._live = pygit2.Odb(str(self._source))
        return self._live

    def _pinned_odb(self) -> pygit2.Odb | None:
        self.wait()
        if self._odb is None and self._folder.is_dir():
            self._odb = pygit2.Odb(str(self._folder))
        return self._odb

    def _link_all(self, names: Iterable[str]) -> None:
        try:
            self._keep_alternates()
            for name in names:
                target = self._folder / name
                target.parent.mkdir(exist_ok=True)
                _link(self._source / name, target)
            self._whole.touch()
            self._listed.unlink(missing_ok=True)
        except OSError as error:
            self.failed = error.strerror or "unknown error"

    def _keep_alternates(self) -> None:
        """Objects that are borrowed from another repository are looked for there."""
        try:
            lines = (self._source / "info" / "alternates").read_text().splitlines()
        except OSError:
            return
        (self._folder / "info").mkdir(exist_ok=True)
        places = [os.path.normpath(self._source / line) for line in lines if line]
        (self._folder / "info" / "alternates").write_text("".join(f"{at}\n" for at in places))


def _object_files(objects: Path) -> Iterator[str]:
    with os.scandir(objects) as folders:
        names = [folder.name for folder in folders if folder.is_dir()]
    for name in names:
        if name != "pack" and len(name) != 2:
            continue
        for file in os.listdir(objects / name):  # noqa: PTH208 (names only, and many)
            if name != "pack" or file.endswith(_PACK_FILES):
                yield f"{name}/{file}"


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileExistsError:
        return
    except FileNotFoundError:  # git packed it while we were listing
        return

"""git's ignore rules: every `.gitignore` on the way down, `info/exclude`, the person's own file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pathspec import GitIgnoreSpec

from touchline.tree import Repository, setting


class _Layer(NamedTuple):
    """One file of patterns. Its paths are the workspace's without ``strip`` characters,
    after ``above``: the way from the file's folder down to the workspace.
    """

    strip: int
    above: str
    spec: GitIgnoreSpec


class Ignores:
    """Answers for untracked files and folders; memoised until `refresh`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._bases: dict[str, tuple[_Layer, ...]] = {"": (*_personal(None, 0),)}
        self._stacks: dict[str, tuple[_Layer, ...]] = {}
        self._folders: dict[str, bool] = {}

    def add_repository(self, repository: Repository) -> None:
        """Take the rules of a repository into account; those around it end at its folder."""
        folder = repository.prefix.rstrip("/")
        layers = [*_personal(repository, len(repository.prefix))]
        layers += _above(repository)
        self._bases[folder] = tuple(layers)
        self.refresh()

    def refresh(self) -> None:
        """Forget what was read; the next question reads the files again."""
        self._stacks.clear()
        self._folders.clear()

    def ignored(self, path: str, *, is_dir: bool) -> bool:
        """Tell whether git would leave an untracked path out."""
        parent = path.rpartition("/")[0]
        if parent and self.folder_ignored(parent):
            return True
        return self._matches(path + "/" if is_dir else path, parent)

    def folder_ignored(self, folder: str) -> bool:
        """Tell whether a folder, or one above it, is ignored."""
        known = self._folders.get(folder)
        if known is None:
            inside = folder in self._bases  # a repository starts afresh
            known = not inside and self.ignored(folder, is_dir=True)
            self._folders[folder] = known
        return known

    def _matches(self, path: str, parent: str) -> bool:
        # The innermost file has the last word; in a file, the last pattern.
        for layer in reversed(self._stack(parent)):
            verdict = layer.spec.check_file(layer.above + path[layer.strip :]).include
            if verdict is not None:
                return verdict
        return False

    def _stack(self, folder: str) -> tuple[_Layer, ...]:
        stack = self._stacks.get(folder)
        if stack is None:
            below = self._bases.get(folder)
            if below is None:
                below = self._stack(folder.rpartition("/")[0])
            strip = len(folder) + 1 if folder else 0
            own = _read(self._root / folder / ".gitignore")
            stack = (*below, _Layer(strip, "", own)) if own else below
            self._stacks[folder] = stack
        return stack


def _personal(repository: Repository | None, strip: int) -> Iterator[_Layer]:
    """Yield the person's own patterns for all repositories, then those in `info/exclude`."""
    place = Path(os.environ.get("XDG_CONFIG_HOME") or "~/.config") / "git/ignore"
    above = repository.inner if repository else ""
    if repository:
        place = Path(setting(repository, "core.excludesfile") or place)
    files = [place.expanduser()]
    if repository:
        files.append(repository.common_dir / "info/exclude")
    for spec in _specs(files):
        yield _Layer(strip, above, spec)


def _above(repository: Repository) -> Iterator[_Layer]:
    """Yield the patterns of the folders between the repository and a workspace inside it."""
    parts = repository.inner.rstrip("/").split("/") if repository.inner else []
    for depth in range(len(parts)):
        folder = repository.workdir.joinpath(*parts[:depth])
        above = "".join(f"{part}/" for part in parts[depth:])
        for spec in _specs([folder / ".gitignore"]):
            yield _Layer(len(repository.prefix), above, spec)


def _specs(files: Iterable[Path]) -> Iterator[GitIgnoreSpec]:
    for file in files:
        spec = _read(file)
        if spec:
            yield spec


def _read(file: Path) -> GitIgnoreSpec | None:
    try:
        text = file.read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        return None
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return GitIgnoreSpec.from_lines(lines) if any(lines) else None

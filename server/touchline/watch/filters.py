"""Which files of the workspace are watched.

Tracked files always are, whatever the ignore rules say; so are files that the baseline knows
and those watched by name. Untracked files are unless git ignores them, or they lie in a folder
of installed dependencies. What the person excludes in the editor's settings is not watched.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from pathspec import GitIgnoreSpec

from touchline.tree import Listing, Repository, TrackedFiles
from touchline.watch.ignores import Ignores

# Folders that tools fill; untracked, they hold nothing that anyone wrote by hand.
_INSTALLED = frozenset(
    {
        ".cache",
        ".gradle",
        ".hg",
        ".hypothesis",
        ".mypy_cache",
        ".nox",
        ".pytest_cache",
        ".ruff_cache",
        ".svn",
        ".terraform",
        ".tox",
        ".venv",
        "__pycache__",
        "bower_components",
        "node_modules",
        "venv",
    }
)
# Those of them that hold code which runs; the others are only caches.
_HOLD_CODE = frozenset({".venv", "bower_components", "node_modules", "venv"})
# git's own folder, and the one through which a revert exchanges files, for as long as it takes.
_OWN = re.compile(r"(?:^|/)\.git(?:/|$)|^\.touchline-revert-")


class Filters:
    """Answers for paths, and lists what is watched now.

    ``exclude`` are globs as in VS Code's `files.watcherExclude`; ``always`` are paths that are
    watched although git ignores them. ``left_out`` are the folders with code of dependencies that
    are not watched though nobody said so.
    """

    def __init__(
        self, root: Path, *, exclude: Collection[str] = (), always: Collection[str] = ()
    ) -> None:
        self.root = root
        self._place = str(root)
        self.repositories: list[Repository] = []
        self.worktrees: set[str] = set()
        self.left_out: set[str] = set()
        self.known: Callable[[str], bool] = frozenset[str]().__contains__
        self._ignores = Ignores(root)
        self._excluded = GitIgnoreSpec.from_lines(
            [pattern for glob in exclude for pattern in _patterns(glob)]
        )
        self._has_excluded = bool(exclude)
        self._always = set(always)
        self._tracked = TrackedFiles()
        self._in_git = self._tracked.keys()
        # In order, to find what lies in a folder.
        self._names: list[str] = []
        self._needed = _parents(self._always)
        self._folders: dict[str, bool] = {}
        self._add(Repository.at(root))

    def watched(self, path: str, *, is_dir: bool = False) -> bool:
        """Tell whether a file or folder is watched; the root ('') is."""
        if is_dir:
            return self._folder(path)
        if self._barred(path):
            return False
        if path in self._in_git or path in self._always or self.known(path):
            return True
        return self._folder(path.rpartition("/")[0]) and not self._ignores.ignored(
            path, is_dir=False
        )

    def walk(self) -> Iterator[str]:
        """Yield every watched file that is on disk now."""
        yield from self.listing().files

    def listing(self) -> Listing:
        """List the watched files on disk, and the repositories that they are in."""
        listing = Listing(repositories=self.repositories)
        folders = [""]
        while folders:
            files, below = self.list_folder(folders.pop())
            listing.files.update(files)
            folders += below
        return listing

    def list_folder(self, folder: str) -> tuple[list[str], list[str]]:
        """Return the watched files and folders that lie in a folder, as workspace paths.

        A folder that is gone or can't be read is empty. A repository inside of the workspace
        is taken into account from here on.
        """
        prefix = f"{folder}/" if folder else ""
        files: list[str] = []
        folders: list[str] = []
        try:
            with os.scandir(f"{self._place}/{folder}") as entries:
                for entry in entries:
                    is_dir = entry.is_dir(follow_symlinks=False)
                    (folders if is_dir else files).append(prefix + entry.name)
        except OSError:
            return [], []
        git = f"{prefix}.git"
        if folder and (git in folders or git in files) and not self._enter(folder):
            return [], []
        if self._has_excluded:
            files = list(filter(self.watched, files))
        elif not self._in_git >= set(files):
            files = [path for path in files if path in self._in_git or self.watched(path)]
        return files, list(filter(self._folder, folders))

    def refresh(self) -> None:
        """Read the ignore rules and git's indexes again."""
        self._ignores.refresh()
        self._folders.clear()
        self.left_out.clear()
        for repository in self.repositories:
            self._read_index(repository)

    def _folder(self, folder: str) -> bool:
        answer = self._folders.get(folder)
        if answer is None:
            answer = self._folders[folder] = self._judge_folder(folder)
        return answer

    def _judge_folder(self, folder: str) -> bool:
        if not folder:
            return True
        if self._barred(f"{folder}/") or folder in self.worktrees:
            return False
        if folder in self._needed or self._holds_tracked(folder):
            return True
        parent, _, name = folder.rpartition("/")
        if name in _INSTALLED and name not in _HOLD_CODE:
            return False
        if not self._folder(parent) or self._ignores.folder_ignored(folder):
            return False
        if name in _HOLD_CODE:
            self.left_out.add(folder)
        return name not in _HOLD_CODE

    def _holds_tracked(self, folder: str) -> bool:
        below = f"{folder}/"
        at = bisect_left(self._names, below)
        return at < len(self._names) and self._names[at].startswith(below)

    def _barred(self, path: str) -> bool:
        if (".git" in path or path[0] == ".") and _OWN.search(path):
            return True
        return self._has_excluded and self._excluded.match_file(path)

    def _enter(self, folder: str) -> bool:
        """Take a repository inside of the workspace into account; False where it is a linked
        worktree of one that is watched already: that is a workspace of its own.
        """
        if any(repository.prefix == f"{folder}/" for repository in self.repositories):
            return True
        found = Repository.at(self.root, folder)
        if found is None:
            return True
        if any(found.common_dir == known.common_dir for known in self.repositories):
            self.worktrees.add(folder)
            self._folders.clear()
            return False
        self._add(found)
        return True

    def _add(self, repository: Repository | None) -> None:
        if repository is None:
            return
        self.repositories.append(repository)
        self._ignores.add_repository(repository)
        self._folders.clear()
        self._read_index(repository)

    def _read_index(self, repository: Repository) -> None:
        tracked = repository.tracked()
        self._tracked.update(tracked)
        self._names = sorted(self._tracked.keys())


def _parents(paths: Iterable[str]) -> set[str]:
    """Return every folder on the way to the paths."""
    folders = {path.rpartition("/")[0] for path in paths}
    for folder in [*folders]:
        parent = folder.rpartition("/")[0]
        while parent and parent not in folders:
            folders.add(parent)
            parent = parent.rpartition("/")[0]
    return folders - {""}


def _patterns(glob: str) -> Iterator[str]:
    """Turn a glob of VS Code into patterns of git: braces become patterns of their own."""
    match = re.search(r"\{([^{}]*)\}", glob)
    if match:
        for choice in match[1].split(","):
            yield from _patterns(glob[: match.start()] + choice + glob[match.end() :])
    else:
        yield glob if glob.startswith("**/") else f"/{glob.removeprefix('/')}"

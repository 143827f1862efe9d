"""What the person asked for: task text in, clauses out, and which of them speak of a hunk."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from touchline.spec import allow
from touchline.spec.match import Match, Matcher
from touchline.spec.model import EMPTY, Clause, ClauseKind, Origin, Quote, TaskSpec
from touchline.spec.readers import folders, standing, task, taskmaster
from touchline.spec.reading import Reading, joined, problem
from touchline.spec.tree import Tree
from touchline.spec.unread import Unread

__all__ = [
    "ALLOW_FILE",
    "EMPTY",
    "TASK_FILE",
    "Clause",
    "ClauseKind",
    "Match",
    "Matcher",
    "Origin",
    "Quote",
    "TaskSpec",
    "Unread",
    "is_spec_file",
    "load",
    "parse",
    "read",
]

TASK_FILE = ".touchline/task.md"
ALLOW_FILE = allow.ALLOW_FILE
_FOLDERS = (".touchline/", ".specify/", ".kiro/specs/", "openspec/changes/", ".taskmaster/")

Read = Callable[[str], bytes | None]


def is_spec_file(path: str) -> bool:
    """Tell whether what is asked for, or ruled out, may be read from this file."""
    return path.startswith(_FOLDERS) or standing.is_standing(path) or path.startswith("specs/")


def parse(text: str, path: str = "task", tree: Collection[str] = ()) -> TaskSpec:
    """Return the spec of a text alone. Never raises, whatever the text."""
    return Unread(text, path, tree).spec


def load(
    root: Path,
    *,
    task: Path | None = None,
    text: str | None = None,
    tree: Collection[str] = (),
    branch: str | None = None,
) -> TaskSpec:
    """Return the spec in force for the files on disk. Problems in it are notes; nothing raises.

    ``task`` names the task's file, ``text`` is the task itself; either comes before what the
    work tree holds.
    """

    def on_disk(path: str) -> bytes | None:
        file = root / path
        return file.read_bytes() if file.is_file() else None

    name = None
    if task is not None:
        name = task.relative_to(root).as_posix() if task.is_relative_to(root) else str(task)
    return read(on_disk, tree, task=name, text=text, branch=branch)


def read(
    content: Read,
    tree: Collection[str],
    *,
    task: str | None = None,
    text: str | None = None,
    branch: str | None = None,
) -> TaskSpec:
    """Return the spec in force, read through ``content``: a path to its bytes, or None.

    Give it the texts that a person accepted, not those of the moment, and an edit to them
    changes nothing until it is accepted. ``branch`` chooses among several spec-kit features.
    """
    names = Tree(tree)
    reading = _Sources(content, names)
    main = reading.task(task, text, branch)
    reading.standing()
    return joined(main, reading.paths, reading.readings)


class _Sources:
    """The texts of a spec, read one after the other."""

    def __init__(self, content: Read, tree: Tree) -> None:
        self._content = content
        self._tree = tree
        self.paths: list[str] = []
        self.readings: list[Reading] = []

    def task(self, path: str | None, text: str | None, branch: str | None) -> str | None:
        """Read the task: the first of those that exist. Returns the path of its first file."""
        if text is not None:
            self._add("task", task.read(text, "task", self._tree))
        elif path is not None or self._text(TASK_FILE) is not None:
            self._add_task(path or TASK_FILE)
        else:
            self._from_folders(branch)
        return self.paths[0] if self.paths else None

    def _from_folders(self, branch: str | None) -> None:
        for found in (
            folders.spec_kit(self._tree, self._content, branch),
            folders.kiro(self._tree, self._content),
            folders.openspec(self._tree, self._content),
        ):
            for path in found:
                self._add_task(path, foreign=True)
                folders.titled(self.readings[-1], path)
            if found:
                return
        tasks = self._text(taskmaster.TASKS_FILE)
        if tasks is not None:
            state = self._content(taskmaster.STATE_FILE)
            found = taskmaster.read(tasks, taskmaster.TASKS_FILE, self._tree, state)
            self._add(taskmaster.TASKS_FILE, found)

    def standing(self) -> None:
        """Read the one-click clauses and the standing rules."""
        allowed = self._text(ALLOW_FILE)
        if allowed is not None:
            self._add(ALLOW_FILE, allow.read(allowed, ALLOW_FILE, self._tree))
        known = sorted(path for path in self._tree.paths if standing.is_standing(path))
        for path in known:
            text = self._text(path)
            if text is not None:
                self._add(path, standing.read(text, path, self._tree, known))

    def _add_task(self, path: str, *, foreign: bool = False) -> None:
        text = self._text(path)
        if text is None:
            broken = Reading(problems=[problem(path, "there is no such file")])
            self._add(path, broken)
        else:
            self._add(path, task.read(text, path, self._tree, foreign=foreign))

    def _add(self, path: str, reading: Reading) -> None:
        self.paths.append(path)
        self.readings.append(reading)

    def _text(self, path: str) -> str | None:
        try:
            content = self._content(path)
        except OSError as error:
            broken = Reading(problems=[problem(path, f"it can't be read: {error.strerror}")])
            self._add(path, broken)
            return None
        return None if content is None else content.decode("utf-8", "surrogateescape")

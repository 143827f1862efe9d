"""The spec in force: what a person accepted, not what the files say now."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from touchline import spec
from touchline.session.compared import Compared
from touchline.spec.model import TaskSpec

FOLDER = ".touchline/"


def tells_spec(path: str, task: Path | None, root: Path) -> bool:
    """Tell whether a file may say what is asked for."""
    return path.startswith(FOLDER) or root / path == task


def load(root: Path, baseline: Compared, task: Path | None, tree: Collection[str]) -> TaskSpec:
    """Return the spec of the texts as they are in the baseline.

    A task file that a person named outside of the folder is read as it is.
    """
    path = spec.TASK_FILE if task is None else _inner(root, task)
    if path is None:
        return spec.load(root, task=task, tree=tree)
    content = baseline.read(path)
    if content is None:
        return spec.EMPTY
    return spec.parse(content.decode("utf-8", "surrogateescape"), path, tree)


def _inner(root: Path, task: Path) -> str | None:
    return task.relative_to(root).as_posix() if task.is_relative_to(root) else None

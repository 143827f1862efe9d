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
    return spec.is_spec_file(path) or root / path == task


def load(root: Path, baseline: Compared, task: Path | None, tree: Collection[str]) -> TaskSpec:
    """Return the spec of the texts as they are in the baseline.

    A task file that a person named outside of the folder is read as it is.
    """
    if task is not None and not task.is_relative_to(root):
        return spec.load(root, task=task, tree=tree)
    path = None if task is None else task.relative_to(root).as_posix()
    return spec.read(baseline.read, tree, task=path)

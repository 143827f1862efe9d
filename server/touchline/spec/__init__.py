"""What the person asked for: task text in, clauses out, and which of them speak of a hunk."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from touchline.spec.match import Match, Matcher
from touchline.spec.model import EMPTY, Clause, ClauseKind, Origin, TaskSpec
from touchline.spec.readers import task
from touchline.spec.reading import Reading, joined, problem
from touchline.spec.tree import Tree

__all__ = [
    "EMPTY", "Clause", "ClauseKind", "Match", "Matcher", "Origin", "TaskSpec", "load", "parse",
]  # fmt: skip

TASK_FILE = ".touchline/task.md"


def parse(text: str, path: str = "task", tree: Collection[str] = ()) -> TaskSpec:
    """Return the spec of a text alone. Never raises, whatever the text."""
    return joined(path, [path], [task.read(text, path, Tree(tree))])


def load(
    root: Path, *, task: Path | None = None, text: str | None = None, tree: Collection[str] = ()
) -> TaskSpec:
    """Return the spec in force for a workspace. Problems in it are notes; nothing raises."""
    if text is not None:
        return parse(text, "task", tree)
    file = task or root / TASK_FILE
    path = file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)
    if not file.is_file() and task is None:
        return EMPTY
    try:
        content = file.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        broken = Reading(problems=[problem(path, f"can't be read: {error.strerror}")])
        return joined(path, [path], [broken])
    return parse(content, path, tree)

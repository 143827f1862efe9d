"""Files that a session watches by name, whether or not git ignores them."""

from __future__ import annotations

from pathlib import Path

from touchline.session import accepted
from touchline.spec import ALLOW_FILE

_ALWAYS = (".env", ".touchline/task.md", ALLOW_FILE)
_GLOB = frozenset("*?[")


def named(root: Path, task: Path | None, text: str | None) -> frozenset[str]:
    """Return the task's own files, `.env`, and every file that a clause names."""
    paths = {*_ALWAYS}
    if task is not None and task.is_relative_to(root):
        paths.add(task.relative_to(root).as_posix())
    for clause in accepted.now(root, (), task=task, text=text).clauses:
        paths.update(path for path in clause.paths if _GLOB.isdisjoint(path))
    return frozenset(path for path in paths if path and path[0] != "/" and path[-1] != "/")

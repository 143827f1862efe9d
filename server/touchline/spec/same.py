"""Whether two versions of a file say the same of what is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from functools import lru_cache

from touchline.model import Change, ChangeKind
from touchline.spec import allow
from touchline.spec.model import Clause
from touchline.spec.readers import standing, task, taskmaster
from touchline.spec.reading import Reading
from touchline.spec.tree import Tree

_PLACE = frozenset({"text", "path", "line", "column", "end_line", "end_column", "confidence"})


def is_neutral(change: Change) -> bool:
    """Tell whether both versions of a spec's file give the same clauses, wherever these stand.

    Ticked boxes, white space, other words that tell something and the states of tasks make no
    difference. An instruction that binds nothing, or is not understood, counts by its words:
    what it binds is known only in a work tree.
    """
    if change.kind is not ChangeKind.EDITED or change.before is None or change.after is None:
        return False
    return _said(change.path, change.before) == _said(change.path, change.after)


@lru_cache(maxsize=16)
def _said(path: str, content: bytes) -> Counter[Hashable]:
    reading = _read(path, content.decode("utf-8", "surrogateescape"))
    said: list[Hashable] = [_bare(clause) for clause in reading.clauses]
    said += [sentence.text for sentence in reading.not_understood]
    said += [(rule.rule, rule.severity) for rule in reading.rules]
    said += [problem.message for problem in reading.problems]
    return Counter([*said, reading.tests])


def _read(path: str, text: str) -> Reading:
    tree = Tree()
    if path == allow.ALLOW_FILE:
        return allow.read(text, path, tree)
    if path == taskmaster.TASKS_FILE:
        return taskmaster.read(text, path, tree, every=True)
    if standing.is_standing(path):
        return standing.read(text, path, tree)
    return task.read(text, path, tree)


def _bare(clause: Clause) -> Hashable:
    """Return what a clause says: its meaning, or its words where it binds nothing."""
    left_out = _PLACE if clause.binds or clause.measure or clause.command else _PLACE - {"text"}
    fields = ((name, value) for name, value in clause if name not in left_out)
    return tuple(fields)

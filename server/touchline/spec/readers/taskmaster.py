"""Taskmaster: ``.taskmaster/tasks/tasks.json``, with or without tags."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeVar, cast

from touchline.spec.model import Quote
from touchline.spec.prose import Reader
from touchline.spec.reading import Reading, problem
from touchline.spec.text import Document
from touchline.spec.tree import Tree

TASKS_FILE = ".taskmaster/tasks/tasks.json"
STATE_FILE = ".taskmaster/state.json"
_Q = TypeVar("_Q", bound=Quote)
_ACTIVE = ("in-progress", "pending")
_FIELDS = ("title", "description", "details", "testStrategy")


def read(
    text: str, path: str, tree: Tree, state: bytes | None = None, *, every: bool = False
) -> Reading:
    """Read the tasks in progress; where there are none, the pending ones; or every task."""
    reader = Reader(tree)
    try:
        tasks = list(_tasks(json.loads(text), _tag(state)))
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        reader.reading.problems.append(problem(path, f"this is not JSON: {error}", line))
        return reader.reading
    document, start = Document(text, path), 0
    for task in tasks if every else _active(tasks):
        for field in _FIELDS:
            words = task.get(field)
            if isinstance(words, str) and words.strip():
                start = _read_field(reader, document, words, start)
    return reader.reading


def _active(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    states = [[task for task in tasks if task.get("status") == s] for s in _ACTIVE]
    return states[0] or states[1]


def _read_field(reader: Reader, document: Document, words: str, start: int) -> int:
    """Read one string; its clauses point at the whole of it, since its lines are escaped."""
    encoded = [json.dumps(words, ensure_ascii=ascii_only)[1:-1] for ascii_only in (False, True)]
    offsets = [(offset, len(e)) for e in encoded if (offset := document.text.find(e, start)) >= 0]
    offset, length = min(offsets, default=(0, 0))
    place = document.between(offset, offset + length)
    before = len(reader.reading.clauses), len(reader.reading.not_understood)
    reader.read(Document(words, document.path))
    found = reader.reading
    found.clauses[before[0] :] = [_moved(clause, place) for clause in found.clauses[before[0] :]]
    found.not_understood[before[1] :] = [
        _moved(sentence, place) for sentence in found.not_understood[before[1] :]
    ]
    return offset


def _moved(quote: _Q, place: Quote) -> _Q:
    update = {name: getattr(place, name) for name in ("line", "column", "end_line", "end_column")}
    return quote.model_copy(update=update)


def _tag(state: bytes | None) -> str:
    try:
        known = _mapping(json.loads(state or b"{}"))
    except ValueError:
        return "master"
    return str(known.get("currentTag", "master"))


def _tasks(root: Any, tag: str) -> Iterator[dict[str, Any]]:
    top = _mapping(root)
    for task in _list(top if "tasks" in top else _mapping(top.get(tag)), "tasks"):
        yield task
        yield from _list(task, "subtasks")


def _mapping(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _list(parent: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = parent.get(key)
    items = cast("list[Any]", value) if isinstance(value, list) else []
    return [_mapping(item) for item in items if item]

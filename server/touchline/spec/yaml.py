"""YAML with the place of every value: a typed door to ruamel's node graph."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Node:
    """A value at offsets ``start`` to ``end`` of the text; every scalar is its text."""

    start: int
    end: int
    scalar: str = ""
    items: tuple[Node, ...] = ()
    entries: tuple[tuple[Node, Node], ...] = ()
    is_mapping: bool = False


@dataclass(frozen=True)
class BrokenYAMLError(Exception):
    """The text is not YAML, from this offset on."""

    cause: str
    offset: int = field(default=0)


def compose(text: str) -> Node | None:
    """Read one document; None if it is empty. Raises ``BrokenYAMLError``."""
    yaml: Any = YAML(typ="safe", pure=True)
    try:
        root = yaml.compose(text)
    except MarkedYAMLError as error:
        marked: Any = error
        mark = marked.problem_mark or marked.context_mark
        raise BrokenYAMLError(_plain(marked.problem), mark.index if mark else 0) from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise BrokenYAMLError(_plain(str(error)), int(getattr(error, "position", 0))) from error
    return None if root is None else _node(root, 0)


def _plain(cause: str | None) -> str:
    return cause.splitlines()[0] if cause else "it can't be read"


def _node(node: Any, depth: int) -> Node:
    """Convert a node; what is nested too deeply (an alias to itself) is left out."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    if depth > _DEEPEST:
        return Node(start, end)
    if node.id == "mapping":
        entries = tuple((_node(k, depth + 1), _node(v, depth + 1)) for k, v in node.value)
        return Node(start, end, entries=entries, is_mapping=True)
    if node.id == "sequence":
        return Node(start, end, items=tuple(_node(item, depth + 1) for item in node.value))
    return Node(start, end, scalar=str(node.value).strip())

"""YAML with the place of every value, read from the events of libyaml.

Events come as a flat stream, so that no depth of a hostile text can use up the stack; a text
that nests too deeply, or whose aliases would make far more of it than it is, counts as broken.
Plain values are those of YAML 1.2's core schema: ``on`` and ``no`` are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 100
_MOST = 200_000
"""Values in one list or mapping, those of aliases counted each time."""

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INT = re.compile(r"[-+]?\d+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?")
_MERGE = "<<"

Value = object


@dataclass(frozen=True, slots=True)
class Node:
    """A value at offsets ``start`` to ``end`` of the text; every scalar is its text.

    ``is_plain`` tells that it is a scalar without quotes, which may be a number or the like;
    ``size`` counts the values in it.
    """

    start: int
    end: int
    scalar: str = ""
    items: tuple[Node, ...] = ()
    entries: tuple[tuple[Node, Node], ...] = ()
    is_mapping: bool = False
    is_sequence: bool = False
    is_plain: bool = False
    size: int = 1


@dataclass(frozen=True)
class BrokenYAMLError(Exception):
    """The text is not YAML, from this offset on."""

    cause: str
    offset: int = field(default=0)


def compose(text: str) -> Node | None:
    """Read one document; None if it is empty. Raises ``BrokenYAMLError``."""
    try:
        return _Composer(yaml.parse(text, Loader=_LOADER)).document()
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        raise BrokenYAMLError(_plain(error.problem), mark.index if mark else 0) from error
    except (yaml.YAMLError, ValueError) as error:
        raise BrokenYAMLError(_plain(str(error)), int(getattr(error, "position", 0))) from error


def _plain(cause: str | None) -> str:
    return cause.splitlines()[0] if cause else "it can't be read"


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    start: int
    is_mapping: bool
    anchor: str | None
    children: list[Node] = field(default_factory=list[Node])

    def closed(self, end: int) -> Node:
        size = 1 + sum(child.size for child in self.children)
        if not self.is_mapping:
            items = tuple(self.children)
            return Node(self.start, end, items=items, is_sequence=True, size=size)
        entries = tuple(zip(self.children[::2], self.children[1::2], strict=True))
        return Node(self.start, end, entries=entries, is_mapping=True, size=size)


class _Composer:
    """Puts the events of one document together."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._root: Node | None = None

    def document(self) -> Node | None:
        """Return the root of the only document."""
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                self._node(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                closed = self._open.pop()
                self._add(closed.closed(_end(event)), closed.anchor)
            elif isinstance(event, yaml.DocumentStartEvent) and self._root:
                raise BrokenYAMLError("it holds several documents", _start(event))
        return self._root

    def _node(self, event: yaml.NodeEvent) -> None:
        start, anchor = _start(event), event.anchor
        if isinstance(event, yaml.ScalarEvent):
            plain = not event.style and event.tag is None
            self._add(Node(start, _end(event), event.value, is_plain=plain), anchor)
        elif isinstance(event, yaml.AliasEvent):
            self._add(self._anchors.get(anchor or "", Node(start, _end(event))), None)
        elif len(self._open) < _DEEPEST:
            self._open.append(_Open(start, isinstance(event, yaml.MappingStartEvent), anchor))
        else:
            raise BrokenYAMLError("it nests too deeply", start)

    def _add(self, node: Node, anchor: str | None) -> None:
        if node.size > _MOST:
            raise BrokenYAMLError("it holds too many values", node.start)
        if anchor is not None:
            self._anchors[anchor] = node
        if self._open:
            self._open[-1].children.append(node)
        else:
            self._root = node


def _start(event: Any) -> int:
    return int(event.start_mark.index)


def _end(event: Any) -> int:
    return int(event.end_mark.index)


def value(node: Node | None) -> Value:
    """Return a node as plain values: dicts, lists, texts, numbers, truth values and None."""
    if node is None:
        return None
    if node.is_sequence:
        return [value(item) for item in node.items]
    if node.is_mapping:
        return _mapping(node)
    return _scalar(node.scalar) if node.is_plain else node.scalar


def _mapping(node: Node) -> dict[Value, Value]:
    found: dict[Value, Value] = {}
    merged: list[Node] = []
    for key, entry in node.entries:
        if key.is_mapping or key.is_sequence:
            raise BrokenYAMLError("a key is no plain value", key.start)
        if key.is_plain and key.scalar == _MERGE:
            merged += entry.items if entry.is_sequence else (entry,)
        else:
            found[value(key)] = value(entry)
    for other in merged:
        if other.is_mapping:
            found = _mapping(other) | found
    return found


def _scalar(text: str) -> Value:
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _INT.fullmatch(text):
        return int(text, 0 if text[1:2] in ("o", "x") else 10)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text

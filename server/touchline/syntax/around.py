"""What stands around a node of a tree, or right below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tree_sitter

_FUNCTION = re.compile(r"function|method|lambda|closure|func_literal|do_block")
"""A node type of something that can be left by a return."""


def gate_of(node: tree_sitter.Node, conditionals: frozenset[str]) -> tree_sitter.Node | None:
    """Return what stands around a node that may not be reached, up to the next definition.

    ``conditionals`` are the node types under which a statement may not run.
    """
    above = node.parent
    while above is not None and "function" not in above.type and "method" not in above.type:
        if above.type in conditionals:
            return above
        above = above.parent
    return None


def outer_function(node: tree_sitter.Node) -> int | None:
    """Return where the function around the one that a return leaves begins.

    One that is handed to a call is run there and then: its returns are those of what is around.
    """
    inner = _function(node)
    if inner is None or inner.parent is None or "argument" in inner.parent.type:
        return None
    outer = _function(inner)
    return outer.start_byte if outer else None


def _function(node: tree_sitter.Node) -> tree_sitter.Node | None:
    above = node.parent
    while above is not None and not _FUNCTION.search(above.type):
        above = above.parent
    return above


def below(attribute: tree_sitter.Node) -> int:
    """Return the offset of what an attribute is about, other attributes and comments passed by."""
    node = attribute.next_named_sibling
    while node is not None and (node.type == attribute.type or "comment" in node.type):
        node = node.next_named_sibling
    return -1 if node is None else node.start_byte

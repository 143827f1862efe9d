"""Bytes in, syntax trees out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import tree_sitter

from touchline.syntax.language import load


def parse(language: str, content: bytes) -> tree_sitter.Tree:
    """Parse from nothing; broken text gives a tree with error nodes, never an exception."""
    return parser_of(language).parse(content)


def parse_inside(
    language: str, content: bytes, brackets: Iterable[tree_sitter.Node]
) -> tree_sitter.Tree:
    """Parse what stands between pairs of brackets as one text; places are those of ``content``."""
    inside: list[tree_sitter.Range] = []
    for node in sorted(brackets, key=lambda node: node.start_byte):
        if not inside or node.start_byte >= inside[-1].end_byte:
            inside.append(_between(node))
    parser = tree_sitter.Parser(load(language).tree_sitter, included_ranges=inside)
    return parser.parse(content)


def _between(node: tree_sitter.Node) -> tree_sitter.Range:
    (row, column), (end_row, end_column) = node.start_point, node.end_point
    start, end = (row, column + 1), (end_row, end_column - 1)
    return tree_sitter.Range(start, end, node.start_byte + 1, node.end_byte - 1)


@cache
def parser_of(language: str) -> tree_sitter.Parser:
    """Return the parser of a language."""
    return tree_sitter.Parser(load(language).tree_sitter)

"""Ctrl-C while a query is compiled."""

from __future__ import annotations

import re
import signal
import sys
from types import FrameType

import pytest
import tree_sitter
import tree_sitter_python

from touchline.syntax.compiled import compiled

GRAMMAR = tree_sitter.Language(tree_sitter_python.language())
QUERY = '((identifier) @name (#match? @name "^pattern_of_this_test_%s$"))'


def interrupted(frame: FrameType, event: str, _: object) -> None:
    """Press Ctrl-C as soon as the library calls Python for a pattern."""
    if event == "call" and frame.f_code is re.compile.__code__:
        sys.setprofile(None)
        signal.raise_signal(signal.SIGINT)


def test_an_interrupt_is_not_lost() -> None:
    """It is raised once the query is there, and the next one is heard as well."""
    handler = signal.getsignal(signal.SIGINT)
    for number in range(2):
        sys.setprofile(interrupted)
        with pytest.raises(KeyboardInterrupt):
            compiled(GRAMMAR, QUERY % number)
        assert sys.getprofile() is None
    assert signal.getsignal(signal.SIGINT) is handler


def test_the_query_has_its_pattern() -> None:
    """It finds what its pattern says, and nothing else."""
    parser = tree_sitter.Parser(GRAMMAR)
    tree = parser.parse(b"pattern_of_this_test_two = other")
    query = compiled(GRAMMAR, QUERY % "two")
    found = tree_sitter.QueryCursor(query).captures(tree.root_node)
    assert [node.text for node in found["name"]] == [b"pattern_of_this_test_two"]

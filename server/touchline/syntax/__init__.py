"""Syntax: bytes in, facts out. A language is a folder of queries and tables."""

from touchline.syntax.assertion import Assertion, literals_of
from touchline.syntax.changed import changed_facts
from touchline.syntax.collected import is_collected, is_test_path
from touchline.syntax.edit import Edit
from touchline.syntax.facts import Facts, facts, squeeze
from touchline.syntax.imports import MANIFESTS, Neighbours
from touchline.syntax.kinds import Fact
from touchline.syntax.language import language_of
from touchline.syntax.mark import Mark
from touchline.syntax.modules import Known, imported
from touchline.syntax.normal import normal, split, tokens
from touchline.syntax.offsets import line_start
from touchline.syntax.reading import is_part
from touchline.syntax.span import Span, span_of_line, span_of_lines
from touchline.syntax.strength import Strength
from touchline.syntax.structure import Definition
from touchline.syntax.testing import Test

__all__ = [
    "MANIFESTS",
    "Assertion",
    "Definition",
    "Edit",
    "Fact",
    "Facts",
    "Known",
    "Mark",
    "Neighbours",
    "Span",
    "Strength",
    "Test",
    "changed_facts",
    "facts",
    "imported",
    "is_collected",
    "is_part",
    "is_test_path",
    "language_of",
    "line_start",
    "literals_of",
    "normal",
    "span_of_line",
    "span_of_lines",
    "split",
    "squeeze",
    "tokens",
]

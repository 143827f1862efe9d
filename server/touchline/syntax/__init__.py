"""Syntax: bytes in, facts out. A language is a folder of queries and tables."""

from touchline.syntax.assertion import Assertion
from touchline.syntax.collect import Fact, Mark
from touchline.syntax.expression import is_part
from touchline.syntax.facts import Definition, Facts, Test, facts, squeeze
from touchline.syntax.language import is_collected, is_test_path, language_of
from touchline.syntax.normal import normal, split, tokens
from touchline.syntax.span import Span, span_of_lines
from touchline.syntax.strength import Strength

__all__ = [
    "Assertion",
    "Definition",
    "Fact",
    "Facts",
    "Mark",
    "Span",
    "Strength",
    "Test",
    "facts",
    "is_collected",
    "is_part",
    "is_test_path",
    "language_of",
    "normal",
    "span_of_lines",
    "split",
    "squeeze",
    "tokens",
]

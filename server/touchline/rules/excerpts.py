"""What stands at a place of a file version, and around it."""

from __future__ import annotations

from touchline.syntax import Facts, Span


def text_of(facts: Facts, span: Span) -> str:
    """Return the text at a place of a file version."""
    return facts.content[span.start : span.end].decode("utf-8", "surrogateescape")


def line_of(facts: Facts, span: Span) -> str:
    """Return the whole lines on which a place stands."""
    lines = lines_around(facts, span)
    return facts.content[lines.start : lines.end].decode("utf-8", "replace")


def lines_around(facts: Facts, span: Span) -> Span:
    """Return the place of the whole lines on which another stands."""
    start = facts.content.rfind(b"\n", 0, span.start) + 1
    found = facts.content.find(b"\n", span.end)
    end = len(facts.content) if found < 0 else found
    return Span(start, end, span.line, span.end_line, 0, end - start)


def function_around(facts: Facts, span: Span) -> Span | None:
    """Return the place of the innermost function around another; None outside of all."""
    functions = (one for one in facts.definitions_at(span.line) if not one.is_class)
    around = [one.span for one in functions if one.span.holds(span)]
    return max(around, key=lambda each: each.start, default=None)


def name_around(facts: Facts, line: int, otherwise: str = "") -> str:
    """Return the dotted name of the innermost definition around a line, if it lies in any."""
    names = facts.symbols(line)
    return names[-1] if names else otherwise

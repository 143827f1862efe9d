"""What stands at a place of a file version, and around it."""

from __future__ import annotations

from touchline.syntax import Facts, Span


def text_of(facts: Facts, span: Span) -> str:
    """Return the text at a place of a file version."""
    return facts.content[span.start : span.end].decode("utf-8", "surrogateescape")


def line_of(facts: Facts, span: Span) -> str:
    """Return the whole lines on which a place stands."""
    start = facts.content.rfind(b"\n", 0, span.start) + 1
    end = facts.content.find(b"\n", span.end)
    return facts.content[start : end if end >= 0 else None].decode("utf-8", "replace")


def function_around(facts: Facts, span: Span) -> Span | None:
    """Return the place of the innermost function around another; None outside of all."""
    functions = (one for one in facts.definitions_at(span.line) if not one.is_class)
    around = [one.span for one in functions if one.span.holds(span)]
    return max(around, key=lambda each: each.start, default=None)


def name_around(facts: Facts, line: int, otherwise: str = "") -> str:
    """Return the dotted name of the innermost definition around a line, if it lies in any."""
    names = facts.symbols(line)
    return names[-1] if names else otherwise

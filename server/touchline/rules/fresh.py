"""Which facts of the version now are new, compared without their form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from touchline.rules.filechange import FileChange
from touchline.syntax import Fact, Facts, Span, normal


def fresh(file: FileChange, kind: str) -> Iterator[Fact]:
    """Yield the facts of one kind of which there are more now than in the baseline."""
    language = file.after.language
    if language is None:
        return
    known = Counter(_shape(fact, language) for fact in file.before.of(kind))
    for fact in file.after.of(kind):
        shape = _shape(fact, language)
        if known[shape] > 0:
            known[shape] -= 1
        else:
            yield fact


def _shape(fact: Fact, language: str) -> str:
    return normal(language, fact.text.encode("utf-8", "surrogateescape"))


def text_of(facts: Facts, span: Span) -> str:
    """Return the text at a place of a file version."""
    return facts.content[span.start : span.end].decode("utf-8", "surrogateescape")


def function_around(facts: Facts, span: Span) -> Span | None:
    """Return the place of the innermost function around another; None outside of all."""
    functions = (one for one in facts.definitions_at(span.line) if not one.is_class)
    around = [one.span for one in functions if one.span.holds(span)]
    return max(around, key=lambda each: each.start, default=None)

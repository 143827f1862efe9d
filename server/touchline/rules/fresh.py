"""Which facts of the version now are new, compared without their form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from touchline.rules.filechange import FileChange
from touchline.syntax import Fact, Facts, Span, normal


def fresh(file: FileChange, kind: str) -> Iterator[Fact]:
    """Yield the facts of one kind of which there are more now than in the baseline."""
    language, found = file.after.language, file.after.of(kind)
    if language is None or not found:
        return
    texts = Counter(fact.text for fact in file.before.of(kind))
    if not texts:
        yield from found
        return
    others = [fact for fact in found if not taken(texts, fact.text)]
    shapes = Counter(_shape(text, language) for text in texts.elements()) if others else texts
    yield from (fact for fact in others if not taken(shapes, _shape(fact.text, language)))


def taken(known: Counter[str], text: str) -> bool:
    """Take a text out of those that are known; whether there was one."""
    known[text] -= 1
    return known[text] >= 0


def _shape(text: str, language: str) -> str:
    return normal(language, text.encode("utf-8", "surrogateescape"))


def text_of(facts: Facts, span: Span) -> str:
    """Return the text at a place of a file version."""
    return facts.content[span.start : span.end].decode("utf-8", "surrogateescape")


def function_around(facts: Facts, span: Span) -> Span | None:
    """Return the place of the innermost function around another; None outside of all."""
    functions = (one for one in facts.definitions_at(span.line) if not one.is_class)
    around = [one.span for one in functions if one.span.holds(span)]
    return max(around, key=lambda each: each.start, default=None)

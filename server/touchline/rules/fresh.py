"""Which facts of the version now are new, compared without their form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from touchline.rules.filechange import FileChange
from touchline.syntax import Fact, normal


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

"""Tables of inputs and outcomes, in whatever form the language has for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from touchline.rules.literals import Run, run_of
from touchline.rules.lookups import is_looked_up
from touchline.syntax import Fact, Facts, Span, span_of_line, split, tokens

Entry = tuple[Run, Run]
"""An input and its outcome."""

_PAIR = frozenset({":", "=>"})
_COMMA = frozenset({","})
_NAMED_KEYS = frozenset({"javascript", "typescript", "tsx", "ruby"})
"""Languages in which the key of a table may be a bare name."""

_PAIRED = re.compile(
    rb"\bzip\b|\.(?:index|indexOf|find_index|findIndex|position|binarySearch)\b|\[\s*[a-z]\w{0,2}\s*\]"
)
"""What looks something up in one list and takes it from another."""

_NEAR = 12
"""Lines within which two lists may belong together."""

_LONGEST = 4000
"""Characters of a list that is read."""

_READS = re.compile(rb"json\.(?:loads|Unmarshal)\b|JSON\.parse\b|serde_json::from_str")
"""What reads JSON."""

_TEXT = re.compile(rb"(['`]|\"\"\")(\{\s*\"[^'`\n]*\})\1")
"""A text of JSON in the code."""


def tables(facts: Facts) -> Iterator[tuple[Span, list[Entry]]]:
    """Yield the tables of a file in which something is looked up, each with its entries."""
    language = facts.language or ""
    for table in facts.of("table"):
        if is_looked_up(facts.content, table.span, table.extent.start):
            yield table.span, _entries(table.text, language)
    yield from _parallel(facts, language)
    yield from _texts(facts)


def _entries(text: str, language: str) -> list[Entry]:
    written = tokens(language, _encoded(text))
    named = language in _NAMED_KEYS
    found = _arguments(written) if text.startswith("(") else _pairs(written, named=named)
    return [(key, outcome) for key, outcome in found if key and outcome]


def _arguments(row: tuple[str, ...]) -> Iterator[tuple[Run | None, Run | None]]:
    """Yield the entries of ``of(k, v, …)``, ``ofEntries(entry(k, v), …)``, ``((a, b, v), …)``."""
    parts = split(row, _COMMA)
    if all(part[-1:] == (")",) for part in parts):
        yield from (_row(part[part.index("(") + 1 : -1]) for part in parts)
        return
    flat = [run_of(part) for part in parts]
    yield from zip(flat[::2], flat[1::2], strict=False)


def _pairs(row: tuple[str, ...], *, named: bool) -> Iterator[tuple[Run | None, Run | None]]:
    """Yield the entries of a table: ``{k: v}``, ``[[k, v]]``, ``[(a, b, v)]``, ``{{a, b, v}}``."""
    opens = "{" if row[:1] == ("{",) or "[" not in row else "["
    inner = row[row.index(opens) + 1 : -1] if opens in row else ()
    for entry in split(inner, _COMMA):
        sides = split(entry, _PAIR)
        if len(sides) == 2:
            is_name = named and len(sides[0]) == 1 and sides[0][0].isidentifier()
            yield sides[0] if is_name else run_of(sides[0]), run_of(sides[1])
        elif entry[:1] in {("(",), ("[",), ("{",)}:
            yield _row(entry[1:-1])


def _row(row: tuple[str, ...]) -> tuple[Run | None, Run | None]:
    """Return a row of a table, ``(a, b, v)`` or ``{a: …, v: …}``, as its input and outcome."""
    values = [split(value, _PAIR)[-1] for value in split(row, _COMMA)]
    return run_of(sum(values[:-1], ())), run_of(values[-1])


def _parallel(facts: Facts, language: str) -> Iterator[tuple[Span, list[Entry]]]:
    """Yield two lists of one length, near each other, of which one is the other's index."""
    found = facts.of("list")
    if len(found) < 2 or not _PAIRED.search(facts.content):
        return
    lists = [(fact, items) for fact in found if (items := items_of(fact, language))]
    for (one, keys), (other, outcomes) in combinations(lists, 2):
        near = abs(other.span.line - one.span.end_line) <= _NEAR
        apart = one.span.end <= other.span.start
        if near and apart and len(keys) == len(outcomes):
            yield other.span, list(zip(keys, outcomes, strict=True))


def items_of(fact: Fact, language: str) -> list[Run]:
    """Return the items of a list of literals; none where it holds anything else."""
    if len(fact.text) > _LONGEST:
        return []
    row = tokens(language, _encoded(fact.text))
    inner = row if fact.text.startswith("(") else row[row.index(fact.text[0]) + 1 : -1]
    items = [run_of(item) for item in split(inner, _COMMA)]
    found = [item for item in items if item]
    return found if len(found) == len(items) > 1 else []


def _texts(facts: Facts) -> Iterator[tuple[Span, list[Entry]]]:
    """Yield the tables that are written as a text of JSON, which the code then reads."""
    if not _READS.search(facts.content):
        return
    for found in _TEXT.finditer(facts.content):
        line = facts.content.count(b"\n", 0, found.start()) + 1
        yield span_of_line(facts.content, line), _entries(_text(found[2]), "python")


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _text(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")

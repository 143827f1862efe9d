"""What the tests expect of one function: the answers that stand beside its calls."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from touchline.rules.filechange import FileChange
from touchline.rules.literals import Run, run_of
from touchline.syntax import Assertion, Facts, Strength, Test, split, tokens

_COMMA = frozenset({","})
_PAIR = frozenset({":", "=>"})
_OPENS = "([{"
_MATCHERS = frozenset({"eq", "eql", "be", "equal", "is"})


def answers_of(name: str, files: Iterable[FileChange]) -> frozenset[Run]:
    """Return the literal answers that tests, or the rows of a verifier, expect of a function."""
    found: set[Run] = set()
    called = _calls_of(name)
    for file in files:
        if called.search(file.change.before or b""):
            found.update(_in_file(file.before.whole, called))
    return frozenset(run for run in found if run)


def _calls_of(name: str) -> re.Pattern[bytes]:
    """Return what calls a function, or takes it by its name: ``f(``, ``scope["f"]``, ``.f``."""
    word = re.escape(name.encode())
    return re.compile(rb"(?<!\w)" + word + rb"\(|[\"']" + word + rb"[\"']|\." + word + rb"\b")


def _in_file(facts: Facts, called: re.Pattern[bytes]) -> Iterator[Run]:
    for test in facts.tests:
        if called.search(test.text):
            yield from _in_test(facts, test, called)
    if not facts.tests:
        yield from last_of_rows(facts)


def last_of_rows(facts: Facts) -> Iterator[Run]:
    """Yield the last value of each row of the tables of a file: what a verifier expects."""
    return _in_tables([fact.text for fact in facts.of("table")])


def _in_test(facts: Facts, test: Test, called: re.Pattern[bytes]) -> Iterator[Run]:
    for one in test.assertions:
        if one.strength >= Strength.APPROXIMATE:
            yield _expected(one, called)
    if test.cases:
        yield from (_last(tokens(test.language, row.text)) for row in test.cases)
    else:
        yield from _in_tables([fact.text for fact in facts.within("table", test.span)])


def _expected(one: Assertion, called: re.Pattern[bytes]) -> Run:
    swapped = called.search(one.expected.replace(" (", "(").encode())
    words = tokens(one.language, (one.subject if swapped else one.expected).encode())
    words = words[1:] if words[:1] and words[0] in _MATCHERS else words
    if words[:1] and words[0] == "{" and "(" not in words:
        return tuple(scalar for word in words for scalar in run_of((word,)) or ())
    return run_of(words) or ()


def _in_tables(tables: list[str]) -> Iterator[Run]:
    """Yield the last value of each row of the tables that lie in no other."""
    outer = [one for one in tables if not any(one in other and one != other for other in tables)]
    for table in outer:
        words = tokens("python", table.encode("utf-8", "surrogateescape"))
        for row in split(words[1:-1], _COMMA):
            yield _last(row)


def _last(row: tuple[str, ...]) -> Run:
    """Return the last value of a row of literals: ``((3, 4), 12)`` ends with 12."""
    parts = split(row, _COMMA)
    if len(parts) == 1 and row and row[0] in _OPENS:
        parts = split(row[1:-1], _COMMA)
    return (run_of(split(parts[-1], _PAIR)[-1]) or ()) if len(parts) > 1 else ()

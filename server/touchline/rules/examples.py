"""What the tests expect of one function: the answers that stand beside its calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from touchline.rules.filechange import FileChange
from touchline.rules.literals import Run, run_of
from touchline.rules.lookups import places
from touchline.syntax import Assertion, Facts, Strength, Test, split, tokens

_COMMA = frozenset({","})
_PAIR = frozenset({":", "=>"})
_OPENS = "([{"
_QUOTES = frozenset({b'"', b"'"})
_MATCHERS = frozenset({"eq", "eql", "be", "equal", "is"})


def answers_of(name: str, files: Iterable[FileChange]) -> frozenset[Run]:
    """Return the literal answers that tests, or the rows of a verifier, expect of a function."""
    found: set[Run] = set()
    for file in files:
        if _is_called(file.change.before or b"", name):
            found.update(_in_file(file.before.whole, name))
    return frozenset(run for run in found if run)


def _is_called(text: bytes, name: str) -> bool:
    """Whether a function is called, or taken by its name: ``f(``, ``scope["f"]``, ``.f``."""
    for start, end in places(text, name.encode()):
        around = text[start - 1 : start], text[end : end + 1]
        if around[1] == b"(" or _QUOTES.issuperset(around):
            return True
        if around[0] == b"." and name.isidentifier():
            return True
    return False


def _in_file(facts: Facts, name: str) -> Iterator[Run]:
    for test in facts.tests:
        if _is_called(test.text, name):
            yield from _in_test(facts, test, name)
    if not facts.tests:
        yield from last_of_rows(facts)


def last_of_rows(facts: Facts) -> Iterator[Run]:
    """Yield the last value of each row of the tables of a file: what a verifier expects."""
    return _in_tables([fact.text for fact in facts.of("table")])


def _in_test(facts: Facts, test: Test, name: str) -> Iterator[Run]:
    for one in test.assertions:
        if one.strength >= Strength.APPROXIMATE:
            yield _expected(one, name)
    if test.cases:
        yield from (_last(tokens(test.language, row.text)) for row in test.cases)
    else:
        yield from _in_tables([fact.text for fact in facts.within("table", test.span)])


def _expected(one: Assertion, name: str) -> Run:
    swapped = _is_called(one.expected.replace(" (", "(").encode(), name)
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

"""The weakenings of tests: each takes a source and a random choice, and gives a seeded file.

An operator gives None where the file has no place for it; that is counted, not hidden.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from .blocks import Block, blocks, statements
from .dialects import DIALECTS, Dialect, Insert, Rewrite
from .hidden import hidden_lines


@dataclass(frozen=True)
class Source:
    """One test file of a public repository."""

    language: str
    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """Split the lines without their ends."""
        return self.text.split("\n")

    @property
    def dialect(self) -> Dialect:
        """Say what tests look like in the file's language."""
        return DIALECTS[self.language]

    @cached_property
    def hidden(self) -> frozenset[int]:
        """Find the lines inside strings and comments."""
        return hidden_lines(self.text, self.language)

    @cached_property
    def tests(self) -> list[Block]:
        """Find the tests that can be seeded."""
        return blocks(self.lines, self.dialect.layout, self.hidden)

    @cached_property
    def assertions(self) -> list[tuple[int, int]]:
        """Find the assertion statements of all tests, as (first line, line after)."""
        found = {
            span
            for block in self.tests
            for span in statements(self.lines, block, self.dialect.assertion)
        }
        return sorted(span for span in found if self._asserts(*span))

    def _asserts(self, start: int, end: int) -> bool:
        """Tell whether the span is code, and in Go reports something where it is a condition."""
        first = self.lines[start].strip()
        if start in self.hidden or first.startswith(self.dialect.comment.strip()):
            return False
        report = re.compile(r"\bt\.(?:Error|Fatal)")
        return not first.startswith("if ") or bool(report.search("\n".join(self.lines[start:end])))


@dataclass(frozen=True, slots=True)
class Seed:
    """A file after seeding: its path (changed by a rename), its text, the line (0-based)."""

    path: str
    text: str
    line: int


Operator = Callable[[Source, random.Random], Seed | None]


def _spliced(source: Source, start: int, end: int, new: Sequence[str]) -> Seed:
    lines = [*source.lines[:start], *new, *source.lines[end:]]
    return Seed(source.path, "\n".join(lines), start)


def _first(candidates: Sequence[Seed | None], choice: random.Random) -> Seed | None:
    seeds = [seed for seed in candidates if seed is not None]
    return choice.choice(seeds) if seeds else None


def delete_test(source: Source, choice: random.Random) -> Seed | None:
    """Remove a test with its decorators."""
    if not source.tests:
        return None
    block = choice.choice(source.tests)
    return _spliced(source, block.lead, block.end, [])


def skip_test(source: Source, choice: random.Random) -> Seed | None:
    """Mark a test as skipped, ignored, pending or expected to fail."""
    return _marked(source, choice, source.dialect.skip)


def focus_test(source: Source, choice: random.Random) -> Seed | None:
    """Make the runner run one test only."""
    return _marked(source, choice, source.dialect.focus)


def return_early(source: Source, choice: random.Random) -> Seed | None:
    """Leave a test before its first statement."""
    return _marked(source, choice, source.dialect.early)


def _marked(source: Source, choice: random.Random, ways: Sequence[Insert | Rewrite]) -> Seed | None:
    if not source.tests:
        return None
    block = choice.choice(source.tests)
    return _first([_mark(source, block, way) for way in ways], choice)


def _mark(source: Source, block: Block, way: Insert | Rewrite) -> Seed | None:
    if way.only_if and not re.search(way.only_if, source.text):
        return None
    if isinstance(way, Rewrite):
        header = source.lines[block.header]
        changed = re.sub(way.pattern, way.replacement, header, count=1)
        same = changed == header
        return None if same else _spliced(source, block.header, block.header + 1, [changed])
    if way.where == "above":
        at, like = block.header, block.header
    else:
        at = like = block.body
    indent = re.match(r"\s*", source.lines[like])
    return _spliced(source, at, at, [(indent.group() if indent else "") + way.line])


def uncollect_test(source: Source, choice: random.Random) -> Seed | None:
    """Rename a test, or take its attribute, so that the runner passes it over."""
    dialect = source.dialect
    if not source.tests:
        return None
    block = choice.choice(source.tests)
    ways: list[Seed | None] = [_mark(source, block, way) for way in dialect.uncollect]
    if dialect.lead_uncollect:
        ways += [
            _spliced(source, line, line + 1, [])
            for line in range(block.lead, block.header)
            if re.match(dialect.lead_uncollect, source.lines[line])
        ]
    return _first(ways, choice)


def uncollect_file(source: Source, choice: random.Random) -> Seed | None:
    """Rename the file to a name that the runner doesn't collect."""
    if not source.tests:
        return None
    names = [re.sub(old, new, source.path) for old, new in source.dialect.rename]
    return _first([Seed(name, source.text, 0) for name in names if name != source.path], choice)


def drop_assertion(source: Source, choice: random.Random) -> Seed | None:
    """Remove one assertion."""
    if not source.assertions:
        return None
    start, end = choice.choice(source.assertions)
    return _spliced(source, start, end, [])


def weaken_assertion(source: Source, choice: random.Random) -> Seed | None:
    """Replace an assertion by one that more values pass."""
    return _rewritten(source, choice, source.dialect.weaken)


def _rewritten(
    source: Source, choice: random.Random, ways: Sequence[tuple[str, str]]
) -> Seed | None:
    places = choice.sample(source.assertions, len(source.assertions))
    for start, end in places:
        old = "\n".join(source.lines[start:end])
        texts = {re.sub(pattern, new, old, count=1) for pattern, new in ways} - {old}
        if texts:
            return _spliced(source, start, end, [choice.choice(sorted(texts))])
    return None


def change_expected(source: Source, choice: random.Random) -> Seed | None:
    """Change the literal that an assertion, or a row of a table of cases, expects."""
    places = [
        (start, end, match)
        for start, end in source.assertions + _rows(source)
        for pattern in source.dialect.expected
        if (match := re.search(pattern, "\n".join(source.lines[start:end])))
    ]
    if not places:
        return None
    start, end, match = choice.choice(places)
    first, last = match.span("literal")
    text = match.string[:first] + _other(match["literal"]) + match.string[last:]
    return _spliced(source, start, end, [text])


def _rows(source: Source) -> list[tuple[int, int]]:
    """Find single lines of Go tests: their tables and ``want`` variables."""
    if source.language != "go":
        return []
    taken = {line for start, end in source.assertions for line in range(start, end)}
    lines = {line for block in source.tests for line in range(block.body, block.close)}
    rows = sorted(lines - taken - source.hidden)
    return [(row, row + 1) for row in rows if not source.lines[row].strip().startswith("if ")]


def _other(literal: str) -> str:
    flipped = {"True": "False", "False": "True", "true": "false", "false": "true"}
    if literal in flipped:
        return flipped[literal]
    if literal[0] in "\"'":
        return f"{literal[:-1]}x{literal[-1]}"
    return f"{literal}5" if "." in literal else str(int(literal) + 1)


def comment_out(source: Source, choice: random.Random) -> Seed | None:
    """Turn a whole test, or one assertion, into comments."""
    tests = [(block.lead, block.end) for block in source.tests]
    kinds = [kind for kind in (tests, source.assertions) if kind]
    if not kinds:
        return None
    start, end = choice.choice(choice.choice(kinds))
    mark = source.dialect.comment
    lines = [mark + line if line.strip() else line for line in source.lines[start:end]]
    return _spliced(source, start, end, lines)


OPERATORS: dict[str, Operator] = {
    "delete test": delete_test,
    "skip": skip_test,
    "focus": focus_test,
    "uncollect test": uncollect_test,
    "uncollect file": uncollect_file,
    "drop assertion": drop_assertion,
    "weaken assertion": weaken_assertion,
    "change expected": change_expected,
    "return early": return_early,
    "comment out": comment_out,
}


def seeded(source: Source, operator: Operator, choice: random.Random) -> Seed | None:
    """Give the file with one weakening, or None where it has no place for one.

    A seed that leaves a Python file broken is not one that an agent would keep: it is drawn anew.
    """
    for _ in range(5):
        seed = operator(source, choice)
        if seed is None or source.language != "python" or _parses(seed.text):
            return seed
    return None


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True

"""Which product code changed, and which of it leads to the change."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate

from touchline.rules.called import module_of
from touchline.rules.filechange import FileChange
from touchline.rules.reach import Changed
from touchline.syntax import Facts

_WORD = re.compile(rb"[A-Za-z_]\w+")
"""A name of at least two letters."""

_STRING = re.compile(r"[\"'`].*[\"'`]")
"""The strings of a line, and what stands between them."""

_SENTENCE = re.compile(r"[\"']((?:[\w`'&|()/-]+[ ,]+){3,}[\w`'&|()./-]+)[^\"]{0,9}[\"']")
"""A text of at least four words."""

_STEPS = 3
"""How often the users of what changed are looked for, and then theirs."""


def changed_code(files: Sequence[FileChange], asked: Collection[str]) -> tuple[Changed, ...]:
    """Return what changed in each file, with the definitions that use what changed.

    ``asked`` holds the paths of those files on which a clause asks for work.
    """
    files = [file for file in files if _touches_product(file)]
    changed = {file.path: set(_changed(file)) for file in files}
    users = [(path, name, words) for file in files for path, name, words in _users(file)]
    for _ in range(_STEPS):
        names = {name for found in changed.values() for name in found}
        for path, name, words in users:
            if name not in changed[path] and not words.isdisjoint(names):
                changed[path].add(name)
    return tuple(
        Changed(f.path, module_of(f.path), frozenset(changed[f.path]), f.path in asked)
        for f in files
    )


def _users(file: FileChange) -> Iterable[tuple[str, str, frozenset[str]]]:
    for definition in file.after.whole.definitions:
        if not definition.is_product:
            continue
        span = definition.span
        words = _WORD.findall(file.after.content[span.start : span.end])
        name = definition.own_name
        yield file.path, name, frozenset(word.decode() for word in words)


def _changed(file: FileChange) -> Iterable[str]:
    """Yield the names of the definitions that changed, and of those that hold them."""
    places = list(_places(file))
    for facts in (file.before, file.after):
        lines = [(first, last) for where, first, last in places if where is facts]
        for definition in facts.definitions:
            span = definition.span
            at = bisect_left(lines, span.line, key=lambda line: line[1])
            if definition.is_product and at < len(lines) and lines[at][0] <= span.end_line:
                yield definition.own_name


def added_strings(files: Sequence[FileChange]) -> str:
    """Return what product code newly says: strings of lines that were added outside of tests."""
    added = (
        line
        for file in files
        for facts, first, last in _places(file)
        if facts is file.after
        for line in facts.content.decode("utf-8", "replace").split("\n")[first - 1 : last]
    )
    return "\n".join(text for line in added for text in _STRING.findall(line))


def dropped_texts(file: FileChange) -> frozenset[str]:
    """Return the sentences in lines that went, where no other sentence came in their place."""
    hunks = (hunk for hunk in file.hunks if not any(map(_SENTENCE.search, hunk.added)))
    found = (found[1] for hunk in hunks for line in hunk.removed for found in _said(line))
    return frozenset(text.strip() for text in found)


def _said(line: str) -> Iterable[re.Match[str]]:
    return _SENTENCE.finditer(line)


def _touches_product(file: FileChange) -> bool:
    """Whether anything changed in a file outside of its own tests."""
    return any(hunk.whole_file for hunk in file.hunks) or any(True for _ in _places(file))


def _places(file: FileChange) -> Iterable[tuple[Facts, int, int]]:
    """Yield the changed lines, first and last, that lie outside of the file's own tests."""
    before, after = _Tests(file.before), _Tests(file.after)
    for hunk in file.hunks:
        for tests, first, length in (
            (before, hunk.source_start, hunk.source_length),
            (after, hunk.target_start, hunk.target_length),
        ):
            last = first + length - 1
            if length and not tests.hold(first, last):
                yield tests.facts, first, last


class _Tests:
    """The lines of a file's own tests, to be found by line."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        inside = (one.span for one in facts.definitions if not one.is_product)
        spans = sorted((*inside, *(test.span for test in facts.tests)), key=lambda one: one.line)
        self._starts = [span.line for span in spans]
        self._ends = list(accumulate((span.end_line for span in spans), max))

    def hold(self, first: int, last: int) -> bool:
        """Whether lines lie in a test."""
        at = bisect_right(self._starts, first)
        return at > 0 and self._ends[at - 1] >= last

"""Rows that went from what tests loop over: a table of the file, or a file of cases."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, cast

from touchline.model import Hunk
from touchline.rules.analysis import Analysis
from touchline.rules.dropped import is_dropped
from touchline.rules.filechange import FileChange
from touchline.rules.lines import added, removed
from touchline.rules.lookups import name_of, places
from touchline.rules.pairing import pair_by
from touchline.syntax import Fact, Facts, Span, span_of_line, split, tokens
from touchline.syntax.config import rows_of

_COMMA = frozenset({","})
_OPENING = {")": "(", "]": "[", "}": "{"}
_QUOTED = re.compile(r"""^["'`].{4,}["'`]$""", re.DOTALL)
"""A text in a row that is long enough to be known again."""

_BEFORE = re.compile(
    rb"\b(?:in|of|range)\s+(?:[\w.]+\()*&?(?:[\w$]+\.)*\Z|\bfor\s*\([^)\n]*:\s*\Z"
    rb"|\bparametrize\([^\n]*,\s*\Z|\.each\(\Z"
)
"""What stands before the name of a table that is gone through."""

_BEHIND = re.compile(
    rb"(?:\.(?:each\w*|forEach|for_each|items|iter|into_iter|entrySet|map)\b"
    rb"|\.(?:entries|keys|values)\(\)\.(?:forEach|map))"
)
"""What stands behind it."""

_HEAD = re.compile(r"^\s*(?:for\b.*\b(?:in|of|range)\b|[\w.]+\.each\w*\b|[\w.()]+\.forEach\b)")
"""The beginning of a loop."""

_PART = re.compile(
    r"\[\s*-?\w*\s*:\s*-?\w*\s*\]\s*[:{]|\.slice\(|\.take\(\s*\d|\.first\(\s*\d|\bislice\("
    r"|\.skip\(\s*\d|\.drop\(\s*\d|\[\s*\d*\s*\.\.=?\s*\d*\s*\]"
)
"""What takes a part of what is gone through."""

_EXPECTED = re.compile(r"^(?:expect\w*|want\w*|outputs?|results?|answers?)$", re.IGNORECASE)
"""The key of what a case expects."""

_NAMES = re.compile(rb"\b(?:MethodSource|dataProvider)\b[^;}]{0,120}[\"#,]\Z")
"""What stands before the name of a method that gives a test its cases."""

_PARAMETERS = re.compile(rb"@(?:Parameterized\.)?Parameters\b")
"""What says so at the method itself."""

_LONGEST = 60_000

_Place = tuple[tuple[str, ...], bytes]
"""The definitions around a table, and its name."""


class Shrunk(NamedTuple):
    """A table that lost rows: where they stood, where it stands, how many of how many."""

    old: Span
    new: Span
    lost: int
    total: int
    is_asked: bool
    name: str


def shrunk(file: FileChange, analysis: Analysis) -> Iterator[Shrunk]:
    """Yield the tables of a file of tests that lost rows."""
    if file.change.before is None or file.change.after is None or not file.is_test:
        return
    if file.after.language is None:
        yield from _in_data(file, analysis)
    elif any(map(_may_lose_rows, file.hunks)) and file.holds_tests:
        yield from _in_code(file, analysis)


def cut(file: FileChange) -> Iterator[Span]:
    """Yield the loops of tests over all of a table that go through a part of it now."""
    heads = [text for _, text in removed(file) if _HEAD.match(text) and not _PART.search(text)]
    for number, text in added(file) if heads else ():
        if _HEAD.match(text) and _PART.search(text):
            words = re.findall(r"\w+", _PART.sub("", text))
            whole = any(set(re.findall(r"\w+", head)) <= {*words, "items"} for head in heads)
            if whole and file.holds_tests:
                yield file.line_span(number)


def _may_lose_rows(hunk: Hunk) -> bool:
    """Whether there is less of what stands between rows."""
    old, new = ("".join(lines).count(",") for lines in (hunk.removed, hunk.added))
    return old > new


def _in_code(file: FileChange, analysis: Analysis) -> Iterator[Shrunk]:
    after = _tables(file.after)
    for key, old in _tables(file.before).items():
        new = after.get(key)
        if new is None or _is_known(file, old):
            continue
        before, now = (_rows(one, file.after.language or "") for one in (old, new))
        _, gone, come = pair_by(lambda row: row, before, now)
        gone = [row for row in gone if not _stands_elsewhere(row, analysis)]
        if len(gone) <= len(come):
            continue
        lost = gone[len(come) :]
        asked = all(is_dropped(analysis, " ".join(row), row) for row in lost)
        name = key[1].decode("utf-8", "replace")
        yield Shrunk(old.span, new.span, len(lost), len(before), asked, name)


def _is_known(file: FileChange, table: Fact) -> bool:
    """Whether the rows of a table are the cases of a test, compared with the test."""
    return any(table.span.holds(case.span) for test in file.before.tests for case in test.cases)


def _tables(facts: Facts) -> Mapping[_Place, Fact]:
    """Return the tables of a file that are gone through, by where each has which name."""
    found: defaultdict[_Place, dict[Span, Fact]] = defaultdict(dict)
    content = facts.content
    for fact in (*facts.of("list"), *facts.of("table")):
        name = name_of(content, fact.extent.start)
        if name and len(fact.text) <= _LONGEST and _is_gone_through(content, name):
            found[facts.symbols(fact.span.line), name][fact.span] = fact
    tables = {key: next(iter(held.values())) for key, held in found.items() if len(held) == 1}
    for fact in facts.of("provided"):
        name = fact.part("provider").encode("utf-8", "surrogateescape")
        if len(fact.text) <= _LONGEST and _is_provider(content, fact, name):
            tables[(), name] = fact
    return tables


def _is_provider(content: bytes, fact: Fact, name: bytes) -> bool:
    """Whether tests get their cases from a method: they name it, or it says so itself."""
    head = content[fact.extent.start : fact.span.start]
    return bool(_PARAMETERS.search(head)) or any(
        _NAMES.search(content, max(0, start - 200), start) for start, _ in places(content, name)
    )


def _is_gone_through(content: bytes, name: bytes) -> bool:
    return any(
        _BEFORE.search(content, max(0, start - 120), start) or _BEHIND.match(content, end)
        for start, end in places(content, name)
    )


def _rows(fact: Fact, language: str) -> list[tuple[str, ...]]:
    """Return the entries of a table, each as its words."""
    called = "of" if fact.text.startswith("(") and language == "java" else ""
    words = tokens(language, f"{called}{fact.text}".encode("utf-8", "surrogateescape"))
    depth, at = 0, len(words) - 1
    for at in range(len(words) - 1, -1, -1):
        depth += (words[at] in _OPENING) - (words[at] in _OPENING.values())
        if depth == 0:
            break
    return [row for row in split(words[at + 1 : -1], _COMMA) if row]


def _stands_elsewhere(row: Sequence[str], analysis: Analysis) -> bool:
    """Whether the longest text of a row stands in the changed tests as often as before."""
    text = max(filter(_QUOTED.match, row), key=len, default="")
    return bool(text) and analysis.keeps(text[1:-1].encode("utf-8", "surrogateescape"))


def _in_data(file: FileChange, analysis: Analysis) -> Iterator[Shrunk]:
    """Yield a file of cases in which there is nothing new, and fewer of them."""
    before = rows_of(file.old_path, file.change.before or b"")
    after = rows_of(file.path, file.change.after or b"")
    if len(after) >= len(before) or not all(map(_is_case, before)):
        return
    texts = [json.dumps(row, sort_keys=True, default=str) for row in before]
    kept = [json.dumps(row, sort_keys=True, default=str) for row in after]
    _, gone, come = pair_by(lambda row: row, texts, kept)
    if come or not kept:
        return
    line = next((n for n, text in removed(file) if text.strip(" \t[]{},-")), 1)
    old = span_of_line(file.change.before or b"", line)
    now = next((hunk.target_start for hunk in file.hunks), 1)
    asked = all(is_dropped(analysis, row, [row]) for row in gone)
    yield Shrunk(old, file.line_span(max(1, now)), len(gone), len(texts), asked, file.path)


def _is_case(row: object) -> bool:
    """Whether a row of a file says what is expected."""
    if not isinstance(row, Mapping):
        return False
    keys = cast("Mapping[object, object]", row)
    return any(_EXPECTED.match(str(key)) for key in keys)

"""A tool is told to look away.

A suppression takes one place out of a linter's, a type checker's or a coverage tool's sight.

**Flagged**: a suppression put on a line that stood there before (a warning); one that was widened
to all rules. Only information: one on a new line, one in a test file, and one that names the rule
that it silences and says why.

**Let pass**: suppressions that moved with their line; those that were taken off.

```python
total = price * quantity  # type: ignore
```

**Better**: mend what the tool reports; where it is wrong, name the rule and say why.

**Source**: Ruff's `PGH` rules and eslint-comments' `no-unlimited-disable` on blanket
suppressions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from touchline.model import Aspect, Finding, Hunk, Severity
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.rule import CODE, Group, Rule
from touchline.syntax import Facts, span_of_lines

_HASH = (
    r"noqa|(?:ruff|flake8):\s*noqa|type:\s*ignore|pyright:\s*(?:ignore|basic)|mypy:\s*ignore",
    r"pyre-(?:ignore|fixme)|pylint:\s*disable|nosec|nosemgrep|pragma:\s*no\s*(?:cover|branch)",
    r"rubocop:disable|:nocov:|steep:ignore|sorbet:\s*false|typed:\s*(?:false|ignore)",
)
_SLASHES = (
    r"eslint-disable[\w-]*|@ts-(?:ignore|expect-error|nocheck)|biome-ignore|oxlint-disable[\w-]*",
    r"tslint:disable[\w-]*|istanbul ignore|c8 ignore|v8 ignore",
    r"nolint|noinspection|NOSONAR|NOPMD|CHECKSTYLE[: ]OFF|#nosec",
)
_ATTRIBUTES = (
    r"#!?\[(?:allow|expect)\([^\n]*\)\]|#!?\[cfg_attr\([^\n]*allow\([^\n]*",
    r"@SuppressWarnings\([^)]*\)|@SuppressFBWarnings\b[^\n]*",
)
_SUPPRESSION = re.compile(
    rf"#\s*(?:{'|'.join(_HASH)})[^\n]*|//\s*(?:{'|'.join(_SLASHES)})[^\n]*"
    rf"|/\*\s*(?:{'|'.join(_SLASHES)})[^*]*\*/|{'|'.join(_ATTRIBUTES)}",
    re.IGNORECASE,
)
_CODE = re.compile(r"\s+")
_REASONED = re.compile(
    r"^(?:#[^#\n]*ignore\[[^\]]+\]\s*#|#\s*noqa:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*\s*[#-]"
    r"|#\s*(?:pylint:\s*disable=|rubocop:disable\s)\s*[\w/,-]+\s*(?:#|--)"
    r"|/[/*]\s*eslint-disable[\w-]*\s+[\w@/-]+(?:,\s*[\w@/-]+)*\s+--|//\s*nolint:[\w,]+\s*//)"
    r"\s*\w+\s+\w+|^#!?\[[^\n]*reason\s*=\s*\"[^\"]+\""
)
"""A suppression that names a rule and says why: ``noqa: S105 - a column``, ``-- a column``."""


def check(file: FileChange, _: Analysis) -> Iterator[Finding]:
    """Find the suppressions of which there are more now, each with its line."""
    if file.after.language is None or file.change.after is None or not _gains(file):
        return
    known = Counter(_key(line, found) for _, line, found in _suppressions(file.before))
    for number, line, found in _suppressions(file.after):
        key = _key(line, found)
        if known[key] > 0:
            known[key] -= 1
            continue
        stood = not file.is_test and not _is_reasoned(found) and _stood(file, number, line)
        yield _finding(file, number, found, stood=stood)


def _gains(file: FileChange) -> bool:
    """Whether a line with a suppression came; those that stood there before need no look."""
    return any(_SUPPRESSION.search(line) for hunk in file.hunks for line in hunk.added)


def _stood(file: FileChange, number: int, line: str) -> bool:
    """Whether the code of a line stood at this place before, without its suppression."""
    if not _bare(line):
        return not _is_edited_below(file, number)
    indent = _indent(line)
    return any(
        _bare(line) == _bare(old) and _indent(old) == indent
        for hunk in _hunks(file, number)
        for old in hunk.removed
    )


def _is_edited_below(file: FileChange, number: int) -> bool:
    """Whether what a suppression on a line of its own speaks of was edited: a line, a function."""
    below = file.after.whole.definitions_at(number + 1)
    ends = (one.span.end_line for one in below if one.span.line >= number)
    last = max((number + 1, *ends))
    return any(
        hunk.target_start <= last and number < hunk.target_start + hunk.target_length
        for hunk in file.hunks
        if hunk.target_start + hunk.target_length - 1 > number
    )


def _is_reasoned(found: str) -> bool:
    """Whether a suppression names the rule that it silences, and says why."""
    return bool(_REASONED.search(found))


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _hunks(file: FileChange, number: int) -> tuple[Hunk, ...]:
    """Return the hunk that holds a line of the version now, if there is one."""
    at = bisect_right(file.hunks, number, key=lambda hunk: hunk.target_start) - 1
    found = file.hunks[max(at, 0) : at + 1]
    return tuple(hunk for hunk in found if number < hunk.target_start + hunk.target_length)


def _suppressions(facts: Facts) -> Iterator[tuple[int, str, str]]:
    if not _SUPPRESSION.search(facts.content.decode("utf-8", "replace")):
        return
    for number, line in enumerate(_lines(facts), 1):
        found = _SUPPRESSION.search(line)
        if found and not _is_text(facts, line, number, found):
            yield number, line, found[0]


def _lines(facts: Facts) -> list[str]:
    return facts.content.decode("utf-8", "replace").split("\n")


def _is_text(facts: Facts, line: str, number: int, found: re.Match[str]) -> bool:
    """Whether what looks like a comment or an attribute is a part of a string."""
    if found[0].startswith(("@", "#[", "#![")):
        return facts.language != ("java" if found[0].startswith("@") else "rust")
    column = len(line[: found.start()].encode("utf-8", "replace"))
    return not facts.is_in_comment(number, column)


def _bare(line: str) -> str:
    return _CODE.sub("", _SUPPRESSION.sub("", line))


def _key(line: str, found: str) -> tuple[str, str]:
    return _bare(line), _CODE.sub("", found)


def _finding(file: FileChange, number: int, found: str, *, stood: bool) -> Finding:
    names = file.after.symbols(number)
    return file.added(
        RULE.id,
        span_of_lines(file.after.content, number, number),
        f"A check is told to look away{' from code that stood there before' if stood else ''}:"
        f" {found.strip()}",
        severity=Severity.WARNING if stood else Severity.INFORMATION,
        aspect=Aspect.SUPPRESSION,
        subject=names[-1] if names else "",
    )


RULE = Rule("added-suppression", Group.WEAKENED_CHECK, check, reads=CODE)

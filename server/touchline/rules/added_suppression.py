"""A tool is told to look away.

A suppression takes one place out of a linter's, a type checker's or a coverage tool's sight.

**Flagged**: a suppression put on a line that stood there before (a warning); one that was widened
to all rules. Only information: one on a new line, one in a test file, one that names the rule
that it silences and says why, there or just above; one of the use of what is deprecated, where
the change deprecates something; one that names its rule, where the change brings another
version of its tool; and one of a tool or a rule that the change introduces or sets to demand more.

**Let pass**: suppressions that moved with their line; those that were taken off, or became those of
another tool; those that silence less than the one that stood there.

```python
total = price * quantity  # type: ignore
```

**Better**: mend what the tool reports; where it is wrong, name the rule and say why.

**Source**: Ruff's `PGH` rules and eslint-comments' `no-unlimited-disable` on blanket
suppressions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from touchline.model import Aspect, Finding, Severity
from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.rules.excerpts import name_around
from touchline.rules.filechange import FileChange
from touchline.rules.lines import every_added
from touchline.rules.rule import CODE, Group, Rule
from touchline.rules.sources import is_source
from touchline.rules.stricter import is_stricter
from touchline.rules.suppressions import (
    bare,
    is_of_deprecation,
    is_reasoned,
    lines,
    names_rule,
    silenced,
    silenced_in,
    suppression,
    suppressions,
    tool,
)
from touchline.rules.upgrades import is_upgraded, readers_of

_MARKED = re.compile(
    r"#\[deprecated|@deprecated|\bDeprecationWarning\b|\bDeprecated:", re.IGNORECASE
)
"""Words by which code is marked as deprecated."""


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find the suppressions of which there are more now, each with its line."""
    if file.after.language is None or file.change.after is None or not _gains(file):
        return
    known = Counter(_key(line, found) for _, line, found in suppressions(file.before))
    fewer = Counter(
        (bare(line), part)
        for _, line, found in suppressions(file.before)
        for part in silenced(found)
    )
    there: dict[int, Counter[str]] = {}
    for number, line, found in _kept_first(file):
        key = _key(line, found)
        if known[key] > 0:
            known[key] -= 1
            continue
        parts = silenced(found)
        if bare(line) and parts and all(fewer[bare(line), part] > 0 for part in parts):
            fewer.subtract((bare(line), part) for part in parts)
            continue
        if not bare(line) and (hunk := file.hunk_at(number)) and parts:
            left = there.setdefault(hunk.target_start, silenced_in(hunk.removed))
            if all(left[part] > 0 for part in parts):
                left.subtract(parts)
                continue
        stood = not file.is_test and _stood(file, number, line)
        stood = stood and not (_has_reason(file, number, found) or _follows(found, analysis))
        yield _finding(file, number, found, stood=stood)


def _kept_first(file: FileChange) -> list[tuple[int, str, str]]:
    """Return the suppressions of a file, those on lines that did not change before the others.

    Many that stand on lines of their own read alike; what came is the one on a line that came.
    """
    came = {number for number, _ in every_added(file)}
    return sorted(suppressions(file.after), key=lambda one: one[0] in came)


def _gains(file: FileChange) -> bool:
    """Whether a line with a suppression came; those that stood there before need no look."""
    return any(suppression(line) for hunk in file.hunks for line in hunk.added)


def _stood(file: FileChange, number: int, line: str) -> bool:
    """Whether the code of a line stood at this place before, and was seen by the same tool."""
    if not bare(line):
        return not _is_edited_below(file, number)
    hunk = file.hunk_at(number)
    olds = [
        old
        for old in (hunk.removed if hunk else ())
        if bare(line) == bare(old) and _indent(old) == _indent(line)
    ]
    mine = tool(suppression(line))
    return bool(olds) and all(tool(suppression(old)) in {"", mine} for old in olds)


def _has_reason(file: FileChange, number: int, found: str) -> bool:
    """Whether a suppression says why, on its line or on one that came with it, above."""
    hunk = file.hunk_at(number)
    came = hunk is not None and hunk.target_start < number
    return is_reasoned(found, lines(file.after)[number - 2] if came else "")


def _follows(found: str, analysis: Analysis) -> bool:
    """Whether it silences what is new: the use of what is deprecated now, or a tool's words."""
    if is_of_deprecation(found) and analysis.ask("deprecates", _deprecates):
        return True
    if analysis.ask(("stricter", found), lambda across: is_stricter(across, found)):
        return True
    names = readers_of(found) if names_rule(found) else ""
    return bool(names) and analysis.ask(
        ("upgraded", names), lambda across: is_upgraded(across, names)
    )


def _deprecates(across: Across) -> bool:
    files = (file for file in across.files.values() if is_source(file))
    return any(_MARKED.search(line) for f in files for hunk in f.hunks for line in hunk.added)


def _is_edited_below(file: FileChange, number: int) -> bool:
    """Whether what a suppression on a line of its own speaks of was edited: a line, a function."""
    below = file.after.whole.definitions_at(number + 1)
    ends = (one.span.end_line for one in below if one.span.line >= number)
    last = max((number + 1, *ends))
    return any(
        hunk.target_start <= last and number + 1 < hunk.target_start + hunk.target_length
        for hunk in file.hunks
    )


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _key(line: str, found: str) -> tuple[str, str]:
    return bare(line), "".join(found.split())


def _finding(file: FileChange, number: int, found: str, *, stood: bool) -> Finding:
    return file.added(
        RULE.id,
        file.line_span(number),
        f"A check is told to look away{' from code that stood there before' if stood else ''}:"
        f" {found.strip()}",
        severity=Severity.WARNING if stood else Severity.INFORMATION,
        aspect=Aspect.SUPPRESSION,
        subject=name_around(file.after, number),
        words=found.strip(),
    )


RULE = Rule("added-suppression", Group.WEAKENED_CHECK, check, reads=CODE)

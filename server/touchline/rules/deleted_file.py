"""A file was deleted.

What a deletion takes away is not in any diff that people read to the end, and an agent that
deletes what stands in its way leaves no trace in the files that are left.

**Flagged**: a file of the baseline that is gone.

**Let pass**: files that were renamed or moved; files whose content stands in the change set under
another name; empty files; what a package manager or generator writes; deletions that a clause
asks for.

```sh
rm src/legacy_export.py   # the import failed, nobody asked
```

**Better**: keep the file, or have the task say that it may go.

**Source**: reports of agents that removed modules, fixtures and notes to make a run pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import ceil

from touchline.model import Aspect, ChangeKind, Finding, Severity
from touchline.places import is_made
from touchline.rules.analysis import Across, Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.rule import Group, Rule, Stage
from touchline.syntax import span_of_lines

_ENOUGH = 0.5
"""The part of the lines of a file that stand in the one it became."""


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find a deleted file, unless its lines live on elsewhere."""
    before = file.change.before
    if file.change.kind is not ChangeKind.DELETED or not before or not before.strip():
        return
    if is_made(file.path):
        return
    if analysis.ask(("lives on", file.path), lambda across: _lives_on(across, before)):
        return
    yield file.removed(
        RULE.id,
        span_of_lines(before, 1, max(1, len(before.rstrip().split(b"\n")))),
        f"{file.path} was deleted.",
        aspect=Aspect.DELETION,
        severity=RULE.severity,
        subject=file.path,
    )


def _lives_on(across: Across, before: bytes) -> bool:
    """Whether most lines of a deleted file stand in files that were created."""
    return across.answer("created", _created).hold(_lines(before))


def _lines(text: bytes) -> set[bytes]:
    return {line.strip() for line in text.split(b"\n")} - {b""}


class _Created:
    """The lines of the files that were created."""

    def __init__(self, texts: Iterable[bytes]) -> None:
        self._files = [_lines(text) for text in texts]
        self._holders: defaultdict[bytes, list[int]] = defaultdict(list)
        for number, lines in enumerate(self._files):
            for line in lines:
                self._holders[line].append(number)

    def hold(self, lines: set[bytes]) -> bool:
        """Whether one file has enough of some lines.

        One that has is found by the rarest of them: it lacks no more than the rest.
        """
        holders = sorted((self._holders.get(line, ()) for line in lines), key=len)
        least = ceil(_ENOUGH * len(lines))
        found = {number for numbers in holders[: len(lines) - least + 1] for number in numbers}
        return any(len(lines & self._files[number]) >= least for number in found)


def _created(across: Across) -> _Created:
    files = across.files.values()
    return _Created(file.change.after or b"" for file in files if file.change.before is None)


RULE = Rule("deleted-file", Group.SCOPE, check, Severity.INFORMATION, Stage.HUNKS)

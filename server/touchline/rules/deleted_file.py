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

from collections.abc import Iterator

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
    lines = {line.strip() for line in before.split(b"\n") if line.strip()}
    created = (f.change.after or b"" for f in across.files.values() if f.change.before is None)
    return any(len(lines & _lines(text)) >= _ENOUGH * len(lines) for text in created)


def _lines(text: bytes) -> set[bytes]:
    return {line.strip() for line in text.split(b"\n")}


RULE = Rule("deleted-file", Group.SCOPE, check, Severity.INFORMATION, Stage.HUNKS)

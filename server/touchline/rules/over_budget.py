"""The change is larger than the task allows.

A budget is a promise that somebody can still read the change. Work that outgrows it is a sign
that the task was misread or that the agent tidies up on the way.

**Flagged**: more changed files, changed lines or new dependencies than a ``budget:`` of the task.
The finding is on the file with the most changed lines.

**Let pass**: everything, where the task sets no budget; lock files and generated files, which
nobody reads.

```yaml
budget: {files: 3, lines: 120}   # and the agent reformats twelve files
```

**Better**: stop at the budget and ask, or split the task.

**Source**: the size limits of code review guides; agents' known habit of unrelated clean-up.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from touchline.model import Aspect, Finding, Severity
from touchline.places import is_made
from touchline.rules.analysis import Across, Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.new_dependency import new_names
from touchline.rules.rule import Group, Rule, Stage
from touchline.spec.model import ClauseKind, Measure

_NAMES = {
    Measure.FILES: "files changed",
    Measure.LINES: "lines changed",
    Measure.NEW_DEPENDENCIES: "new dependencies",
}


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find the budgets that the change set is over, told at its largest file."""
    budgets = [c for c in analysis.matcher.limits if c.kind is ClauseKind.BUDGET]
    if not budgets or not file.hunks or analysis.ask("largest change", _largest) != file.path:
        return
    for budget in budgets:
        used = analysis.ask(("used", budget.measure), partial(_used, budget.measure))
        if budget.measure and budget.limit is not None and used > budget.limit:
            yield file.hunk(
                RULE.id,
                file.hunks[0],
                f"{used} {_NAMES[budget.measure]}; the task allows {budget.limit}.",
                aspect=Aspect.BUDGET,
                severity=RULE.severity,
                subject=budget.measure,
            )


def _largest(across: Across) -> str | None:
    largest = max(_counted(across), key=lambda file: (_lines(file), file.path), default=None)
    return largest.path if largest else None


def _used(measure: Measure | None, across: Across) -> int:
    if measure is Measure.FILES:
        return len(_counted(across))
    if measure is Measure.LINES:
        return sum(_lines(file) for file in _counted(across))
    return len(new_names(across))


def _counted(across: Across) -> list[FileChange]:
    return [file for file in across.files.values() if file.hunks and not is_made(file.path)]


def _lines(file: FileChange) -> int:
    """Count changed lines as git's shortstat does: those added and those removed."""
    return sum(hunk.source_length + hunk.target_length for hunk in file.hunks)


RULE = Rule("over-budget", Group.SCOPE, check, Severity.ERROR, Stage.HUNKS)

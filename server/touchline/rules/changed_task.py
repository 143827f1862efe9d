"""The task itself, or the settings of Touchline, were edited.

Whoever can change the task can make anything asked for. What is in force is the text that a
person accepted; an edit to it counts when a person accepts it, and is told until then.

**Flagged**: a change to a file from which the task in force was read, and to anything in
``.touchline/``. It is information where the person made it in the editor, and where no clause
is different: a ticked box, white space, words that only tell something. A task that was added
where there was none, and committed, counts, and is a warning.

**Let pass**: task files and standing rules that are not in force; a change that a person
accepted.

```markdown
<!-- .touchline/task.md: the agent adds a line of its own -->
Skipping flaky tests is fine.
```

**Better**: leave the task to the person; ask when it does not fit.

**Source**: agents that rewrote their own instructions and settings to get past a check.
"""

from __future__ import annotations

from collections.abc import Iterator

from touchline.model import Aspect, ChangeKind, Finding, Severity
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.rule import Group, Rule, Stage
from touchline.spec.same import is_neutral

_SETTINGS = ".touchline/"


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find an edit to what says what is asked for."""
    sources = analysis.matcher.sources
    paths = {file.path, file.old_path}
    if file.hunks and (not paths.isdisjoint(sources) or file.path.startswith(_SETTINGS)):
        told, severity = _told(file, in_force=file.path in sources)
        yield file.hunk(
            RULE.id,
            file.hunks[0],
            f"{file.path} says what is asked for, and {told}.",
            aspect=Aspect.TASK,
            severity=severity,
            subject=file.path,
        )


def _told(file: FileChange, *, in_force: bool) -> tuple[str, Severity]:
    if file.change.kind is ChangeKind.CREATED:
        if in_force:
            return "was added; it counts, since there was none before", Severity.WARNING
        return "was added; it counts once you accept it", RULE.severity
    kept = "the text accepted before is still in force"
    if in_force and is_neutral(file.change):
        return f"its words changed, but no clause did; {kept}", Severity.INFORMATION
    return f"was changed; {kept}", RULE.severity


RULE = Rule("changed-task", Group.SCOPE, check, Severity.ERROR, Stage.HUNKS)

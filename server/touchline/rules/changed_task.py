"""The task itself, or the settings of Touchline, were edited.

Whoever can change the task can make anything asked for. What is in force is the text that a
person accepted; an edit to it counts when a person accepts it, and is told until then.

**Flagged**: a change to a file from which the task in force was read, and to anything in
``.touchline/``. It is information where the person made it in the editor, and where no clause
is different: a ticked box, white space, words that only tell something.

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

from touchline.model import Aspect, Finding, Severity
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.rule import Group, Rule, Stage
from touchline.spec.same import is_neutral

_SETTINGS = ".touchline/"


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find an edit to what says what is asked for."""
    sources = analysis.matcher.spec.sources
    paths = {file.path, file.old_path}
    if file.hunks and (not paths.isdisjoint(sources) or file.path.startswith(_SETTINGS)):
        neutral = file.path in sources and is_neutral(file.change)
        changed = "its words changed, but no clause did" if neutral else "was changed"
        yield file.hunk(
            RULE.id,
            file.hunks[0],
            f"{file.path} says what is asked for, and {changed}; the text accepted before"
            " is still in force.",
            aspect=Aspect.TASK,
            severity=Severity.INFORMATION if neutral else RULE.severity,
            subject=file.path,
        )


RULE = Rule("changed-task", Group.SCOPE, check, Severity.ERROR, Stage.HUNKS)

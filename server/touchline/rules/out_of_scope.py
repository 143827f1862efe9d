"""The edit lies where the task rules work out.

A task that says where to work, or what to leave alone, was written by somebody who knows why.
An agent that wanders off seldom says so, and the diff is long.

**Flagged**: edits that a clause forbids ("do not touch the API", ``forbid:``), and, where the
task states its scope ("only change lib/"), edits outside of it.

**Let pass**: edits for which a more specific clause asks; everything, where the task states no
scope: what nobody mentioned is counted, not flagged.

```markdown
Fix the rounding in lib/total.py. Leave the public API alone.
<!-- and the agent edits api/routes.py, so that the test passes -->
```

**Better**: work where the task says, and ask before leaving it.

**Source**: the scope sections of task files and AGENTS.md files, which agents are known to leave.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from touchline.model import Aspect, Finding, Hunk, Severity
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.rule import Group, Rule, Stage
from touchline.spec.binding import Level
from touchline.spec.match import Matcher
from touchline.spec.model import Clause, ClauseKind


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find what clauses forbid: once for a file, or for each definition that they name."""
    matcher = analysis.matcher
    if not any(clause.kind is ClauseKind.FORBID for clause in matcher.limits):
        return
    named = any(clause.symbols for clause in matcher.spec.clauses)
    hunks = file.placed if named else file.hunks
    ruled = ((_ruling(hunk, file, matcher), hunk) for hunk in hunks)
    for ruling, run in groupby(ruled, key=lambda pair: pair[0]):
        if ruling is not None:
            clause, subject = ruling
            yield _finding(file, [hunk for _, hunk in run], clause, subject)


def _ruling(hunk: Hunk, file: FileChange, matcher: Matcher) -> tuple[Clause, str] | None:
    """Return the clause that rules a hunk out, and the definition that it names, if any."""
    binding = matcher.hunk(hunk, file.change).ruling
    if binding is None:
        return None
    subject = hunk.symbols[-1] if hunk.symbols and binding.level is Level.SYMBOL else ""
    return binding.clause, subject


def _finding(file: FileChange, hunks: list[Hunk], clause: Clause, subject: str) -> Finding:
    where = f"{subject} in {file.path}" if subject else file.path
    more = f" ({len(hunks)} edits)" if len(hunks) > 1 else ""
    return file.hunk(
        RULE.id,
        hunks[0],
        f"{where} lies outside of the task{more}: “{clause.text}”.",
        aspect=Aspect.SCOPE,
        severity=RULE.severity,
        subject=subject,
    )


RULE = Rule("out-of-scope", Group.SCOPE, check, Severity.ERROR, Stage.HUNKS)

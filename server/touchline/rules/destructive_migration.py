"""A migration throws data away.

Code can be put back; a dropped column can't. A migration runs once, on data that nobody has
looked at while the agent worked.

**Flagged**: in a migration or a schema script, new statements that drop a table, column, schema
or database, that truncate, or that delete or update all rows.

**Let pass**: the way back (``down``, ``downgrade``, the rollback of a ``reversible``); dropping
what the same file creates; indexes, constraints, views and temporary tables.

```python
def upgrade():
    op.drop_column("orders", "legacy_total")
```

**Better**: rename, keep and stop writing; drop in a later step that somebody asked for.

**Source**: the checks of strong_migrations and squawk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.model import Aspect, Finding, Severity
from touchline.places import kinds
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.lines import added
from touchline.rules.rule import Group, Rule, Stage

_NAME = r"[\s(]*(?:if exists\s+)?[\"'`:]?([\w.]+)"
"""The name after a statement: of a table, a column."""

_DROPS = re.compile(
    r"(?i)\bdrop\s+(?:table|database|schema|column)\b" + _NAME + r"|\btruncate\s+(?:table\s+)?(\w+)"
    r"|\b(?:op\.)?(?:drop|remove)_(?:table|column|columns)\b"
    + _NAME
    + r"|\b(?:drop|remove)(?:Table"
    r"|Column)\b" + _NAME + r"|\bmigrations\.(?:DeleteModel|RemoveField)\b()"
    r"|\bdelete\s+from\s+(\w+)\s*(?:;|[\"'`]|$)|\.delete_all\b()|\.objects\.all\(\)\.delete\(\)()"
)
"""A statement that throws data away, and the name of what goes."""

_WAY_BACK = re.compile(
    r"(?im)^\s*(?:def (?:self\.)?(?:downgrade|down|rollback|backwards)\b"
    r"|(?:async )?(?:function )?(?:exports\.)?down\b|(?:public )?function down\b|dir\.down\b"
    r"|--\s*(?:\+\w+ |migrate:)?down\b|.*\basync down\()"
)
"""The head of the part of a migration that takes it back."""

_WAY_FORTH = re.compile(
    r"(?im)^\s*(?:def (?:self\.)?(?:upgrade|up|change|forwards)\b|(?:public )?function up\b"
    r"|(?:async )?(?:function )?(?:exports\.)?up\b|--\s*(?:\+\w+ |migrate:)?up\b|.*\basync up\()"
)
"""The head of the part that carries it out."""

_CREATES = r"(?i)create[\s_]*(?:temp(?:orary)?\s+)?table[\s(]*(?:if not exists\s+)?[\"'`:]?{name}\b"
"""A statement that creates a table of a name."""


def check(file: FileChange, _: Analysis) -> Iterator[Finding]:
    """Find the statements of a migration that lose data."""
    content = file.change.after
    if content is None or not _is_migration(file.path):
        return
    text = content.decode("utf-8", "surrogateescape")
    lines = text.split("\n")
    for number, line in added(file):
        found = _DROPS.search(line)
        if found and not _goes_back(lines, number) and not _is_own(found, text):
            yield file.added(
                RULE.id,
                file.line_span(number),
                "This step of the migration deletes data.",
                aspect=Aspect.MIGRATION,
                severity=RULE.severity,
                subject=next((name for name in found.groups() if name), ""),
            )


def _is_migration(path: str) -> bool:
    return Aspect.MIGRATION in kinds(path) and Aspect.TESTS not in kinds(path)


def _goes_back(lines: list[str], number: int) -> bool:
    """Whether a line lies below the head of the way back, and no way forth comes between."""
    for line in reversed(lines[: number - 1]):
        if _WAY_BACK.match(line):
            return True
        if _WAY_FORTH.match(line):
            return False
    return False


def _is_own(found: re.Match[str], text: str) -> bool:
    name = next((name for name in found.groups() if name), None)
    return bool(name and re.search(_CREATES.format(name=re.escape(name)), text))


RULE = Rule("destructive-migration", Group.SCOPE, check, Severity.WARNING, Stage.HUNKS)

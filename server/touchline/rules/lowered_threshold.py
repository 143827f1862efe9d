"""A check is set to demand less.

Coverage that must be reached, the strictness of a type checker, the level of a lint rule: each is
an ordered value, and the rule compares it with that of the baseline.

**Flagged**: a threshold that is lower, a strict switch that is off, a level that is softer, or
one of these taken out, in the settings of coverage.py, codecov, jest, vitest, nyc, mypy, pyright,
tsc, eslint, biome, ruff, flake8, pylint, clippy, rubocop, golangci-lint, surefire, pytest.

**Let pass**: settings that are stricter; settings that moved to another file; a tool that is
taken out as a whole together with its file; new settings.

```toml
[tool.coverage.report]
fail_under = 60  # it was 85
```

**Better**: meet the threshold; or have the task say that it is to be lowered.

**Source**: the ratchets of coverage tools (`fail_under`, `coverageThreshold`), which only work
in one direction.
"""

from __future__ import annotations

from collections.abc import Iterator

from touchline.model import Aspect, Finding
from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange, Particulars
from touchline.rules.rule import Group, Rule
from touchline.syntax import Span, span_of_lines
from touchline.syntax.config import Setting, parses, settings


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Compare each setting with that of the baseline."""
    change = file.change
    if change.before is None or change.after is None:
        return
    before = {setting.key: setting for setting in settings(file.old_path, change.before)}
    after = {setting.key: setting for setting in settings(file.path, change.after)}
    if not (before or after) or not parses(file.path, change.after):
        return
    for key, old in before.items():
        new = after.get(key)
        if new is not None and new.strictness < old.strictness:
            yield _finding(file, old, new, f"{_name(key)} went from {old.value} to {new.value}.")
        elif new is None and old.strictness > old.default and not _elsewhere(analysis, key):
            yield _finding(file, old, None, f"{_name(key)} is no longer set; it was {old.value}.")
    for key, new in after.items():
        if key not in before and new.strictness < new.default:
            yield _finding(file, None, new, f"{_name(key)} is set to {new.value}.")


def _name(key: str) -> str:
    return ".".join(key.split(".")[-2:])


def _elsewhere(analysis: Analysis, key: str) -> bool:
    """Whether a setting of that name is new in some file: it moved."""
    name = key.rpartition(".")[2]
    return analysis.ask(("setting", name), lambda across: name in _new_names(across))


def _new_names(across: Across) -> frozenset[str]:
    found: set[str] = set()
    for file in across.files.values():
        before = {s.key for s in settings(file.old_path, file.change.before or b"")}
        after = {s.key for s in settings(file.path, file.change.after or b"")}
        found |= {key.rpartition(".")[2] for key in after - before}
    return frozenset(found)


def _finding(file: FileChange, old: Setting | None, new: Setting | None, message: str) -> Finding:
    before = _place(file.change.before, old)
    after = _place(file.change.after, new)
    more: Particulars = {"aspect": Aspect.THRESHOLDS}
    more["subject"] = new.key if new else old.key if old else ""
    if after:
        return file.compared(RULE.id, before, after, message, **more)
    return file.removed(RULE.id, before or Span(0, 0, 1, 1, 0, 0), message, **more)


def _place(content: bytes | None, setting: Setting | None) -> Span | None:
    return span_of_lines(content or b"", setting.line, setting.line) if setting else None


RULE = Rule("lowered-threshold", Group.WEAKENED_CHECK, check)

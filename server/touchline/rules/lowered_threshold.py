"""A check is set to demand less.

Coverage that must be reached, the strictness of a type checker, the level of a lint rule: each is
an ordered value, and the rule compares it with that of the baseline.

**Flagged**: a threshold that is lower, a strict switch that is off, a level that is softer, or
one of these taken out, in the settings of coverage.py, codecov, jest, vitest, nyc, mypy, pyright,
tsc, eslint, biome, ruff, flake8, pylint, clippy, rubocop, golangci-lint, surefire, pytest; an
entry more in a list of what such a tool leaves out everywhere, or less in one of what it runs
(linters of golangci-lint, hooks of pre-commit); a runner of tests that is told to leave out
tests, to try them again, to take warnings lightly or to look in fewer places (pytest's
``addopts``, ``testPathIgnorePatterns``, Surefire's ``<excludes>``, ``harness = false``, RSpec's
``filter_run_excluding``).

**Let pass**: settings that are stricter; settings that moved to another file; a tool that is
taken out as a whole together with its file; new settings; lists that are new, or whose entries
were exchanged; what is left out in some files only; folders that hold no tests of the project's
own (``node_modules``, ``e2e``).

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

from touchline.model import Aspect, Finding, Severity
from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.findings import Particulars
from touchline.rules.implied import is_implied
from touchline.rules.rule import Group, Rule
from touchline.syntax import Span
from touchline.syntax.config import Setting, parses, settings

_RECORDS = (".rubocop_todo.yml",)
"""Files that a tool writes to record what it finds in the code as it is."""

_BY_RUFF = frozenset(
    {"flake8", "black", "isort", "pyupgrade", "autoflake", "pydocstyle", "reorder-python-imports"}
    | {"pycln", "yesqa", "add-trailing-comma", "docformatter"}
)
_COVERED = {
    **dict.fromkeys(("ruff", "ruff-check", "ruff-format"), _BY_RUFF),
    "biome-check": frozenset({"eslint", "prettier"}),
    "golangci-lint": frozenset({"golint", "go-vet", "go-fmt", "staticcheck", "gofmt"}),
}
"""Hooks that do what others did, by the names that their makers give them."""


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Compare each setting with that of the baseline."""
    change = file.change
    if change.before is None or change.after is None:
        return
    before = {setting.key: setting for setting in settings(file.old_path, change.before)}
    after = {setting.key: setting for setting in settings(file.path, change.after)}
    if not (before or after) or not parses(file.path, change.after):
        return
    yield from _lists(file, before, after)
    for key, old in before.items():
        new = after.get(key)
        if old.list:
            continue
        if new is not None and new.strictness < old.strictness:
            yield _finding(file, old, new, f"{_name(key)} went from {old.value} to {new.value}.")
        elif (
            new is None
            and old.strictness > old.default
            and not (is_implied(key, after) or _elsewhere(analysis, key))
        ):
            yield _finding(file, old, None, f"{_name(key)} is no longer set; it was {old.value}.")
    for key, new in after.items():
        excepted = new.strictness <= 0 and is_implied(key, before)
        if key not in before and not new.list and (new.strictness < new.default or excepted):
            yield _finding(file, None, new, f"{_name(key)} is set to {new.value}.")


def _lists(
    file: FileChange, before: dict[str, Setting], after: dict[str, Setting]
) -> Iterator[Finding]:
    """Find the lists that leave out more, or hold less, of what a tool checks everywhere.

    A list whose entries were only exchanged is another one; one that is new comes with its tool.
    """
    known = {setting.list for setting in before.values()}
    gained, lost = _beyond(after, before), _beyond(before, after)
    for key in sorted({setting.list for setting in (*gained, *lost)} & known):
        more = [setting for setting in gained if setting.list == key]
        less = [setting for setting in lost if setting.list == key]
        for new in more if len(more) > len(less) else ():
            if new.strictness < 0:
                yield _finding(file, None, new, f"{_name(key)} now leaves out {new.value}.")
        kept = {one.value for one in after.values() if one.list}
        added = {one.value for one in after.values() if one.list == key}
        for old in {one.value: one for one in reversed(less)}.values():
            if any(old.value in _COVERED.get(value, ()) for value in added):
                continue
            if key.endswith("select") and any(_selects(value, old.value) for value in kept):
                continue
            if old.strictness > 0 and len(less) > len(more):
                yield _finding(file, old, None, f"{old.value} is gone from {_name(key)}.")


def _selects(one: str, other: str) -> bool:
    """Whether the name of rules of a linter stands for another one."""
    return one == "ALL" or other.startswith(one)


def _beyond(one: dict[str, Setting], other: dict[str, Setting]) -> list[Setting]:
    return [setting for key, setting in one.items() if setting.list and key not in other]


def _name(key: str) -> str:
    return ".".join(key.split(".")[-2:])


def _elsewhere(analysis: Analysis, key: str) -> bool:
    """Whether a setting of that name is new in some file: it moved."""
    name = key.rpartition(".")[2]

    def is_new(across: Across) -> bool:
        return name in across.answer("new settings", _new_names)

    return analysis.ask(("setting", name), is_new)


def _new_names(across: Across) -> frozenset[str]:
    found: set[str] = set()
    for file in across.files.values():
        before = {s.key for s in settings(file.old_path, file.change.before or b"")}
        after = {s.key for s in settings(file.path, file.change.after or b"")}
        found |= {key.rpartition(".")[2] for key in after - before}
    return frozenset(found)


def _finding(file: FileChange, old: Setting | None, new: Setting | None, message: str) -> Finding:
    before = file.old_line_span(old.line) if old else None
    after = file.line_span(new.line) if new else None
    more: Particulars = {"aspect": Aspect.THRESHOLDS}
    if file.path.endswith(_RECORDS):
        more["severity"] = Severity.INFORMATION
    more["subject"] = new.key if new else old.key if old else ""
    if after:
        return file.compared(RULE.id, before, after, message, **more)
    return file.removed(RULE.id, before or Span(0, 0, 1, 1, 0, 0), message, **more)


RULE = Rule("lowered-threshold", Group.WEAKENED_CHECK, check)

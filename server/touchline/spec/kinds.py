"""What kind of change a hunk is, beyond the lines in it."""

from __future__ import annotations

from collections.abc import Mapping

from touchline.model import Aspect, Change, ChangeKind
from touchline.places import kinds

CLASSIFIED = frozenset(
    {
        Aspect.DELETION,
        Aspect.RENAME,
        Aspect.MODE,
        Aspect.EXECUTABLE,
        Aspect.DEPENDENCIES,
        Aspect.MIGRATION,
        Aspect.CI,
    }
)
"""Kinds that work on a folder does not ask for: a clause must name the kind or the file."""

HOMES: Mapping[Aspect, Aspect] = {
    Aspect.NEW_TESTS: Aspect.TESTS,
    Aspect.TEST_REMOVAL: Aspect.TESTS,
    Aspect.TEST_SKIP: Aspect.TESTS,
    Aspect.ASSERTIONS: Aspect.TESTS,
    Aspect.EXPECTATIONS: Aspect.TESTS,
    Aspect.THRESHOLDS: Aspect.CONFIGURATION,
}
"""The kind of file in which a kind of change is made."""

FILE_KINDS = frozenset(
    {
        Aspect.TESTS,
        Aspect.SNAPSHOTS,
        Aspect.CI,
        Aspect.DEPENDENCIES,
        Aspect.MIGRATION,
        Aspect.DOCUMENTATION,
        Aspect.CONFIGURATION,
        Aspect.GENERATED,
    }
)
"""Aspects that are kinds of files; the others are things done to them."""

_BY_CHANGE: Mapping[ChangeKind, Aspect] = {
    ChangeKind.DELETED: Aspect.DELETION,
    ChangeKind.RENAMED: Aspect.RENAME,
    ChangeKind.MODE: Aspect.MODE,
}
_EXECUTABLE = 0o111


def with_homes(aspects: frozenset[Aspect]) -> frozenset[Aspect]:
    """Return the kinds with the kinds of file in which they are made."""
    return aspects | {HOMES[aspect] for aspect in aspects if aspect in HOMES}


def change_kinds(change: Change) -> frozenset[Aspect]:
    """Return the kinds of a change as a whole: its file's, and what was done to the file."""
    found = set(kinds(change.path))
    if change.kind in _BY_CHANGE:
        found.add(_BY_CHANGE[change.kind])
    if change.kind is ChangeKind.RENAMED and change.old_path:
        found |= kinds(change.old_path)
    if change.kind is ChangeKind.DELETED and Aspect.TESTS in found:
        found.add(Aspect.TEST_REMOVAL)
    if _became_executable(change):
        found.add(Aspect.EXECUTABLE)
    return frozenset(found)


def _became_executable(change: Change) -> bool:
    """Tell a script that is new or may now be run. Links and submodules are none."""
    if change.after_mode is None or change.after_mode & 0o170000 not in {0, 0o100000}:
        return False
    before = change.before_mode or 0
    return bool(change.after_mode & _EXECUTABLE) and not before & _EXECUTABLE

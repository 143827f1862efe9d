"""Reverts of one change on a real disk: what goes, what stays, and that it comes back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from touchline import diff
from touchline.model import Change, ChangeKind
from touchline.revert import (
    ConflictError,
    NothingToUndoError,
    Pick,
    Plan,
    Store,
    Workspace,
    apply,
    plan,
    undo,
)

BEFORE = b"one\ntwo\nthree\nfour\nfive\n"
AFTER = b"one\n2\nthree\nfour\nfive\nsix\n"


def edited(before: bytes = BEFORE, after: bytes = AFTER) -> Change:
    """Return the change of one file."""
    return Change(path="lib/a.txt", kind=ChangeKind.EDITED, before=before, after=after)


def planned(root: Path, *picks: Pick) -> Plan:
    """Make the plan against the files on disk."""
    with Workspace(root) as workspace:
        return plan(picks, workspace.read)


def write(root: Path, content: bytes, path: str = "lib/a.txt") -> Path:
    """Write one file."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def test_one_hunk_goes_and_the_other_stays(root: Path, store: Store) -> None:
    """Taking back one hunk leaves the other as it is."""
    file = write(root, AFTER)
    first, _ = diff.hunks(edited())
    apply(planned(root, Pick(edited(), (first,))), store, root)
    assert file.read_bytes() == b"one\ntwo\nthree\nfour\nfive\nsix\n"
    undo(store, root)
    assert file.read_bytes() == AFTER


def test_a_file_goes_back_and_what_a_person_wrote_meanwhile_stays(root: Path, store: Store) -> None:
    """The way back is merged into the file as it is now."""
    file = write(root, AFTER.replace(b"four", b"FOUR"))
    apply(planned(root, Pick(edited())), store, root)
    assert file.read_bytes() == BEFORE.replace(b"four", b"FOUR")
    undo(store, root)
    assert file.read_bytes() == AFTER.replace(b"four", b"FOUR")


def test_lines_that_changed_again_are_refused_and_nothing_is_written(
    root: Path, store: Store
) -> None:
    """A conflict names the line, shows the three texts, and leaves the file alone."""
    now = AFTER.replace(b"2\n", b"zwei\n")
    file = write(root, now)
    found = planned(root, Pick(edited()))
    (conflict,) = found.conflicts
    assert (conflict.line, conflict.base, conflict.found, conflict.now) == (2, BEFORE, AFTER, now)
    with pytest.raises(ConflictError, match=r"lib/a\.txt:2: these lines were changed again"):
        apply(found, store, root)
    assert file.read_bytes() == now


def test_there_is_nothing_to_undo_in_a_fresh_store(root: Path, store: Store) -> None:
    """An undo without a revert says so."""
    with pytest.raises(NothingToUndoError):
        undo(store, root)


def test_nothing_is_left_in_the_workspace_after_a_revert(root: Path, store: Store) -> None:
    """The folder through which files are exchanged is gone."""
    write(root, AFTER)
    apply(planned(root, Pick(edited())), store, root)
    assert os.listdir(root) == ["lib"]  # noqa: PTH208 - names are wanted

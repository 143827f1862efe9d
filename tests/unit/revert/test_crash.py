"""A unit of every kind of write, killed with SIGKILL at points spread over all of its lines.

``TOUCHLINE_KILLS`` sets how many points are tried, for the revert and for the undo each.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.unit.revert.killing import lines_of, run_and_kill
from tests.unit.revert.trees import Tree, changes, file, lay_out, tree_of

from touchline.revert import Limits, Pick, Store, Workspace, apply, plan, recover, syscalls, undo

KILLS = int(os.environ.get("TOUCHLINE_KILLS", "25"))

BEFORE: Tree = {
    "edited": file(b"1\n2\n3\n"),
    "deleted/a": file(b"1\n"),
    "became-folder": file(b"1\n"),
    "mode": file(b"1\n", 0o100755),
    "link": file(b"here", 0o120000),
    **{f"many/{n}": file(b"1\n") for n in range(4)},
}
AFTER: Tree = {
    "edited": file(b"1\nzwei\n3\n"),
    "created/deep/a": file(b"1\n"),
    "became-folder/a": file(b"1\n"),
    "mode": file(b"1\n"),
    "link": file(b"there", 0o120000),
    **{f"many/{n}": file(b"2\n") for n in range(4)},
}


def take_back(folder: Path) -> None:
    """Revert everything."""
    with Workspace(folder / "root") as workspace:
        made = plan([Pick(change) for change in changes(BEFORE, AFTER)], workspace.read)
    apply(made, Store(folder / "state"), folder / "root")


def bring_back(folder: Path) -> None:
    """Undo the revert."""
    undo(Store(folder / "state"), folder / "root")


def killed_all_over(template: Path, action: Callable[[Path], None], one: Tree, other: Tree) -> int:
    """Kill an action at many points; every time all of it is done, or none. Returns the kills."""
    scratch = template.with_name("scratch")
    shutil.copytree(template, scratch, symlinks=True)
    total = lines_of(lambda: action(scratch))
    kills = 0
    for point in range(KILLS):
        shutil.rmtree(scratch)
        shutil.copytree(template, scratch, symlinks=True)
        kills += run_and_kill(lambda: action(scratch), 1 + point * total // KILLS)
        recover(Store(scratch / "state"), scratch / "root")
        assert tree_of(scratch / "root") in (one, other)
        assert not list((scratch / "root").glob(".touchline*"))
        action_is_possible_again(scratch, action, one, other)
    shutil.rmtree(scratch)
    return kills


def action_is_possible_again(
    folder: Path, action: Callable[[Path], None], one: Tree, other: Tree
) -> None:
    """After a crash the same action works as if nothing had been."""
    if tree_of(folder / "root") == one:
        action(folder)
    assert tree_of(folder / "root") == other


def test_a_killed_unit_is_done_or_rolled_back(tmp_path: Path) -> None:
    """Neither a revert nor its undo is ever half-done, wherever the process dies."""
    template = tmp_path / "template"
    (template / "root").mkdir(parents=True)
    lay_out(template / "root", AFTER)
    kills = killed_all_over(template, take_back, AFTER, BEFORE)
    take_back(template)
    kills += killed_all_over(template, bring_back, BEFORE, AFTER)
    assert kills == 2 * KILLS


def test_a_system_without_exchange_is_as_safe(tmp_path: Path) -> None:
    """Where two names cannot be swapped in one step, a kill in between is mended, too."""
    known = syscalls.LIBC
    syscalls.LIBC = None
    try:
        test_a_killed_unit_is_done_or_rolled_back(tmp_path)
    finally:
        syscalls.LIBC = known


def test_no_unit_over_the_limit_outlives_a_kill(tmp_path: Path) -> None:
    """Wherever an undo dies while old units are forgotten, the next recovery ends that work."""
    template, scratch = tmp_path / "template", tmp_path / "scratch"
    (template / "root").mkdir(parents=True)
    lay_out(template / "root", AFTER)
    take_back(template)
    shutil.copytree(template, scratch, symlinks=True)
    store = Store(scratch / "state", Limits(units=1))
    total = lines_of(lambda: undo(store, scratch / "root"))
    for point in range(total - 50, total, 2):
        shutil.rmtree(scratch)
        shutil.copytree(template, scratch, symlinks=True)
        assert run_and_kill(lambda: undo(store, scratch / "root"), point)
        recover(store, scratch / "root")
        assert len(store.numbers()) == 1
        assert len(list((store.folder / "packs").iterdir())) == 1

"""The source of macOS and Windows: watchdog's public observer, which runs on Linux as well."""

from __future__ import annotations

import pytest
from tests.live import live
from tests.storms import STORMS, prepare
from tests.workspace import Workspace, eventually

from touchline.watch import Filters, Watcher, coverage
from touchline.watch.native import Native

pytestmark = pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning")


@pytest.fixture(autouse=True)
def _public_observer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "open_source", Native)


@pytest.mark.parametrize("name", STORMS)
def test_a_storm_ends_as_a_scan_from_scratch_has_it(workspace: Workspace, name: str) -> None:
    """Nothing is missed and nothing stays that went."""
    prepare(workspace, 300)
    with live(workspace) as session:
        for number in range(3):
            STORMS[name](workspace, 400, number)
            assert session.agrees(), sorted(session.difference())[:10]


def test_a_write_comes_out_by_an_event(workspace: Workspace) -> None:
    """It does not wait for a comparison of all files."""
    workspace.commit({"a": b"1"})
    with live(workspace) as session:
        workspace.write({"a": b"22", "d/b": b"1"})
        assert eventually(lambda: set(session.changes) == {"a", "d/b"})


@pytest.mark.parametrize("folder", ["workspace", "linked"])
def test_git_is_heard(workspace: Workspace, folder: str) -> None:
    """A move of HEAD is told, in a linked work tree as well, where git's files lie elsewhere."""
    workspace.commit({"a": b"1"})
    workspace.git("worktree", "add", "-q", "../linked")
    root = workspace.root.with_name(folder)
    watcher = Watcher(root, Filters(root), lambda: None)
    watcher.start()
    try:
        workspace.git("-C", str(root), "checkout", "-q", "--detach")
        assert eventually(lambda: watcher.drain().git)
    finally:
        watcher.stop()

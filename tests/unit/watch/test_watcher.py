"""The watch: every path whose content settled comes out."""

import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.workspace import Workspace, eventually

from touchline.watch import Filters, Options, Watcher


class Consumer:
    """Collects what a watcher says, as the event loop does."""

    def __init__(self, watcher: Watcher) -> None:
        self.watcher = watcher
        self.paths: set[str] = set()
        self.messages: list[str] = []

    def saw(self, *paths: str) -> bool:
        """Drain, and tell whether all of the paths have come."""
        settled = self.watcher.drain()
        self.paths |= settled.paths
        self.messages += [note.message for note in settled.notes]
        return set(paths) <= self.paths


@contextmanager
def watching(workspace: Workspace, options: Options | None = None) -> Generator[Consumer]:
    """Watch a workspace."""
    watcher = Watcher(workspace.root, Filters(workspace.root), lambda: None, options)
    watcher.start()
    try:
        yield Consumer(watcher)
    finally:
        watcher.stop()


def test_writes_renames_and_deletions_come_out(workspace: Workspace) -> None:
    """Whatever happens to a file, its path is told, both of them for a rename."""
    workspace.commit({"written": b"1", "moved": b"1", "gone": b"1"})
    with watching(workspace) as consumer:
        workspace.write({"written": b"2", "made": b"1"})
        (workspace.root / "moved").rename(workspace.root / "there")
        (workspace.root / "gone").unlink()
        assert eventually(lambda: consumer.saw("written", "made", "moved", "there", "gone"))


def test_files_in_new_and_moved_folders_come_out(workspace: Workspace) -> None:
    """A folder that comes is listed after it is watched; one that goes takes its files along."""
    workspace.commit({"old/a": b"1", "old/b/c": b"1"})
    with watching(workspace) as consumer:
        workspace.write({"new/x/y/z": b"1"})
        (workspace.root / "old").rename(workspace.root / "moved")
        expected = ("new/x/y/z", "old/a", "old/b/c", "moved/a", "moved/b/c")
        assert eventually(lambda: consumer.saw(*expected))
        workspace.write({"moved/b/d": b"1"})
        assert eventually(lambda: consumer.saw("moved/b/d"))


def test_ignored_files_do_not(workspace: Workspace) -> None:
    """Nothing of what git ignores comes out, nor of git's own folder."""
    workspace.commit({".gitignore": b"*.log\nbuild/\n", "a": b"1"})
    with watching(workspace) as consumer:
        workspace.write({"x.log": b"1", "build/x": b"1", "node_modules/x": b"1", "last": b"1"})
        assert eventually(lambda: consumer.saw("last"))
        assert not {"x.log", "build/x", "node_modules/x"} & consumer.paths
        assert not any(path.startswith(".git/") for path in consumer.paths)


@pytest.mark.parametrize("branch", ["main", "topic/one"])
def test_a_branch_that_moves_is_heard(workspace: Workspace, branch: str) -> None:
    """Git logs a pull first and moves the branch then: who looks at the log's event is early."""
    workspace.commit({"a": b"1"})
    workspace.git("checkout", "-q", "-B", branch)
    moved = workspace.root / ".git/refs/heads" / branch
    with watching(workspace) as consumer:
        lock = moved.with_name(f"{moved.name}.lock")
        lock.write_bytes(moved.read_bytes())
        consumer.watcher.pump()
        assert not consumer.watcher.drain().git
        lock.rename(moved)
        assert eventually(lambda: consumer.watcher.drain().git)


def test_a_branch_in_a_new_folder_is_heard(workspace: Workspace) -> None:
    """The folder is made with the branch, and its own events begin after that."""
    workspace.commit({"a": b"1"})
    with watching(workspace) as consumer:
        workspace.git("branch", "topic/one/two")
        assert eventually(lambda: consumer.watcher.drain().git)
        while consumer.watcher.pump():
            consumer.watcher.drain()
        moved = workspace.root / ".git/refs/heads/topic/one/two"
        lock = moved.with_name(f"{moved.name}.lock")
        lock.write_bytes(moved.read_bytes())
        lock.rename(moved)
        assert eventually(lambda: consumer.watcher.drain().git)


def test_a_mount_without_events_is_polled(workspace: Workspace) -> None:
    """Without events, files are compared, and the person is told."""
    workspace.commit({"a": b"1"})
    with watching(workspace, Options(events=False, poll=0.05)) as consumer:
        workspace.write({"a": b"22", "d/b": b"1"})
        assert eventually(lambda: consumer.saw("a", "d/b"))
        (note,) = consumer.watcher.troubles
        assert "compared every" in note.message


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for its threads")
def test_a_watch_rests_while_nothing_happens(workspace: Workspace) -> None:
    """No thread wakes up to look whether there is something to do, once all is quiet."""
    workspace.commit({"a": b"1"})
    quiet = Options(reconcile=3600)
    with watching(workspace, quiet) as consumer, (workspace.root / "held").open("wb", 0) as file:
        file.write(b"1")
        assert eventually(lambda: consumer.saw("held"))
        file.close()
        assert eventually(lambda: _rests(consumer))


def _rests(consumer: Consumer) -> bool:
    """Tell whether the threads of this process slept through a third of a second."""
    consumer.watcher.drain()
    before = _turns()
    threading.Event().wait(0.3)
    return _turns() == before


def _turns() -> dict[str, str]:
    """Return how often each other thread of this process went to sleep so far."""
    tasks = Path("/proc/self/task")
    others = [task for task in tasks.iterdir() if int(task.name) != threading.get_native_id()]
    return {task.name: _sleeps(task) for task in others}


def _sleeps(task: Path) -> str:
    lines = (task / "status").read_text().splitlines()
    return next(line for line in lines if line.startswith("voluntary_ctxt_switches"))

"""Trouble: lost events, limits, permissions and a root that goes are made good and said."""

import os
import re
import shutil
import signal
from pathlib import Path

import pytest
from tests.confined import LIMITED, ORDINARY, can_confine
from tests.live import live
from tests.live_process import live_process
from tests.storms import burst, prepare
from tests.workspace import Workspace, eventually

from touchline.watch import Options


def test_an_overflow_is_made_good(workspace: Workspace) -> None:
    """A consumer that is stopped during 20,000 writes ends up with every one of them."""
    prepare(workspace, 100)
    burst(workspace, 100, 0)
    with live_process(workspace) as session:
        os.kill(session.pid, signal.SIGSTOP)
        burst(workspace, 20_000, 0)
        os.kill(session.pid, signal.SIGCONT)
        assert session.difference() == []
        assert any("dropped file events" in message for message in session.said())


@pytest.mark.skipif(not can_confine(), reason="needs user namespaces")
def test_a_watch_limit_is_said_and_the_rest_is_polled(workspace: Workspace) -> None:
    """Folders over the system's limit are compared, and the person learns how to raise it."""
    prepare(workspace, 100)
    with live_process(workspace, LIMITED) as session:
        burst(workspace, 200, 0)
        assert session.difference() == []
        (message,) = session.said()
        assert re.match(r"9 of [\d,]+ folders are watched: the system's limit of [\d,]+", message)
        assert re.search(r"`sudo sysctl fs.inotify.max_user_watches=\d+` raises it", message)


def test_a_folder_without_permission_is_said(workspace: Workspace) -> None:
    """What an ordinary user may not read is named; everything else is watched."""
    prepare(workspace, 100)
    workspace.write({"secret/f": b"1"})
    secret = workspace.root / "secret"
    secret.chmod(0)
    with live_process(workspace, ORDINARY) as session:
        workspace.write({"p0/new": b"1"})
        assert session.difference() == []
        assert [message for message in session.said() if "secret can't be read" in message]
    secret.chmod(0o700)


def test_a_file_without_permission_is_said(workspace: Workspace) -> None:
    """A file that an ordinary user may not read is a change that says why nothing is shown."""
    workspace.commit({"a": b"1", "secret": b"1"})
    with live_process(workspace, ORDINARY) as session:
        workspace.write({"secret": b"22"})
        workspace.root.joinpath("secret").chmod(0)
        assert session.difference() == []
        assert session.unread() == ["secret: it can't be read: permission denied"]
    workspace.root.joinpath("secret").chmod(0o600)


def test_a_root_that_goes_is_waited_for(workspace: Workspace) -> None:
    """The loss is said; when the root is back, everything is compared and watched again."""
    workspace.commit({"a": b"1", "d/b": b"1"})
    elsewhere = workspace.root.with_name("elsewhere")
    with live(workspace, Options(poll=0.05)) as session:
        workspace.root.rename(elsewhere)
        assert eventually(lambda: bool(session.watcher.troubles))
        assert "is gone" in session.watcher.troubles[0].message
        (elsewhere / "a").write_bytes(b"22")
        elsewhere.rename(workspace.root)
        assert eventually(lambda: not session.watcher.troubles)
        assert session.agrees()
        assert set(session.changes) == {"a"}
        workspace.write({"d/b": b"22"})
        assert eventually(lambda: set(session.changes) == {"a", "d/b"})


def test_a_root_that_is_made_again_is_watched(workspace: Workspace, tmp_path: Path) -> None:
    """`rm -rf` of the root and a copy in its place leave the session alive."""
    workspace.commit({"a": b"1", "d/b": b"1"})
    copy = tmp_path / "copy"
    shutil.copytree(workspace.root, copy)
    with live(workspace, Options(poll=0.05)) as session:
        for number in range(3):
            shutil.rmtree(workspace.root)
            shutil.copytree(copy, workspace.root)
            workspace.write({"d/b": b"new %d" % number})
            assert session.agrees()
            assert eventually(lambda: set(session.changes) == {"d/b"})


def test_a_root_that_goes_while_a_file_in_it_is_open_is_missed(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The system tells of such a folder only once the file is closed."""
    workspace.commit({"a": b"1", "d/b": b"1"})
    copy = tmp_path / "copy"
    shutil.copytree(workspace.root, copy)
    with live(workspace, Options(poll=0.05)) as session, (workspace.root / "d/b").open("rb"):
        shutil.rmtree(workspace.root)
        shutil.copytree(copy, workspace.root)
        workspace.write({"a": b"22"})
        assert eventually(lambda: any("is back" in message for message in session.messages))
        workspace.write({"d/b": b"22"})
        assert eventually(lambda: set(session.changes) == {"a", "d/b"})

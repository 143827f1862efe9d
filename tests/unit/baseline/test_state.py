"""The state folder: crashes, a full disk, damage, and a second server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.workspace import Workspace

from touchline.baseline import Baseline, Limits, Lock
from touchline.watch import Filters

_TOP = Path(__file__).parents[3]
_TAKE = """
import sys
from pathlib import Path
from touchline.baseline import Baseline
from touchline.watch import Filters
root, state = map(Path, sys.argv[1:])
print("begin", flush=True)
while True:
    Baseline.open(root, state, Filters(root).listing(), resume=False).close()
"""


def test_a_crash_at_any_point_leaves_a_whole_baseline(workspace: Workspace) -> None:
    """Killed while baselines are taken one after the other, one of them is there, in full."""
    files = {f"d{i % 9}/f{i}": b"%d" % i * 50 for i in range(200)}
    workspace.commit(files)
    workspace.write({f"u{i}": b"%d" % i for i in range(200)})
    workspace.baseline().close()
    for number in range(8):
        command = [sys.executable, "-c", _TAKE, str(workspace.root), str(workspace.state)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.013 * number)  # the moment of the crash, not a wait for a result
            process.send_signal(signal.SIGKILL)
        baseline = workspace.baseline()
        assert workspace.changes(baseline) == {}
        assert baseline.read("d0/f0") == b"0" * 50
        baseline.close()


def test_what_a_crash_cut_off_is_ignored(workspace: Workspace) -> None:
    """A torn last record and a torn last line lose only themselves; what follows is kept."""
    workspace.commit({"a": b"1"})
    workspace.write({"u": b"1", "v": b"2"})
    baseline = workspace.baseline()
    baseline.accept("x", b"accepted", None)
    baseline.close()
    folder = workspace.state / "baseline"
    for name, torn in {"pack": b"\0" * 30, "entries": b'["y", "12'}.items():
        with (folder / name).open("ab") as file:
            file.write(torn)
    baseline = workspace.baseline()
    baseline.accept("z", b"later", None)
    baseline.close()
    baseline = workspace.baseline()
    assert [baseline.read(p) for p in "uvxz"] == [b"1", b"2", b"accepted", b"later"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 64 KB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(place)]
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("needs the right to mount")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_leaves_gits_part(workspace: Workspace, small_disk: Path) -> None:
    """What does not fit is listed as not covered; the rest goes on."""
    workspace.commit({"clean": b"1\n"})
    workspace.write({"large": os.urandom(200_000), "small": b"2\n"})
    workspace.state = small_disk
    baseline = workspace.baseline()
    workspace.write(dict.fromkeys(["clean", "large", "small"], b"later\n"))
    changes = workspace.changes(baseline)
    assert changes["clean"].before == b"1\n"
    assert changes["small"].before == b"2\n"
    assert "no room" in (changes["large"].unread or "")
    assert any("no room" in note.message for note in baseline.notes)


def test_a_disk_without_any_room_keeps_the_session_in_memory(
    workspace: Workspace, small_disk: Path
) -> None:
    """The session goes on, and the person is told that a restart will lose it."""
    workspace.commit({"a": b"1\n"})
    (small_disk / "filler").write_bytes(b"x" * 65_536)
    workspace.state = small_disk
    baseline = workspace.baseline()
    workspace.write({"a": b"2\n"})
    assert workspace.changes(baseline)["a"].before == b"1\n"
    assert any("can't be written" in note.message for note in baseline.notes)


def test_large_files_are_compared_by_size_and_time(workspace: Workspace) -> None:
    """They are listed as not covered, give no false change, and a true one without contents."""
    workspace.write({"large": b"x" * 2000})
    listing = Filters(workspace.root).listing()
    limits = Limits(file=1000)
    baseline = Baseline.open(workspace.root, workspace.state, listing, limits=limits)
    assert [note.path for note in baseline.notes] == ["large"]
    entry = baseline.entry("large")
    assert entry is not None
    assert "larger than the limit" in (entry.unread or "")


def test_a_second_server_only_reads(workspace: Workspace) -> None:
    """It has the same baseline, and leaves the state as it is."""
    workspace.commit({"a": b"1"})
    first = Lock(workspace.state)
    second = Lock(workspace.state)
    assert (first.held, second.held) == (True, False)
    workspace.baseline().close()
    before = {path: path.stat().st_mtime_ns for path in workspace.state.rglob("*")}
    workspace.write({"a": b"2"})
    reader = Baseline.open(
        workspace.root, workspace.state, Filters(workspace.root).listing(), writable=second.held
    )
    assert workspace.changes(reader)["a"].before == b"1"
    assert {path: path.stat().st_mtime_ns for path in workspace.state.rglob("*")} == before
    first.close()
    assert Lock(workspace.state).held

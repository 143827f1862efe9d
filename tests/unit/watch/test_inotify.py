"""watchdog's inotify layer, which is not documented: what we build on is as it was."""

import os
import sys
from pathlib import Path

import pytest
from tests.workspace import eventually

if sys.platform != "linux":
    pytest.skip("inotify is Linux's", allow_module_level=True)

from touchline.watch.inotify import Inotify


class Told:
    """Keeps what a source tells."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []

    def settled(self, path: str) -> None:
        """Keep a path that settled."""
        self.calls.append(("settled", path))

    def removed(self, path: str) -> None:
        """Keep a path that went."""
        self.calls.append(("removed", path))

    def written(self, path: str) -> None:
        """Keep a path that is open."""
        self.calls.append(("written", path))

    def folder_came(self, path: str) -> None:
        """Keep a folder that came."""
        self.calls.append(("came", path))

    def folder_went(self, path: str) -> None:
        """Keep a folder that went."""
        self.calls.append(("went", path))

    def root_went(self) -> None:
        """Keep the loss of the root."""
        self.calls.append(("root", ""))

    def overflowed(self) -> None:
        """Keep a loss of events."""
        self.calls.append(("overflow", ""))

    def flush(self, *, due: bool = False) -> None:
        """Keep that the consumer was to be woken."""
        self.calls.append(("flush", "due" if due else ""))


def test_every_kind_of_event_is_told(tmp_path: Path) -> None:
    """Writes, closes, renames, folders and the root's end arrive under the names of now.

    Of several writes to a file in a row only the last is told.
    """
    root = tmp_path / "root"
    (root / "d").mkdir(parents=True)
    told = Told()
    source = Inotify(told, str(root))
    source.watch("")
    source.watch("d")
    assert source.watches("d")
    assert not source.read()
    with (root / "d/f").open("wb", buffering=0) as file:
        file.write(b"1")
        assert source.read()
        file.write(b"2")
    (root / "d/f").rename(root / "g")
    (root / "new").mkdir()
    (root / "new").rmdir()
    assert source.read()
    assert told.calls == [
        ("written", "d/f"),
        ("settled", "d/f"),
        ("removed", "d/f"),
        ("settled", "g"),
        ("came", "new"),
        ("went", "new"),
    ]
    told.calls.clear()
    (root / "d").rename(root / "e")
    source.read()
    source.forget("d")
    source.watch("e")
    (root / "e/x").symlink_to("y")
    (root / "e/x").unlink()
    source.read()
    assert told.calls == [("went", "d"), ("came", "e"), ("removed", "e/x")]
    told.calls.clear()
    root.rename(tmp_path / "elsewhere")
    source.read()
    assert told.calls == [("root", "")]
    source.close()
    assert not source.read()


def test_a_late_consumer_is_relieved(tmp_path: Path) -> None:
    """What nobody reads is read by the source's own thread, which then wakes the consumer."""
    told = Told()
    source = Inotify(told, str(tmp_path))
    source.watch("")
    source.start()
    (tmp_path / "f").touch()
    assert eventually(lambda: ("flush", "") in told.calls)
    assert ("settled", "f") in told.calls
    source.stop()


def test_the_loss_of_events_is_told(tmp_path: Path) -> None:
    """More events than the queue holds come with the word that some were lost."""
    told = Told()
    source = Inotify(told, str(tmp_path))
    source.watch("")
    limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    names = [os.fsencode(tmp_path / name) for name in "ab"]
    Path(tmp_path / "a").touch()
    for number in range(limit):
        os.rename(names[number % 2], names[1 - number % 2])  # noqa: PTH104 (many, fast)
    while source.read():
        pass
    assert ("overflow", "") in told.calls
    source.close()

"""`make run` on a machine without desktop VS Code."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.e2e.conftest import ROOT
from tests.e2e.waiting import wait_for

pytestmark = pytest.mark.e2e

LISTENS = "0A"
LOCAL = "0100007F"  # 127.0.0.1, as Linux writes it


@pytest.mark.skipif(shutil.which("code") is not None, reason="desktop VS Code would be opened")
def test_the_demo_listens_on_this_machine_alone_and_leaves_nothing(home: Path) -> None:
    """The address is printed, nothing listens elsewhere, and a signal ends and removes it all."""
    assert home.exists()
    command = [sys.executable, "-u", ROOT / "scripts/run.py"]
    demo = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert demo.stdout is not None
    try:
        address = next(line for line in demo.stdout if line.startswith("Open "))
        listening = [*listeners(family(demo.pid))]
    finally:
        children = family(demo.pid)
        demo.send_signal(signal.SIGTERM)
        demo.communicate()
    found = re.search(r"http://127\.0\.0\.1:(\d+)/\?folder=(\S+)", address)
    assert found
    assert (LOCAL, int(found[1])) in listening
    assert {host for host, _ in listening} == {LOCAL}
    assert demo.returncode == 0
    assert not Path(found[2]).exists()
    wait_for(lambda: not any(map(is_alive, children)), "all processes ended")


def family(process: int) -> set[int]:
    """Return a process and all below it."""
    parents = {number: fields[1] for number, fields in stats()}
    found = {process}
    while more := {number for number, parent in parents.items() if int(parent) in found} - found:
        found |= more
    return found


def is_alive(process: int) -> bool:
    """Tell whether a process is there and no zombie."""
    return any(number == process and fields[0] != "Z" for number, fields in stats())


def stats() -> Iterator[tuple[int, list[str]]]:
    """Give each process of this machine with the fields after its name: state, parent …"""
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            yield int(place.name), (place / "stat").read_text().rpartition(")")[2].split()


def listeners(processes: set[int]) -> Iterator[tuple[str, int]]:
    """Give the addresses and ports on which processes listen, as Linux writes the addresses."""
    sockets: set[str] = set()
    for process in processes:
        for file in Path("/proc").glob(f"{process}/fd/*"):
            with suppress(OSError):
                sockets.add(file.readlink().name)
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == LISTENS and f"socket:[{fields[9]}]" in sockets:
                host, _, port = fields[1].partition(":")
                yield host, int(port, 16)

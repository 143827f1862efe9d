"""Memory, and processor time a minute, of watching a large repository in which nothing happens.

``--beside PYTHON`` is an interpreter that has watchfiles, to measure it beside. Run as a script.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.baseline_start import large
from tests.bench.measure import row
from tests.bench.wire import touchline

_WATCHFILES = """
import sys, threading
from watchfiles import watch
threading.Timer(20, print, ("ready",), {"flush": True}).start()
for changes in watch(sys.argv[1]):
    pass
"""


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=110_000)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--repository", type=Path, help="one that is there already")
    parser.add_argument("--beside", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = chosen.repository or large(Path(folder), chosen.files).root
        client = touchline(root, Path(folder) / "state")
        time.sleep(10)  # until the first comparison of all files is over
        _report("Touchline", client.process.pid, chosen.seconds)
        client.stop()
        if chosen.beside:
            command = [chosen.beside, "-c", _WATCHFILES, root]
            with subprocess.Popen(command, stdout=subprocess.PIPE) as other:
                if other.stdout:
                    other.stdout.readline()
                _report("watchfiles", other.pid, chosen.seconds)
                other.kill()


def _report(name: str, pid: int, seconds: float) -> None:
    before = _busy(pid)
    time.sleep(seconds)
    minute = (_busy(pid) - before) * 60 / seconds
    figure = f"{_memory(pid) / 1e6:.0f} MB, {minute:.2f} s of processor time a minute"
    row(f"{name}, idle on a large repository", figure, "at most 1 s a minute")


def _busy(pid: int) -> float:
    """Return the processor time of a process so far, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> int:
    """Return the resident memory of a process in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    main()

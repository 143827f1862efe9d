"""Every storm at least 20 times, each ending equal to a scan from scratch. Run as a script."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.measure import row
from tests.live import live
from tests.live_process import live_process
from tests.storms import STORMS, burst, prepare
from tests.workspace import Workspace, git


def main() -> None:
    """Print a row for each storm: how often it ended with anything missed or stale."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--only", nargs="*", default=[*STORMS, "stopped"])
    chosen = parser.parse_args()
    for name in chosen.only:
        if name not in STORMS:
            continue
        with tempfile.TemporaryDirectory() as folder:
            workspace = _workspace(Path(folder))
            with live(workspace) as session:
                wrong = 0
                for number in range(chosen.rounds):
                    STORMS[name](workspace, chosen.files, number % 3 if name == "burst" else number)
                    wrong += not session.agrees(60)
            _row(name, chosen.rounds, wrong)
    if "stopped" not in chosen.only:
        return
    with tempfile.TemporaryDirectory() as folder:
        _row("stopped consumer", chosen.rounds, _stopped(Path(folder), chosen))


def _stopped(folder: Path, chosen: argparse.Namespace) -> int:
    workspace = _workspace(folder)
    burst(workspace, 500, 0)
    wrong = 0
    with live_process(workspace) as session:
        for number in range(chosen.rounds):
            os.kill(session.pid, signal.SIGSTOP)
            for turn in range(2):
                burst(workspace, chosen.files // 2 + number + turn, 0)
            os.kill(session.pid, signal.SIGCONT)
            wrong += bool(session.difference())
    return wrong


def _workspace(folder: Path) -> Workspace:
    root = folder / "root"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    workspace = Workspace(root, folder / "state")
    prepare(workspace, 5000)
    return workspace


def _row(name: str, rounds: int, wrong: int) -> None:
    row(f"storm: {name}", f"{wrong} of {rounds} ended with a path missed or stale", "0")


if __name__ == "__main__":
    main()

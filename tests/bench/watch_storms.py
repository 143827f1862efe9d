"""Every storm at least 20 times, each ending equal to a scan from scratch. Run as a script.

With ``--repository`` the checkouts are those of a real repository, back and forth between the
two ``--revisions``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.measure import row
from tests.confined import LIMITED, ORDINARY, can_confine
from tests.live import live
from tests.live_process import live_process
from tests.storms import STORMS, burst, prepare
from tests.workspace import Workspace, git

from touchline.watch import Options


def main() -> None:
    """Print a row for each storm: how often it ended with anything missed or stale."""
    storms: dict[str, Callable[[Workspace, int, int], int]] = {
        **{name: partial(_in_process, name) for name in STORMS},
        "stopped": _stopped,
        "root": _root,
        "limit": _limit,
        "permission": _permission,
    }
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--only", nargs="*", default=[*storms])
    parser.add_argument("--repository", type=Path)
    parser.add_argument("--revisions", nargs=2, default=["HEAD", "HEAD~1000"])
    chosen = parser.parse_args()
    for name in chosen.only:
        with tempfile.TemporaryDirectory() as folder:
            workspace = _workspace(Path(folder))
            _row(name, chosen.rounds, storms[name](workspace, chosen.files, chosen.rounds))
    if chosen.repository:
        with tempfile.TemporaryDirectory() as folder:
            wrong = _checkouts(Path(folder), chosen.repository, chosen.revisions, chosen.rounds)
            _row("checkout of a real repository", chosen.rounds, wrong)


def _in_process(name: str, workspace: Workspace, files: int, rounds: int) -> int:
    with live(workspace) as session:
        wrong = 0
        for number in range(rounds):
            STORMS[name](workspace, files, number % 3 if name == "burst" else number)
            wrong += not session.agrees(60)
    return wrong


def _stopped(workspace: Workspace, files: int, rounds: int) -> int:
    """Stop the consumer during the writes: the kernel's queue runs over each time."""
    burst(workspace, 500, 0)
    wrong = 0
    with live_process(workspace) as session:
        for number in range(rounds):
            os.kill(session.pid, signal.SIGSTOP)
            for turn in range(2):
                burst(workspace, files // 2 + number + turn, 0)
            os.kill(session.pid, signal.SIGCONT)
            wrong += bool(session.difference())
        lost = sum("dropped file events" in message for message in session.said())
    print(f"(events were lost, and that was said, {lost} times)")
    return wrong


def _root(workspace: Workspace, files: int, rounds: int) -> int:
    """Remove the root and make it again, its many objects in one pack."""
    workspace.git("gc", "-q")
    copy = workspace.root.with_name("copy")
    shutil.copytree(workspace.root, copy, symlinks=True)
    wrong = 0
    with live(workspace, Options(poll=0.1)) as session:
        for number in range(rounds):
            shutil.rmtree(workspace.root)
            subprocess.run(["cp", "-a", copy, workspace.root], check=True)
            burst(workspace, files // 50, number)
            wrong += not session.agrees(60)
    return wrong


def _limit(workspace: Workspace, files: int, rounds: int) -> int:
    """Watch far fewer folders than there are."""
    if not can_confine():
        print("(no user namespaces here: the watch limit can't be lowered)")
        return rounds
    wrong = 0
    with live_process(workspace, LIMITED) as session:
        for number in range(rounds):
            burst(workspace, files // 50, number)
            wrong += bool(session.difference())
        wrong += not any("max_user_watches" in message for message in session.said())
    return wrong


def _permission(workspace: Workspace, files: int, rounds: int) -> int:
    """Write beside and below a folder that an ordinary user may not read, and open it again."""
    secret = workspace.root / "secret"
    wrong = 0
    with live_process(workspace, ORDINARY) as session:
        for number in range(rounds):
            workspace.write({"secret/f": b"%d" % number})
            secret.chmod(0)
            burst(workspace, files // 50, number)
            wrong += bool(session.difference())
            secret.chmod(0o700)
    return wrong


def _checkouts(folder: Path, repository: Path, revisions: list[str], rounds: int) -> int:
    root = folder / "root"
    subprocess.run(["git", "clone", "-q", "--shared", "-n", repository, root], check=True)
    workspace = Workspace(root, folder / "state")
    ids = [workspace.git("rev-parse", revision).strip() for revision in revisions]
    workspace.git("checkout", "-q", ids[0])
    with live(workspace) as session:
        wrong = 0
        for number in range(rounds):
            workspace.git("checkout", "-qf", ids[1 - number % 2])
            wrong += not session.agrees(120)
    return wrong


def _workspace(folder: Path) -> Workspace:
    root = folder / "root"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "gc.auto", "0")
    workspace = Workspace(root, folder / "state")
    prepare(workspace, 5000)
    return workspace


def _row(name: str, rounds: int, wrong: int) -> None:
    row(f"storm: {name}", f"{wrong} of {rounds} ended with a path missed or stale", "0")


if __name__ == "__main__":
    main()

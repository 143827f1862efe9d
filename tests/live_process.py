"""A live change set in a process of its own, which can be stopped and confined."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from tests.live import live
from tests.workspace import Workspace

_TOP = Path(__file__).parent.parent


class LiveProcess:
    """Talks to the process line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.pid = process.pid
        self._input = cast("IO[str]", process.stdin)
        self._output = cast("IO[str]", process.stdout)
        self._output.readline()

    def difference(self) -> list[str]:
        """Return what differs from a scan from scratch, after waiting for it to go."""
        return self._ask("difference")

    def said(self) -> list[str]:
        """Return every message so far, and the troubles of now."""
        return self._ask("said")

    def unread(self) -> list[str]:
        """Return every file that changed and can't be read, and why."""
        return self._ask("unread")

    def _ask(self, question: str) -> list[str]:
        self._input.write(question + "\n")
        self._input.flush()
        return json.loads(self._output.readline())


@contextmanager
def live_process(workspace: Workspace, before: Sequence[str] = ()) -> Generator[LiveProcess]:
    """Run a live change set; ``before`` is a command that runs it."""
    process = subprocess.Popen(
        [*before, sys.executable, "-m", "tests.live_process", workspace.root, workspace.state],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=_TOP,
        env={**os.environ, "PYTHONPATH": f"{_TOP}/server"},
    )
    try:
        yield LiveProcess(process)
    finally:
        process.kill()
        process.communicate()


def main() -> None:
    """Serve one workspace until the input ends."""
    root, state = map(Path, sys.argv[1:])
    with live(Workspace(root, state)) as session:
        print("ready", flush=True)
        for line in sys.stdin:
            if line.strip() == "difference":
                session.agrees()
                answer = sorted(session.difference())
            elif line.strip() == "unread":
                found = sorted(session.changes.items())
                answer = [f"{path}: {each.unread}" for path, each in found if each.unread]
            else:
                answer = session.messages + [note.message for note in session.watcher.troubles]
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

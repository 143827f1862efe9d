"""A workspace in a temporary folder, for the tests of all rooms."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from touchline.baseline import Baseline, look
from touchline.model import Change
from touchline.watch import Filters

LIMIT = 10_000_000


@dataclass
class Workspace:
    """A folder with files, a state folder beside it, and git without the machine's settings."""

    root: Path
    state: Path

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files, with the folders that they need."""
        for path, content in files.items():
            place = self.root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)

    def commit(self, files: Mapping[str, bytes]) -> str:
        """Write files and commit everything; returns the commit."""
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "-qm", "a commit", "--allow-empty")
        return self.git("rev-parse", "HEAD").strip()

    def git(self, *arguments: str) -> str:
        """Run git in the workspace; returns what it prints."""
        return git(self.root, *arguments)

    def baseline(self, *, resume: bool = True) -> Baseline:
        """Take or resume the baseline."""
        listing = Filters(self.root).listing()
        return Baseline.open(self.root, self.state, listing, resume=resume)

    def changes(self, baseline: Baseline, filters: Filters | None = None) -> dict[str, Change]:
        """Compare everything with the baseline, from scratch."""
        paths = {*baseline.paths(), *(filters or Filters(self.root)).walk()}
        found = ((path, baseline.change(path, look(self.root, path, LIMIT))) for path in paths)
        return {path: change for path, change in found if change is not None}


def git(folder: Path, *arguments: str) -> str:
    """Run git without the configuration of the machine."""
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
    }
    command = ["git", "-C", str(folder), "-c", "protocol.file.allow=always", *arguments]
    return subprocess.run(command, check=True, capture_output=True, env=environment).stdout.decode()


def eventually(condition: Callable[[], bool], seconds: float = 60.0) -> bool:
    """Wait until a condition holds; False when it does not within the time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True

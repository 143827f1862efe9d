"""A consumer that keeps a change set live, as the session does, to compare with a full scan."""

from __future__ import annotations

import os
import select
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager

from tests.workspace import LIMIT, Workspace

from touchline.baseline import Baseline, look
from touchline.model import Change
from touchline.watch import Filters, Options, Watcher


class Live:
    """Watches a workspace and holds what is different from its baseline."""

    def __init__(self, workspace: Workspace, options: Options | None = None) -> None:
        self.workspace = workspace
        self.filters = Filters(workspace.root)
        self.changes: dict[str, Change] = {}
        self.messages: list[str] = []
        self.looks = 0
        self._stopped = False
        self._woken, self._waker = os.pipe()
        self.watcher = Watcher(workspace.root, self.filters, self._wake, options)
        listing = self.watcher.start()
        self.baseline = Baseline.open(workspace.root, workspace.state, listing)
        self.filters.known = self._known
        self._thread = threading.Thread(target=self._consume, daemon=True)
        self._thread.start()

    def difference(self) -> set[str]:
        """Return the paths whose live change is not that of a scan from scratch."""
        truth = self.workspace.changes(self.baseline, self.filters)
        live = dict(self.changes)
        return {path for path in truth.keys() | live.keys() if truth.get(path) != live.get(path)}

    def agrees(self, seconds: float = 30.0) -> bool:
        """Wait until the live changes are those of a scan from scratch."""
        end = time.monotonic() + seconds
        while self.difference():
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True

    def stop(self) -> None:
        """End the watch."""
        self._stopped = True
        self._wake()
        self._thread.join()
        self.watcher.stop()
        self.baseline.close()
        os.close(self._woken)
        os.close(self._waker)

    def _known(self, path: str) -> bool:
        return self.baseline.entry(path) is not None

    def _wake(self) -> None:
        os.write(self._waker, b"!")

    def _consume(self) -> None:
        sources = [self._woken, self.watcher.descriptor]
        while not self._stopped:
            ready, _, _ = select.select([at for at in sources if at is not None], [], [])
            if self._woken in ready:
                os.read(self._woken, 1)
            self.watcher.pump()
            settled = self.watcher.drain()
            self.messages += [note.message for note in settled.notes]
            paths = set(settled.paths)
            if settled.rescan:
                paths |= {*self.baseline.paths(), *self.filters.walk()}
                for path in self.changes.keys() - paths:
                    del self.changes[path]
            for path in paths:
                self._update(path)

    def _update(self, path: str) -> None:
        self.looks += 1
        change = self.baseline.change(path, look(self.workspace.root, path, LIMIT))
        if change is None:
            self.changes.pop(path, None)
        else:
            self.changes[path] = change


@contextmanager
def live(workspace: Workspace, options: Options | None = None) -> Generator[Live]:
    """Keep a change set live for a while."""
    session = Live(workspace, options)
    try:
        yield session
    finally:
        session.stop()

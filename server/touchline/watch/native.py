"""macOS and Windows: events from watchdog's public observer.

It tells nothing of writers that close, so each write counts as one to an open file.
"""

from __future__ import annotations

import os

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from touchline.watch.source import Recorder


class Native(FileSystemEventHandler):
    """Watches the whole root and tells a recorder."""

    def __init__(self, recorder: Recorder, root: str) -> None:
        self._recorder = recorder
        self._root = os.path.realpath(root)
        self._observer = Observer()

    @property
    def descriptor(self) -> None:
        """There is none: the observer's own thread tells the recorder."""

    def read(self) -> bool:
        """Tell that nothing is waiting."""
        return False

    def start(self) -> None:
        """Begin to watch. Raises OSError where the system refuses."""
        self._observer.schedule(self, self._root, recursive=True)
        self._observer.start()

    def stop(self) -> None:
        """Stop watching."""
        self._observer.stop()

    def watch(self, folder: str) -> None:
        """Watch a folder of git's that lies elsewhere; the others are all below the root."""
        place = os.path.realpath(os.path.join(self._root, folder))  # noqa: PTH118 (as elsewhere)
        if self._path(place).startswith("../"):
            self._observer.schedule(self, place)

    def watches(self, folder: str) -> bool:  # noqa: ARG002
        """Every folder is watched."""
        return True

    def forget(self, folder: str) -> None:
        """Do nothing: folders that are gone tell nothing more."""

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take one event from watchdog."""
        if event.event_type in {"opened", "closed_no_write"}:
            return
        for place in (event.src_path, event.dest_path):
            if place:
                self._record(os.fsdecode(place), event)
        self._recorder.flush()

    def _path(self, place: str) -> str:
        return os.path.relpath(place, self._root).replace(os.sep, "/")

    def _record(self, place: str, event: FileSystemEvent) -> None:
        path = self._path(place)
        if path.startswith("../") or "/.git/" in f"/{path}":
            self._recorder.settled(f"/{path}")
            return
        if path == ".":
            if event.event_type in {"deleted", "moved"}:
                self._recorder.root_went()
            return
        gone = event.event_type == "deleted" or place == event.src_path != event.dest_path
        gone = gone and event.event_type in {"deleted", "moved"}
        if event.is_directory:
            (self._recorder.folder_went if gone else self._recorder.folder_came)(path)
        elif event.event_type in {"modified", "created"}:
            self._recorder.written(path)
        else:
            (self._recorder.removed if gone else self._recorder.settled)(path)

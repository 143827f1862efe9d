"""Linux: events from watchdog's inotify layer.

Its public observer hides a queue overflow and a watch that can't be added, and holds back
events after an unpaired rename. The layer below it does not, but is not documented: this is
the only file that touches it, the version is pinned, and a test checks its surface.
"""

from __future__ import annotations

import errno
import os
from itertools import count
from typing import cast

from watchdog.observers.inotify_c import (
    CallbackId,
    InotifyConstants,
    InotifyEvent,
    InotifyFD,
    Mask,
    WatchDescriptor,
)

from touchline.watch.source import Recorder

_IN = InotifyConstants
_MASK = cast(
    "Mask",
    _IN.IN_MODIFY
    | _IN.IN_ATTRIB
    | _IN.IN_CLOSE_WRITE
    | _IN.IN_MOVED_FROM
    | _IN.IN_MOVED_TO
    | _IN.IN_CREATE
    | _IN.IN_DELETE
    | _IN.IN_DELETE_SELF
    | _IN.IN_MOVE_SELF
    | _IN.IN_ONLYDIR
    | _IN.IN_EXCL_UNLINK,
)
_OPEN = _IN.IN_MODIFY | _IN.IN_CREATE
_SELF = _IN.IN_DELETE_SELF | _IN.IN_MOVE_SELF
_CAME = _IN.IN_CREATE | _IN.IN_MOVED_TO
_WENT = _IN.IN_DELETE | _IN.IN_MOVED_FROM


class Inotify(InotifyFD):
    """Watches folders and tells a recorder. Raises OSError where the system gives no instance."""

    def __init__(self, recorder: Recorder, root: str) -> None:
        super().__init__()
        self.daemon = True
        self._recorder = recorder
        self._root = root
        self._ids = count()
        self._paths: dict[WatchDescriptor, tuple[str, CallbackId]] = {}
        self._descriptors: dict[str, WatchDescriptor] = {}

    def run(self) -> None:
        """Read events until told to stop; the recorder is flushed once a batch."""
        while self.should_keep_running():
            for event in self.read_events():
                self.handle_event(event)
            self._recorder.flush()

    def watch(self, folder: str) -> None:
        """Watch a folder of the workspace. Raises OSError (ENOSPC: the limit is reached)."""
        place = os.path.join(self._root, folder) if folder else self._root  # noqa: PTH118
        identity = CallbackId(next(self._ids))
        descriptor = self.add_callback(os.fsencode(place), _MASK, self, identity)
        if descriptor < 0:
            raise PermissionError(errno.EACCES, "no permission", place)
        known = self._paths.get(descriptor)
        self._paths[descriptor] = (folder, identity)
        if known is not None:
            self.remove_callbacks([(descriptor, known[1])])
            if known[0] != folder:
                self._descriptors.pop(known[0], None)
        self._descriptors[folder] = descriptor

    def watches(self, folder: str) -> bool:
        """Tell whether a folder is watched."""
        return folder in self._descriptors

    def forget(self, folder: str) -> None:
        """Watch a folder and all below it no longer."""
        below = f"{folder}/"
        for path in [path for path in list(self._descriptors) if f"{path}/".startswith(below)]:
            descriptor = self._descriptors.pop(path)
            known = self._paths.pop(descriptor, None)
            if known is not None:
                self.remove_callbacks([(descriptor, known[1])])

    def on_event(self, event: InotifyEvent) -> None:
        """Take one event from watchdog."""
        known = self._paths.get(event.wd)
        if known is None:
            return
        folder, mask = known[0], event.mask
        if mask & _SELF:
            if not folder:
                self._recorder.root_went()
        elif mask & _IN.IN_ISDIR:
            self._on_folder(f"{folder}/{os.fsdecode(event.name)}".lstrip("/"), mask)
        elif mask & _OPEN and not mask & ~_OPEN:
            self._recorder.written(folder, os.fsdecode(event.name))
        else:
            self._recorder.settled(folder, os.fsdecode(event.name))

    def on_watch_deleted(self, wd: WatchDescriptor) -> None:
        """Take the end of a watch from watchdog: its folder is gone."""
        known = self._paths.pop(wd, None)
        if known is not None and self._descriptors.get(known[0]) == wd:
            del self._descriptors[known[0]]

    def on_queue_overflow(self) -> None:
        """Take the loss of events from watchdog."""
        self._recorder.overflowed()

    def _on_folder(self, path: str, mask: int) -> None:
        if mask & _CAME:
            self._recorder.folder_came(path)
        elif mask & _WENT:
            self._recorder.folder_went(path)

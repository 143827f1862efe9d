"""Linux: events from watchdog's inotify layer.

Its public observer hides a queue overflow and a watch that can't be added, and holds back
events after an unpaired rename. The layer below it does not, but is not documented: this is
the only file that touches it, the version is pinned, and a test checks its surface.
"""

from __future__ import annotations

import errno
import os
import struct
import sys
import threading
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
_CAME = _IN.IN_CREATE | _IN.IN_MOVED_TO
_WENT = _IN.IN_DELETE | _IN.IN_MOVED_FROM
# What happens to files; all else is rare and goes through watchdog's own books.
_FILE = _IN.IN_MODIFY | _IN.IN_ATTRIB | _IN.IN_CLOSE_WRITE | _CAME | _WENT
_OPEN = _IN.IN_MODIFY | _IN.IN_CREATE
_SELF = _IN.IN_DELETE_SELF | _IN.IN_MOVE_SELF
# How long the consumer may leave events waiting, in seconds. In so much time no burst comes near
# the 16,384 events that the kernel's queue holds.
_LATE = 0.05
_BUFFER = 65_536
_EVENT = struct.Struct("iIII")
_ENCODING = sys.getfilesystemencoding()


class Inotify(InotifyFD):
    """Watches folders and tells a recorder. Raises OSError where the system gives no instance."""

    def __init__(self, recorder: Recorder, root: str) -> None:
        super().__init__()
        self.daemon = True
        # Closing ends our own thread first, so that watchdog need not wait for anyone there.
        self._is_reading = False
        self._turn = threading.Lock()
        os.set_blocking(self._inotify_fd, False)
        self._recorder = recorder
        self._root = root
        self._ids = count()
        self._paths: dict[WatchDescriptor, tuple[str, CallbackId, str]] = {}
        self._descriptors: dict[str, WatchDescriptor] = {}

    @property
    def descriptor(self) -> int:
        """What is readable while events are waiting."""
        return self._inotify_fd

    def read(self) -> bool:
        """Record the events that are waiting; tells whether there were any. Never blocks."""
        with self._turn:
            if self._closed:
                return False
            try:
                buffer = os.read(self._inotify_fd, _BUFFER)
            except BlockingIOError:
                return False
            self._record(buffer)
        return True

    def _record(self, buffer: bytes) -> None:
        end, size = 0, len(buffer)
        # Who wrote last to an open file: the next event may be of the same, and say more.
        written: tuple[str, bytes] | None = None
        while end < size:
            wd, mask, cookie, length = _EVENT.unpack_from(buffer, end)
            start, end = end + _EVENT.size, end + _EVENT.size + length
            name = buffer[start:end]
            known = self._paths.get(wd)
            place = (known[2], name) if known is not None and mask & _FILE == mask else None
            if written is not None and written != place:
                self._recorder.written(_path(*written))
            written = None
            if place is None:
                self.handle_event(InotifyEvent(wd, mask, cookie, name.rstrip(b"\0")))
            elif mask & _OPEN == mask:
                written = place
            elif mask & _WENT:
                self._recorder.removed(_path(*place))
            else:
                self._recorder.settled(_path(*place))
        if written is not None:
            self._recorder.written(_path(*written))

    def close(self) -> None:
        """End all watches, though not in the middle of a read."""
        if self.is_alive():
            os.write(self._kill_w, b"!")
            self.join()
        with self._turn:
            super().close()

    def run(self) -> None:
        """Read for a consumer that is late: the kernel's queue holds only so much."""
        while self._check_inotify_fd() and not self.stopped_event.wait(_LATE):
            if self.read():
                self._recorder.flush()

    def watch(self, folder: str) -> None:
        """Watch a folder of the workspace. Raises OSError (ENOSPC: the limit is reached)."""
        place = folder if folder.startswith("/") else f"{self._root}/{folder}"
        identity = CallbackId(next(self._ids))
        descriptor = self.add_callback(os.fsencode(place), _MASK, self, identity)
        if descriptor < 0:
            raise PermissionError(errno.EACCES, "no permission", place)
        known = self._paths.get(descriptor)
        self._paths[descriptor] = (folder, identity, f"{folder}/" if folder else "")
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
        """Take one event from watchdog, of a folder."""
        known = self._paths.get(event.wd)
        if known is None:
            return
        folder, mask = known[0], event.mask
        if mask & _SELF:
            if not folder:
                self._recorder.root_went()
        elif mask & _IN.IN_ISDIR and mask & _CAME:
            self._recorder.folder_came(known[2] + os.fsdecode(event.name))
        elif mask & _IN.IN_ISDIR and mask & _WENT:
            self._recorder.folder_went(known[2] + os.fsdecode(event.name))

    def on_watch_deleted(self, wd: WatchDescriptor) -> None:
        """Take the end of a watch from watchdog: its folder is gone."""
        known = self._paths.pop(wd, None)
        if known is not None and self._descriptors.get(known[0]) == wd:
            del self._descriptors[known[0]]

    def on_queue_overflow(self) -> None:
        """Take the loss of events from watchdog."""
        self._recorder.overflowed()


def _path(folder: str, name: bytes) -> str:
    return folder + name.rstrip(b"\0").decode(_ENCODING, "surrogateescape")

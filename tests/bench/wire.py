"""The smallest language client: speaks to a server on its standard streams, and tells the time."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any, cast

Message = dict[str, Any]

# What the floor sends: it does nothing but read events, so this is the cost of the machine.
_FLOOR = """
import ctypes, os, struct, sys
libc = ctypes.CDLL(None)
handle = libc.inotify_init()
folder = os.fsencode(sys.argv[1])
libc.inotify_add_watch(handle, folder, 0x8 | 0x80)
body = b'{"jsonrpc":"2.0","method":"floor","params":{}}'
frame = b"Content-Length: %d\\r\\n\\r\\n%s" % (len(body), body)
os.write(1, frame)
while True:
    events = os.read(handle, 65536)
    if sys.argv[2] == "once":
        os.write(1, frame)
        continue
    while events:
        length = struct.unpack_from("iIII", events)[3]
        with open(folder + b"/" + events[16:16 + length].rstrip(b"\\0"), "rb") as file:
            file.read()
        events = events[16 + length:]
        os.write(1, frame)
"""


_SERVE = ("-m", "touchline", "serve")


class Client:
    """Starts a server and notes when each message came."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **environment},
        )
        self._input = cast("IO[bytes]", self.process.stdin)
        self._output = cast("IO[bytes]", self.process.stdout)
        self.messages: queue.Queue[tuple[float, Message]] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def send(self, method: str, params: Message, identity: int | None = None) -> None:
        """Send a notification, or with an identity a request."""
        message: Message = {"jsonrpc": "2.0", "method": method, "params": params}
        if identity is not None:
            message["id"] = identity
        self.write(message)

    def write(self, message: Message) -> None:
        """Send a message as it is."""
        body = json.dumps(message).encode()
        self._input.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._input.flush()

    def wait(
        self, wanted: Callable[[Message], bool], seconds: float = 60.0
    ) -> tuple[float, Message]:
        """Return the next message that is wanted, and when it came. Raises queue.Empty."""
        end = time.monotonic() + seconds
        while True:
            at, message = self.messages.get(timeout=max(0.0, end - time.monotonic()))
            if wanted(message):
                return at, message

    def forget(self) -> None:
        """Drop what has come so far."""
        while not self.messages.empty():
            self.messages.get()

    def stop(self) -> None:
        """End the server."""
        self.process.kill()
        self.process.wait()

    def _read(self) -> None:
        while True:
            length = 0
            while line := self._output.readline().strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            if not length:
                return
            body = self._output.read(length)
            self.messages.put((time.perf_counter(), json.loads(body)))


def floor(folder: Path, *, reading: bool = False) -> Client:
    """Start the floor: what is written in the folder becomes a fixed message.

    With ``reading`` each file is read and becomes a message of its own.
    """
    command = [sys.executable, "-c", _FLOOR, str(folder), "each" if reading else "once"]
    client = Client(command, {})
    client.wait(lambda _: True)
    return client


def touchline(root: Path, state: Path, command: Sequence[str] = _SERVE) -> Client:
    """Start Touchline on a folder and wait until it watches."""
    client = Client([sys.executable, *command], {"TOUCHLINE_STATE_DIR": str(state)})
    folder = {"uri": root.as_uri(), "name": root.name}
    params: Message = {"processId": None, "capabilities": {}, "workspaceFolders": [folder]}
    client.send("initialize", {**params, "rootUri": root.as_uri()}, identity=1)
    client.wait(lambda message: message.get("id") == 1)
    client.send("initialized", {})
    client.wait(lambda message: "status" in message.get("method", "") and is_watching(message))
    return client


def is_watching(message: Message) -> bool:
    """Tell whether a status says that the session is live."""
    return message["params"].get("state") == "watching"


def publishes(uri: str, *, full: bool) -> Callable[[Message], bool]:
    """Make the test for diagnostics of an address, or (not ``full``) for their end."""
    method = "textDocument/publishDiagnostics"
    return lambda message: (
        message.get("method") == method
        and message["params"]["uri"] == uri
        and bool(message["params"]["diagnostics"]) == full
    )

"""VS Code in the browser (code-server) with the packed extension, on 127.0.0.1 alone."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

START_SECONDS = 60.0
# Folders are trusted; and for so many seconds VS Code keeps the extensions of a window that went
# without a word, as a slow machine's does when it is reloaded. VS Code's own is three hours.
OPTIONS = ("--disable-workspace-trust", "--reconnection-grace-time", "20")

# A calm workbench: no chat panel, no welcome, nothing that asks the network.
SETTINGS: dict[str, object] = {
    "chat.disableAIFeatures": True,
    "extensions.autoCheckUpdates": False,
    "extensions.autoUpdate": False,
    "extensions.ignoreRecommendations": True,
    "git.openRepositoryInParentFolders": "never",
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "workbench.enableExperiments": False,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
}


class CodeServer:
    """One running code-server; a context manager that ends it with all its children.

    ``home`` is what ``scripts/vscode.sh`` printed, ``data`` a folder of its own. ``extension`` is
    a VSIX, or the folder of extensions of another code-server that has it installed.
    ``options`` are code-server's own.
    """

    def __init__(
        self,
        home: Path,
        data: Path,
        extension: Path,
        settings: Mapping[str, object] | None = None,
        options: Sequence[str] = OPTIONS,
    ) -> None:
        self.home = home
        self._data = data
        self._options = options
        self._environment = {**os.environ}
        self._environment["TOUCHLINE_STATE_DIR"] = str(data / "state")
        self._command = [node(home), str(home / "node_modules/code-server/out/node/entry.js")]
        self._command += ["--config", str(data / "config.yaml")]
        self._command += ["--user-data-dir", str(data / "user")]
        self.extensions = extension if extension.is_dir() else data / "extensions"
        self._command += ["--extensions-dir", str(self.extensions)]
        self.address = ""
        self.state = data / "state"
        self._settings = {**SETTINGS, **(settings or {})}
        self.configure()
        (data / "config.yaml").touch()
        if extension.is_file():
            install = [*self._command, "--install-extension", str(extension)]
            subprocess.run(install, env=self._environment, check=True, capture_output=True)

    def __enter__(self) -> Self:
        arguments = ["--auth", "none", "--bind-addr", "127.0.0.1:0", "--disable-telemetry"]
        arguments += ["--disable-update-check", "--disable-getting-started-override"]
        arguments += self._options
        log = (self._data / "code-server.log").open("wb")
        self._process = subprocess.Popen(
            [*self._command, *arguments],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
        listening = threading.Event()
        threading.Thread(target=self._read, args=(listening,), daemon=True).start()
        if not listening.wait(START_SECONDS) or not self.address:
            self.__exit__()
            raise RuntimeError(f"code-server did not start; see {log.name}")
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def url(self, folder: Path) -> str:
        """Return the address that opens a folder, or a workspace of several."""
        kind = "workspace" if folder.suffix == ".code-workspace" else "folder"
        return f"{self.address}?{kind}={folder}"

    def configure(self, settings: Mapping[str, object] | None = None) -> None:
        """Write the settings of the start and some more; VS Code follows at once."""
        text = json.dumps({**self._settings, **(settings or {})}, indent=2)
        for place in ("User", "Machine"):
            file = self._data / "user" / place / "settings.json"
            if not file.exists() or file.read_text("utf-8") != text:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")

    def servers(self) -> list[int]:
        """Return the processes that serve the installed extension, one a window."""
        ours = str(self.extensions).encode()
        return [
            process
            for process, command in commands()
            if ours in command and b"launch.py\0serve" in command
        ]

    def _read(self, listening: threading.Event) -> None:
        """Find the address in the output, and keep reading so that the pipe never fills."""
        for line in self._process.stdout or ():
            found = re.search(rb"listening on (http://127\.0\.0\.1:\d+/)", line)
            if found and not self.address:
                self.address = found[1].decode()
                listening.set()
        listening.set()


def commands() -> Iterator[tuple[int, bytes]]:
    """Give each process of this machine with its command line (Linux)."""
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            yield int(place.name), (place / "cmdline").read_bytes()


def node(home: Path) -> str:
    """Return the Node that code-server needs: the one installed beside it, else the PATH's."""
    own = sorted(home.glob("node_modules/node-*/bin/node"))
    return str(own[0]) if own else "node"

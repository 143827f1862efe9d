"""The language server: what every handler shares, and how it starts."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from touchline import __version__
from touchline.lsp.convert import uri_path
from touchline.lsp.folder import Folder
from touchline.lsp.protocol import InitializationOptions
from touchline.lsp.typist import Typist
from touchline.lsp.wire import TouchlineProtocol, converter


class TouchlineServer(LanguageServer):
    """One server process: a session for each workspace folder."""

    def __init__(self) -> None:
        # pygls passes its base's arguments on without saying their types. It splits lines
        # where Python does (form feed, U+2028) and would put partial edits at wrong places,
        # so documents are sent as a whole.
        super().__init__(  # pyright: ignore[reportUnknownMemberType]
            "touchline",
            __version__,
            text_document_sync_kind=types.TextDocumentSyncKind.Full,
            protocol_cls=TouchlineProtocol,
            converter_factory=converter,
        )
        self.options = InitializationOptions()
        self.typist = Typist()
        self.folders: dict[Path, Folder] = {}

    def open_folder(self, uri: str) -> None:
        """Begin a session for a workspace folder; other than ``file:`` addresses have none."""
        root = uri_path(uri)
        if root is not None and root not in self.folders:
            self.folders[root] = Folder(self, root)

    def place(self, uri: str) -> tuple[Folder, str] | None:
        """Return the folder of a document, the innermost one, and the path in it."""
        path = uri_path(uri)
        if path is None:
            return None
        for root in sorted(self.folders, key=_depth, reverse=True):
            inner = self.folders[root].path_of(path)
            if inner is not None:
                return self.folders[root], inner
        return None

    def command_name(self, command: str) -> str:
        """Return the client's own command where it has it, else the one that the server runs."""
        if command in self.options.client_commands:
            return command
        return command.replace("touchline.", "touchline.server.", 1)

    def folder(self, uri: str | None) -> Folder | None:
        """Return the folder of a root's address; without one the first."""
        if uri is None:
            return next(iter(self.folders.values()), None)
        root = uri_path(uri)
        return self.folders.get(root) if root else None


def _depth(root: Path) -> int:
    return len(root.parts)

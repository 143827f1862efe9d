"""``initialize``, ``initialized`` and ``shutdown``."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from lsprotocol import types
from pydantic import ValidationError

from touchline.lsp.protocol import InitializationOptions
from touchline.lsp.server import TouchlineServer


def register(server: TouchlineServer) -> None:
    """Register the handlers."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.options = _options(cast("Any", params.initialization_options))
        server.typist.sees_cursor = server.options.reports_typing

    @server.feature(types.INITIALIZED)
    async def initialized(_params: types.InitializedParams) -> None:
        for uri in _roots(server):
            server.open_folder(uri)

    @server.feature(types.SHUTDOWN)
    async def shutdown(_params: None) -> None:
        await asyncio.gather(*(folder.close() for folder in server.folders.values()))
        server.folders.clear()


def _options(given: Any) -> InitializationOptions:
    try:
        return InitializationOptions.model_validate(given or {})
    except ValidationError:
        return InitializationOptions()


def _roots(server: TouchlineServer) -> list[str]:
    """Return the workspace folders; older clients name one root."""
    folders = [folder.uri for folder in server.workspace.folders.values()]
    root = server.workspace.root_uri
    return folders or ([root] if root else [])

"""What a request needs that a folder has only once its baseline is taken: its live session."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TypeVar

from touchline.lsp.folder import Folder
from touchline.lsp.live import Live
from touchline.lsp.protocol import RootParams
from touchline.lsp.server import TouchlineServer

STARTING = "Touchline is still reading this folder; try again in a moment."

_P = TypeVar("_P", bound=RootParams)
_R = TypeVar("_R")

_Handle = Callable[[Folder, Live, _P], Awaitable[_R]]
_Handler = Callable[[TouchlineServer, _P], Awaitable[_R]]


def once_live(not_yet: _R) -> Callable[[_Handle[_P, _R]], _Handler[_P, _R]]:
    """Hand a request of one folder on with its live session; until there is one, ``not_yet``."""

    def decorate(handle: _Handle[_P, _R]) -> _Handler[_P, _R]:
        @wraps(handle)
        async def handler(server: TouchlineServer, params: _P) -> _R:
            folder = server.folder(params.root)
            if folder is None or folder.live is None:
                return not_yet
            return await handle(folder, folder.live, params)

        return handler

    return decorate

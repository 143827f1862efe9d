"""What the server answers: one file a method or capability."""

from __future__ import annotations

from touchline.lsp.handlers import (
    code_action,
    code_lens,
    commands,
    documents,
    folders,
    hover,
    lifecycle,
    requests,
)
from touchline.lsp.server import TouchlineServer

_ALL = (lifecycle, folders, documents, code_action, code_lens, hover, commands, requests)


def register(server: TouchlineServer) -> None:
    """Register every handler."""
    for handler in _ALL:
        handler.register(server)

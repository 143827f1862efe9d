"""How the server starts."""

from __future__ import annotations

from touchline.lsp import handlers
from touchline.lsp.server import TouchlineServer


def run() -> None:
    """Serve on stdin and stdout until the client says ``exit`` or goes away."""
    server = TouchlineServer()
    handlers.register(server)
    server.start_io()

"""The language server: what every handler shares, and how it starts."""

from __future__ import annotations

from pygls.lsp.server import LanguageServer

from touchline import __version__
from touchline.lsp.protocol import InitializationOptions
from touchline.lsp.wire import TouchlineProtocol, converter


class TouchlineServer(LanguageServer):
    """One server process: a session for each workspace folder."""

    def __init__(self) -> None:
        # pygls passes its base's arguments on without saying their types.
        super().__init__(  # pyright: ignore[reportUnknownMemberType]
            "touchline",
            __version__,
            protocol_cls=TouchlineProtocol,
            converter_factory=converter,
        )
        self.options = InitializationOptions()


def create() -> TouchlineServer:
    """Return a server with every handler registered."""
    return TouchlineServer()


def run() -> None:
    """Serve on stdin and stdout until the client says ``exit`` or goes away."""
    create().start_io()

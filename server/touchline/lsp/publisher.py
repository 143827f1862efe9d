"""The diagnostics that the client has, so that only differences travel."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lsprotocol import types

Publish = Callable[[types.PublishDiagnosticsParams], None]


class Publisher:
    """Keeps what was published for each address; clears with an empty push.

    One folder owns one publisher. Call it from the event loop only: pygls' writer mixes the
    frames of two threads.
    """

    def __init__(self, publish: Publish) -> None:
        self._publish = publish
        self._published: dict[str, list[types.Diagnostic]] = {}

    def sync(self, wanted: Mapping[str, list[types.Diagnostic]]) -> None:
        """Bring the client to ``wanted``, by address."""
        for uri in self._published.keys() - wanted.keys():
            self._push(uri, [])
        for uri, diagnostics in wanted.items():
            if self.published(uri) != diagnostics:
                self._push(uri, diagnostics)

    def published(self, uri: str) -> list[types.Diagnostic]:
        """Return what the client has for an address."""
        return self._published.get(uri, [])

    def _push(self, uri: str, diagnostics: list[types.Diagnostic]) -> None:
        if diagnostics:
            self._published[uri] = diagnostics
        else:
            self._published.pop(uri, None)
        self._publish(types.PublishDiagnosticsParams(uri=uri, diagnostics=diagnostics))

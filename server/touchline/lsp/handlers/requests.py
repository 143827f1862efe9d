"""Touchline's own requests, for clients that show more than diagnostics."""

from __future__ import annotations

from functools import partial

from touchline.lsp import deciding, protocol, reverting, sessions, view
from touchline.lsp.server import TouchlineServer
from touchline.report.plain import plain

_DECISIONS = {
    protocol.REVERT: reverting.revert,
    protocol.UNDO: deciding.undo,
    protocol.UNDO_MOVE: deciding.undo_move,
    protocol.KEEP: deciding.keep,
    protocol.ALLOW: deciding.allow,
    protocol.MESSAGE: deciding.message,
    protocol.SESSION: sessions.session,
    protocol.SESSIONS: sessions.sessions,
}


def register(server: TouchlineServer) -> None:
    """Register the requests."""
    server.feature(protocol.CHANGES)(partial(_changes, server))
    server.feature(protocol.BASELINE)(partial(_baseline, server))
    for method, decide in _DECISIONS.items():
        server.feature(method)(partial(decide, server))


def _changes(server: TouchlineServer, params: protocol.RootParams) -> protocol.Changes | None:
    folder = server.folder(params.root)
    if folder is None or folder.live is None:
        return None
    return view.changes(folder.live.session, folder.uri, folder.pages)


def _baseline(server: TouchlineServer, params: protocol.UriParams) -> protocol.BaselineText | None:
    place = server.place(params.uri)
    if place is None or place[0].live is None:
        return None
    content = place[0].live.session.baseline(place[1])
    if content is None:
        return None
    return protocol.BaselineText(text=plain(content.decode("utf-8", "surrogateescape")))

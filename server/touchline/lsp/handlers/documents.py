"""``textDocument/didOpen``, ``didChange``, ``didSave``, ``didClose``, ``touchline/notTyped``.

All are synchronous, so that they change the state in the order in which they came.
"""

from __future__ import annotations

from functools import partial
from time import monotonic

from lsprotocol import types

from touchline.baseline import look
from touchline.lsp.documents import OpenDocument
from touchline.lsp.folder import Folder
from touchline.lsp.protocol import NOT_TYPED, UriParams
from touchline.lsp.server import TouchlineServer
from touchline.lsp.typist import edit_between
from touchline.session import NOBODY_KNOWS


def register(server: TouchlineServer) -> None:
    """Register the handlers."""
    server.feature(types.TEXT_DOCUMENT_DID_OPEN)(partial(_opened, server))
    server.feature(types.TEXT_DOCUMENT_DID_CHANGE)(partial(_changed, server))
    server.feature(types.TEXT_DOCUMENT_DID_SAVE)(partial(_saved, server))
    server.feature(types.TEXT_DOCUMENT_DID_CLOSE)(partial(_closed, server))
    server.feature(NOT_TYPED)(partial(_not_typed, server))


def _opened(server: TouchlineServer, params: types.DidOpenTextDocumentParams) -> None:
    item = params.text_document
    if (place := server.place(item.uri)) and item.uri.startswith("file:"):
        folder, path = place
        document = OpenDocument(item.uri, path, item.text, item.version)
        document.opened(_disk(folder, path), _earlier(folder, path))
        folder.documents[path] = document
        folder.touch(path)


def _changed(server: TouchlineServer, params: types.DidChangeTextDocumentParams) -> None:
    if found := _document(server, params.text_document.uri):
        folder, document = found
        text = server.workspace.get_text_document(document.uri).source
        edit, now = edit_between(document.text, text), monotonic()
        who = server.typist.judge(document.uri, edit, now)
        document.edited(text, params.text_document.version, edit, who, now)
        folder.touch(document.path)


def _saved(server: TouchlineServer, params: types.DidSaveTextDocumentParams) -> None:
    if found := _document(server, params.text_document.uri):
        folder, document = found
        disk = _disk(folder, document.path)
        who = document.claimed(monotonic())
        document.saved(disk)
        folder.touch(document.path)
        if who is not None:
            folder.claim(document.path, document.as_saved(disk), who)


def _closed(server: TouchlineServer, params: types.DidCloseTextDocumentParams) -> None:
    if found := _document(server, params.text_document.uri):
        folder, document = found
        del folder.documents[document.path]
        folder.touch(document.path)


def _not_typed(server: TouchlineServer, params: UriParams) -> None:
    if (found := _document(server, params.uri)) and found[1].unsaved:
        folder, document = found
        text = document.as_saved(_disk(folder, document.path))
        folder.claim(document.path, text, NOBODY_KNOWS)


def _document(server: TouchlineServer, uri: str) -> tuple[Folder, OpenDocument] | None:
    place = server.place(uri)
    document = place[0].documents.get(place[1]) if place else None
    return (place[0], document) if place and document and document.uri == uri else None


def _disk(folder: Folder, path: str) -> bytes | None:
    seen = look(folder.root, path, folder.options().limits.file)
    return seen.content if seen else None


def _earlier(folder: Folder, path: str) -> list[bytes]:
    """Return what the file held at the session's start, and when it was last reviewed."""
    if folder.live is None:
        return []
    session = folder.live.session
    change = session.change(path)
    contents = (session.baseline(path), change.after if change else None)
    return [content for content in contents if content is not None]

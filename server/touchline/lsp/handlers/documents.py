"""``textDocument/didOpen``, ``didChange``, ``didSave``, ``didClose``.

All are synchronous, so that they change the state in the order in which they came.
"""

from __future__ import annotations

from lsprotocol import types

from touchline.baseline import look
from touchline.lsp.documents import OpenDocument
from touchline.lsp.folder import Folder
from touchline.lsp.server import TouchlineServer


def register(server: TouchlineServer) -> None:
    """Register the handlers."""

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        if (place := server.place(item.uri)) and item.uri.startswith("file:"):
            folder, path = place
            document = OpenDocument(item.uri, path, item.text, item.version)
            document.opened(_disk(folder, path))
            folder.documents[path] = document
            folder.touch(path)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        if found := _document(server, params.text_document.uri):
            folder, document = found
            text = server.workspace.get_text_document(document.uri).source
            document.edited(text, params.text_document.version)
            folder.touch(document.path)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        if found := _document(server, params.text_document.uri):
            folder, document = found
            document.saved(_disk(folder, document.path))
            folder.touch(document.path)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        if found := _document(server, params.text_document.uri):
            folder, document = found
            del folder.documents[document.path]
            folder.touch(document.path)


def _document(server: TouchlineServer, uri: str) -> tuple[Folder, OpenDocument] | None:
    place = server.place(uri)
    document = place[0].documents.get(place[1]) if place else None
    return (place[0], document) if place and document and document.uri == uri else None


def _disk(folder: Folder, path: str) -> bytes | None:
    seen = look(folder.root, path, folder.options().limits.file)
    return seen.content if seen else None

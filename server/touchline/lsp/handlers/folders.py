"""``workspace/didChangeWorkspaceFolders``: a session a folder."""

from __future__ import annotations

from lsprotocol import types

from touchline.lsp.server import TouchlineServer


def register(server: TouchlineServer) -> None:
    """Register the handler."""

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    async def changed(params: types.DidChangeWorkspaceFoldersParams) -> None:
        for folder in params.event.added:
            server.open_folder(folder.uri)
        for folder in params.event.removed:
            gone = server.folder(folder.uri)
            if gone is not None:
                del server.folders[gone.root]
                await gone.close()

"""Edits that the editor makes itself, in documents with unsaved edits."""

from __future__ import annotations

from lsprotocol import types

from touchline.lsp import text as editor_text
from touchline.lsp.convert import line_edit
from touchline.lsp.documents import OpenDocument
from touchline.lsp.server import TouchlineServer
from touchline.revert import RevertError, UnfitError, Write, text_edits


def document_edit(
    server: TouchlineServer, document: OpenDocument, write: Write
) -> types.TextDocumentEdit:
    """Return the edit of an open document that leads to what a revert would write.

    Raises RevertError where a save would not give those very bytes, as with mixed line ends,
    which an editor evens out.
    """
    if write.new is None:
        raise RevertError(f"{write.path} has unsaved edits; save or close it and try again")
    text = editor_text.shown(write.new.content, document.encoding)
    base = write.old.content if write.old else b""
    if editor_text.as_saved(text, base, document.encoding) != write.new.content:
        raise UnfitError(f"the encoding or the line ends of {write.path} would change")
    if "\r\n" in document.text:
        text = text.replace("\n", "\r\n")
    codec = server.workspace.position_codec
    edits = text_edits(document.text.encode("utf-8", "replace"), text.encode("utf-8", "replace"))
    identifier = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
    return types.TextDocumentEdit(
        identifier, [line_edit(document.text, edit, codec) for edit in edits]
    )


async def apply_edits(server: TouchlineServer, edits: list[types.TextDocumentEdit]) -> None:
    """Ask the client to make edits, all in one step. Raises RevertError if it does not."""
    params = types.ApplyWorkspaceEditParams(
        edit=types.WorkspaceEdit(document_changes=edits), label="Take back"
    )
    answer = await server.workspace_apply_edit_async(params)
    if not answer.applied:
        raise RevertError(answer.failure_reason or "the editor did not make the edit")

"""``workspace/executeCommand``: what code actions do, for clients without code of their own."""

from __future__ import annotations

from lsprotocol import types

from touchline.lsp import deciding, reverting
from touchline.lsp.protocol import (
    AllowParams,
    AnswersParams,
    Outcome,
    RevertParams,
    RevertResult,
    RootParams,
    RuleParams,
    TargetParams,
)
from touchline.lsp.server import TouchlineServer


def register(server: TouchlineServer) -> None:
    """Register the commands."""
    _register_decisions(server)
    _register_places(server)


def _register_decisions(server: TouchlineServer) -> None:

    @server.command("touchline.server.revert")
    async def revert(params: RevertParams) -> RevertResult:
        result = await reverting.revert(server, params)
        if result.conflicts or not result.reverted:
            _say(server, result.message)
        return result

    @server.command("touchline.server.undo")
    async def undo(params: RootParams) -> Outcome:
        return _said(server, await deciding.undo(server, params))

    @server.command("touchline.server.undoMove")
    async def undo_move(params: RootParams) -> Outcome:
        return _said(server, await deciding.undo_move(server, params))

    @server.command("touchline.server.keep")
    async def keep(params: TargetParams) -> Outcome:
        return _said(server, await deciding.keep(server, params))

    @server.command("touchline.server.allow")
    async def allow(params: AllowParams) -> Outcome:
        return _said(server, await deciding.allow(server, params))

    @server.command("touchline.server.copyMessage")
    async def message(params: TargetParams) -> None:
        _say(server, (await deciding.message(server, params)).text)


def _register_places(server: TouchlineServer) -> None:
    @server.command("touchline.server.showAnswers")
    async def show_answers(params: AnswersParams) -> None:
        for answer in params.answers[:1]:
            position = types.Position(answer.line - 1, 0)
            span = types.Range(position, position)
            show = types.ShowDocumentParams(uri=answer.uri, take_focus=True, selection=span)
            await server.window_show_document_async(show)

    @server.command("touchline.server.openRule")
    async def open_rule(params: RuleParams) -> None:
        folder = server.folder(None)
        if folder:
            uri = folder.pages.address(params.rule)
            await server.window_show_document_async(types.ShowDocumentParams(uri=uri))


def _say(server: TouchlineServer, text: str) -> None:
    server.window_show_message(types.ShowMessageParams(types.MessageType.Info, text))


def _said(server: TouchlineServer, outcome: Outcome) -> Outcome:
    _say(server, outcome.message)
    return outcome

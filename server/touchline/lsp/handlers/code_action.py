"""``textDocument/codeAction``: what can be done about a finding or a changed line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from touchline.lsp.folder import Folder
from touchline.lsp.live import Live, finding_id
from touchline.lsp.protocol import RevertParams, Target, TargetParams
from touchline.lsp.server import TouchlineServer
from touchline.lsp.wire import as_json
from touchline.model import Aspect, JudgedFinding
from touchline.session import hunk_ids

_KINDS = [types.CodeActionKind.QuickFix, types.CodeActionKind.Refactor]


def register(server: TouchlineServer) -> None:
    """Register the handler."""

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=_KINDS)
    )
    def code_actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        place = server.place(params.text_document.uri)
        live = place[0].live if place else None
        if place is None or live is None:
            return []
        actions = _Actions(server, place[0], live, place[1])
        found = actions.at(params.text_document.uri, params.range)
        return [action for action in found if _wanted(action, params.context.only)]


class _Actions:
    """The actions of one request."""

    def __init__(self, server: TouchlineServer, folder: Folder, live: Live, path: str) -> None:
        self._server = server
        self._root = folder.uri
        self._live = live
        self._path = path

    def at(self, uri: str, span: types.Range) -> list[types.CodeAction]:
        """Return the actions of the findings that a range touches, else of its hunks."""
        shown = [d for d in self._live.publisher.published(uri) if _touch(d.range, span)]
        findings = {found.fingerprint: found for found in self._live.session.report.findings}
        actions: list[types.CodeAction] = []
        for diagnostic in shown:
            judged = findings.get(finding_id(diagnostic))
            if judged is not None:
                actions += self._of_finding(judged, diagnostic)
        if not actions:
            actions += self._of_hunks(span)
        return actions + self._of_file() if actions else []

    def _of_finding(
        self, judged: JudgedFinding, diagnostic: types.Diagnostic
    ) -> Iterator[types.CodeAction]:
        rule, finding = judged.finding.rule, judged.fingerprint
        if judged.finding.aspect is Aspect.TASK:
            new = TargetParams(root=self._root, target=Target(kind="file", id=self._path))
            yield self._quick_fix("Accept the new task", "touchline.keep", as_json(new), diagnostic)
        yield self._revert("Take this change back", "finding", finding, diagnostic)
        yield self._revert(f"Take back every “{rule}”", "rule", rule, diagnostic)
        allow = {"root": self._root, "id": finding}
        yield self._quick_fix("Allow this, because …", "touchline.allow", allow, diagnostic)
        page = {"rule": rule}
        yield self._quick_fix(f"Open the page of “{rule}”", "touchline.openRule", page, diagnostic)
        target = TargetParams(root=self._root, target=Target(kind="finding", id=finding))
        yield self._quick_fix(
            "Copy a message for the agent", "touchline.copyMessage", as_json(target), diagnostic
        )

    def _of_hunks(self, span: types.Range) -> Iterator[types.CodeAction]:
        screen = self._live.painter.screen(self._path)
        first, last = screen.line_of(span.start.line), screen.line_of(span.end.line)
        for hunk_id, judged in hunk_ids(self._live.session.report.hunks).items():
            hunk = judged.hunk
            end = hunk.target_start + max(hunk.target_length, 1) - 1
            if hunk.path == self._path and hunk.target_start <= last and first <= max(end, 1):
                yield self._revert("Take this change back", "hunk", hunk_id)

    def _of_file(self) -> list[types.CodeAction]:
        return [self._revert("Take back every change to this file", "file", self._path)]

    def _revert(
        self, title: str, kind: str, target: str, diagnostic: types.Diagnostic | None = None
    ) -> types.CodeAction:
        params = RevertParams.model_validate(
            {"root": self._root, "target": {"kind": kind, "id": target}}
        )
        action = self._quick_fix(title, "touchline.revert", as_json(params), diagnostic)
        if diagnostic is None:
            action.kind = types.CodeActionKind.Refactor
        action.is_preferred = kind == "finding"
        return action

    def _quick_fix(
        self, title: str, command: str, argument: object, diagnostic: types.Diagnostic | None
    ) -> types.CodeAction:
        """Make an action whose command runs in the client where it can, else in the server."""
        return types.CodeAction(
            title=title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic] if diagnostic else None,
            command=types.Command(title, self._server.command_name(command), arguments=[argument]),
        )


def _touch(one: types.Range, other: types.Range) -> bool:
    return one.start <= other.end and other.start <= one.end


def _wanted(action: types.CodeAction, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    kind = str(getattr(action.kind, "value", action.kind))
    wanted = [str(getattr(each, "value", each)) for each in only or [""]]
    return any(not each or kind == each or kind.startswith(f"{each}.") for each in wanted)

"""``textDocument/codeLens``: in the task, what answers to each clause."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from lsprotocol import types

from touchline.lsp.convert import Screen, file_uri
from touchline.lsp.folder import Folder
from touchline.lsp.live import Live
from touchline.lsp.protocol import Target, TargetParams
from touchline.lsp.server import TouchlineServer
from touchline.lsp.wire import as_json
from touchline.model import Aspect


def register(server: TouchlineServer) -> None:
    """Register the handler."""

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    def lenses(params: types.CodeLensParams) -> list[types.CodeLens]:
        place = server.place(params.text_document.uri)
        live = place[0].live if place else None
        if place is None or live is None or place[1] not in live.tasks:
            return []
        return list(_Lenses(server, place[0], live, place[1]).all())


class _Lenses:
    """The lenses of one document in which clauses are written."""

    def __init__(self, server: TouchlineServer, folder: Folder, live: Live, path: str) -> None:
        self._server = server
        self._folder = folder
        self._session = live.session
        self._path = path

    def all(self) -> Iterator[types.CodeLens]:
        """Yield one for each clause that something answers to, and one to accept a new task."""
        findings = self._session.report.findings
        if any(f.finding.aspect is Aspect.TASK and f.finding.path == self._path for f in findings):
            yield self._accept()
        lines = self._answers()
        document = self._folder.documents.get(self._path)
        screen = Screen(
            self._session.baseline(self._path) or b"",
            self._server.workspace.position_codec,
            document.text if document else None,
        )
        for line, answers in sorted(lines.items()):
            yield self._lens(screen.range(line, line), answers)

    def _answers(self) -> dict[int, list[tuple[str, str, int]]]:
        """Return what answers to the clauses of each line: what it is, its path and line."""
        lines: defaultdict[int, list[tuple[str, str, int]]] = defaultdict(list)
        report = self._session.report
        for judged in report.hunks:
            if judged.clause and judged.clause.path == self._path:
                place = ("hunk", judged.hunk.path, max(1, judged.hunk.target_start))
                lines[judged.clause.line].append(place)
        for found in report.findings:
            if found.clause and found.clause.path == self._path:
                place = ("finding", found.finding.path, found.finding.line)
                lines[found.clause.line].append(place)
        return lines

    def _lens(self, span: types.Range, answers: list[tuple[str, str, int]]) -> types.CodeLens:
        counts = Counter(kind for kind, _, _ in answers)
        title = " · ".join(
            _count(counts[kind], kind) for kind in ("hunk", "finding") if counts[kind]
        )
        places = [
            {"uri": file_uri(self._folder.root, path), "line": line} for _, path, line in answers
        ]
        here = {"uri": file_uri(self._folder.root, self._path), "line": span.start.line + 1}
        argument = {**here, "answers": places}
        return self._command(span, title, "touchline.showAnswers", argument)

    def _accept(self) -> types.CodeLens:
        target = TargetParams(root=self._folder.uri, target=Target(kind="file", id=self._path))
        top = types.Position(0, 0)
        span = types.Range(top, top)
        return self._command(span, "Accept the new task", "touchline.keep", as_json(target))

    def _command(
        self, span: types.Range, title: str, command: str, argument: object
    ) -> types.CodeLens:
        return types.CodeLens(
            span,
            types.Command(title, self._server.command_name(command), arguments=[argument]),
        )


def _count(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count} {what}s"

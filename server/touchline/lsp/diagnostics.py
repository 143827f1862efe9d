"""Findings and notes as LSP diagnostics, by the address under which the client shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from lsprotocol import types
from pygls.workspace import PositionCodec

from touchline.lsp.convert import SEVERITIES, Screen, baseline_uri, file_uri
from touchline.lsp.documents import OpenDocument
from touchline.lsp.pages import Pages
from touchline.lsp.showing import Show, is_shown
from touchline.memo import Memo
from touchline.model import ClauseRef, JudgedFinding, Note, Severity, Verdict
from touchline.report.plain import plain
from touchline.review import Part
from touchline.session import Session

SOURCE = "touchline"
LIMIT = 100
_QUOTED_LINES = 12
_NOTHING = Part()


@dataclass(frozen=True, slots=True)
class Painter:
    """What it takes to turn one folder's report into diagnostics for its client."""

    session: Session
    documents: dict[str, OpenDocument]
    codec: PositionCodec
    pages: Pages
    baseline_documents: bool
    _painted: Memo[tuple[str, list[types.Diagnostic]]] = field(
        default_factory=Memo[tuple[str, list[types.Diagnostic]]]
    )

    @property
    def root(self) -> Path:
        """The folder's root."""
        return self.session.root

    def paint(self, show: Show | Literal["nothing"]) -> dict[str, list[types.Diagnostic]]:
        """Return the diagnostics of the findings to show and of the session's notes, by address."""
        review = self.session.shown
        notes: dict[str, list[Note]] = defaultdict(list)
        for note in review.notes:
            if note.path:
                notes[note.path].append(note)
        parts = {path: part for path, part in review.parts.items() if part.findings}
        paths = dict.fromkeys((*parts, *notes))
        self._painted.retain(paths)
        return dict(
            self._file(path, parts.get(path, _NOTHING), notes.get(path, []), show) for path in paths
        )

    def _file(
        self, path: str, part: Part, notes: Sequence[Note], show: Show | Literal["nothing"]
    ) -> tuple[str, list[types.Diagnostic]]:
        """Return the address of a file with its diagnostics, those of last time where they hold."""
        document = self.documents.get(path)
        text = (document.text, document.beneath) if document else ()
        made_of = (self.session.change(path), part, show, *text, *notes)
        return self._painted.get(path, made_of, partial(self._paint, path, part, notes, show))

    def _paint(
        self, path: str, part: Part, notes: Sequence[Note], show: Show | Literal["nothing"]
    ) -> tuple[str, list[types.Diagnostic]]:
        found = [judged for judged in part.findings if is_shown(show, judged)]
        screen = self.screen(path)
        diagnostics = [self._diagnostic(judged, screen) for judged in found[:LIMIT]]
        if len(found) > LIMIT:
            diagnostics.append(_rest(len(found) - LIMIT))
        return self.address(path), diagnostics + [self._note(note) for note in notes]

    def address(self, path: str) -> str:
        """Return where a path's diagnostics are shown: a deleted file at its baseline document."""
        change = self.session.change(path)
        deleted = change is not None and change.after is None and change.before is not None
        if deleted and self.baseline_documents:
            return baseline_uri(self.root, path)
        return file_uri(self.root, path)

    def screen(self, path: str) -> Screen:
        """Return the text of a changed file as the client shows it."""
        change = self.session.change(path)
        content = b"" if change is None else change.after
        if change is not None and content is None and self.baseline_documents:
            content = change.before
        document = self.documents.get(path)
        return Screen(content or b"", self.codec, document.text if document else None)

    def _diagnostic(self, judged: JudgedFinding, screen: Screen) -> types.Diagnostic:
        finding = judged.finding
        line, end_line = finding.line, finding.end_line
        if finding.old_line and self.address(finding.path).startswith("touchline"):
            line, end_line = finding.old_line, finding.old_end_line or finding.old_line
        return types.Diagnostic(
            range=screen.range(line, end_line, finding.column, finding.end_column),
            severity=SEVERITIES[judged.severity],
            code=finding.rule,
            code_description=types.CodeDescription(self.pages.address(finding.rule)),
            source=SOURCE,
            message=plain(self._message(judged)),
            related_information=self._related(judged) or None,
            data={"root": file_uri(self.root), "finding": judged.fingerprint},
        )

    def _message(self, judged: JudgedFinding) -> str:
        parts = [judged.finding.message]
        clause = judged.clause.text if judged.verdict is Verdict.RULED_OUT and judged.clause else ""
        if clause and clause not in judged.finding.message:
            parts.append(f"The task rules it out: “{clause}”")
        document = self.documents.get(judged.finding.path)
        if document and document.beneath:
            parts.append(
                "The file on disk was changed beneath your unsaved edits; this is about your text."
            )
        return "\n".join(parts)

    def _related(self, judged: JudgedFinding) -> list[types.DiagnosticRelatedInformation]:
        related: list[types.DiagnosticRelatedInformation] = []
        if judged.clause and judged.clause.path:
            related.append(self._clause(judged.clause))
        if judged.finding.evidence.old:
            related.append(self._removed(judged))
        return related

    def _clause(self, clause: ClauseRef) -> types.DiagnosticRelatedInformation:
        position = types.Position(clause.line - 1, 0)
        return types.DiagnosticRelatedInformation(
            types.Location(file_uri(self.root, clause.path), types.Range(position, position)),
            plain(f"Clause: {clause.text}"),
        )

    def _removed(self, judged: JudgedFinding) -> types.DiagnosticRelatedInformation:
        finding = judged.finding
        change = self.session.change(finding.path)
        if self.baseline_documents and finding.old_line and change and change.before is not None:
            screen = Screen(change.before, self.codec)
            place = baseline_uri(self.root, change.old_path or change.path)
            span = screen.range(finding.old_line, finding.old_end_line or finding.old_line)
        else:
            screen = self.screen(finding.path)
            place = file_uri(self.root, finding.path)
            span = screen.range(finding.line, finding.line)
        return types.DiagnosticRelatedInformation(
            types.Location(place, span), f"Before:\n{_quote(finding.evidence.old)}"
        )

    def _note(self, note: Note) -> types.Diagnostic:
        start = types.Position(max(0, note.line - 1), note.column)
        return types.Diagnostic(
            range=types.Range(start, types.Position(start.line, start.character + 1)),
            severity=SEVERITIES[note.severity],
            code=note.kind,
            source=SOURCE,
            message=plain(note.message),
        )


def _quote(text: str) -> str:
    lines = plain(text).rstrip("\n").split("\n")
    more = len(lines) - _QUOTED_LINES
    if more > 0:
        lines = [*lines[:_QUOTED_LINES], f"… {more} more lines"]
    return "\n".join(lines)


def _rest(count: int) -> types.Diagnostic:
    start = types.Position(0, 0)
    return types.Diagnostic(
        range=types.Range(start, start),
        severity=SEVERITIES[Severity.INFORMATION],
        source=SOURCE,
        message=f"{count} more findings in this file; Touchline's changes view lists all.",
    )

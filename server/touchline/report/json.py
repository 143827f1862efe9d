"""The report as JSON, in the shape that programs may rely on (``version`` 1).

``{"version", "spec", "findings", "hunks", "notes", "summary"}``; lines are 1-based and
belong to the after text, for removed text to the surviving neighbour.
"""

from __future__ import annotations

import json
from typing import Any

from touchline.model import ClauseRef, JudgedFinding, JudgedHunk, Note, Report
from touchline.report.plain import plain
from touchline.spec.model import Clause, TaskSpec

VERSION = 1
Json = dict[str, Any]


def render(report: Report, spec: TaskSpec) -> str:
    """Render the report and the spec that it was judged against as indented JSON."""
    return json.dumps(document(report, spec), indent=2, ensure_ascii=False) + "\n"


def document(report: Report, spec: TaskSpec) -> Json:
    """Return the report as plain JSON values."""
    return {
        "version": VERSION,
        "spec": _spec(spec),
        "findings": [finding(each) for each in report.findings],
        "hunks": [_hunk(each) for each in report.hunks],
        "notes": [_note(each) for each in report.notes],
        "summary": report.summary.model_dump(),
    }


def finding(judged: JudgedFinding) -> Json:
    """Return one finding as JSON values; `touchline audit` writes the same shape."""
    said = judged.finding
    return {
        "rule": said.rule,
        "severity": judged.severity.value,
        "verdict": judged.verdict.value,
        "path": plain(said.path),
        "line": said.line,
        "end_line": said.end_line,
        "message": plain(said.message),
        "evidence": {"old": plain(said.evidence.old), "new": plain(said.evidence.new)},
        "clause": _clause(judged.clause),
        "provenance": judged.provenance.model_dump(mode="json"),
        "fingerprint": judged.fingerprint,
    }


def _hunk(judged: JudgedHunk) -> Json:
    return {
        "path": plain(judged.hunk.path),
        "header": judged.hunk.header,
        "verdict": judged.verdict.value,
        "clause": _clause(judged.clause),
        "near": judged.near,
    }


def _clause(clause: ClauseRef | Clause | None) -> Json | None:
    if clause is None:
        return None
    return {"text": plain(clause.text), "path": plain(clause.path), "line": clause.line}


def _note(note: Note) -> Json:
    return {
        "kind": note.kind,
        "severity": note.severity.value,
        "message": plain(note.message),
        "path": None if note.path is None else plain(note.path),
        "line": note.line,
    }


def _spec(spec: TaskSpec) -> Json:
    return {
        "title": plain(spec.title),
        "sources": [plain(source) for source in spec.sources],
        "clauses": [
            {"kind": clause.kind.value, **(_clause(clause) or {})} for clause in spec.clauses
        ],
    }

"""A session's report as the changes view shows it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from touchline.lsp.convert import baseline_uri, file_uri
from touchline.lsp.pages import Pages
from touchline.lsp.protocol import Changes, WireClause, WireFile, WireFinding, WireHunk
from touchline.model import Change, ClauseRef, Hunk, JudgedFinding, JudgedHunk
from touchline.report.plain import plain
from touchline.session import Session, hunk_ids, touches

_Known = tuple[str, Hunk]


def changes(session: Session, root: str, pages: Pages) -> Changes:
    """Return every hunk, finding and file of a session, with the ids that requests take."""
    by_id = hunk_ids(session.report.hunks)
    own: dict[str, list[_Known]] = defaultdict(list)
    for hunk_id, judged in by_id.items():
        own[judged.hunk.path].append((hunk_id, judged.hunk))
    return Changes(
        root=root,
        revision=session.revision,
        files=tuple(_file(session.root, change) for change in session.changes),
        hunks=tuple(_hunk(session.root, hunk_id, hunk) for hunk_id, hunk in by_id.items()),
        findings=tuple(
            _finding(session.root, judged, own[judged.finding.path], pages)
            for judged in session.report.findings
        ),
    )


def _file(root: Path, change: Change) -> WireFile:
    return WireFile(
        uri=file_uri(root, change.path),
        path=plain(change.path),
        kind=change.kind,
        old_path=change.old_path,
        baseline_uri=None
        if change.before is None
        else baseline_uri(root, change.old_path or change.path),
        unread=change.unread,
    )


def _hunk(root: Path, hunk_id: str, judged: JudgedHunk) -> WireHunk:
    hunk = judged.hunk
    line = max(1, hunk.target_start)
    old_line = max(1, hunk.source_start)
    return WireHunk(
        id=hunk_id,
        uri=file_uri(root, hunk.path),
        path=plain(hunk.path),
        line=line,
        end_line=max(line, hunk.target_start + hunk.target_length - 1),
        old_line=old_line,
        old_end_line=max(old_line, hunk.source_start + hunk.source_length - 1),
        header=hunk.header,
        whole_file=hunk.whole_file,
        symbol=plain(".".join(hunk.symbols)),
        added=len(hunk.added),
        removed=len(hunk.removed),
        verdict=judged.verdict,
        near=judged.near,
        clause=_clause(root, judged.clause),
        author=judged.provenance.author,
        confidence=judged.provenance.confidence,
    )


def _finding(root: Path, judged: JudgedFinding, own: list[_Known], pages: Pages) -> WireFinding:
    """Return a finding, given the hunks of its file."""
    finding = judged.finding
    return WireFinding(
        id=judged.fingerprint,
        uri=file_uri(root, finding.path),
        path=plain(finding.path),
        line=finding.line,
        end_line=finding.end_line,
        rule=finding.rule,
        message=plain(finding.message),
        severity=judged.severity,
        verdict=judged.verdict,
        hunks=tuple(hunk_id for hunk_id, hunk in own if touches(hunk, finding)),
        clause=_clause(root, judged.clause),
        author=judged.provenance.author,
        confidence=judged.provenance.confidence,
        href=pages.address(finding.rule),
    )


def _clause(root: Path, clause: ClauseRef | None) -> WireClause | None:
    if clause is None:
        return None
    return WireClause(text=plain(clause.text), line=clause.line, uri=file_uri(root, clause.path))

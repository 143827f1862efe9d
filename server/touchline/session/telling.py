"""A text for the agent: what to mend, and which words of the task it meets."""

from __future__ import annotations

from collections.abc import Sequence

from touchline.model import ClauseRef, JudgedFinding, JudgedHunk, Report, Verdict
from touchline.session.select import Selection, chosen_findings, chosen_hunks

_QUOTED_LINES = 20


def message(report: Report, selection: Selection) -> str:
    """Return plain text to paste into the agent's chat; it accuses nobody."""
    meant = {id(finding) for finding in chosen_findings(report, selection)}
    findings = [judged for judged in report.findings if id(judged.finding) in meant]
    own = {id(hunk) for hunk in chosen_hunks(report, selection)} if not findings else set[int]()
    hunks = [judged for judged in report.hunks if id(judged.hunk) in own]
    points = [_of_finding(judged) for judged in findings] + [_of_hunk(hunk) for hunk in hunks]
    if not points:
        return "Nothing is left of this change."
    head = "Please look at this change again:" if len(points) == 1 else _many(len(points))
    return "\n\n".join([head, *points, "Undo it, or say why the task needs it."]) + "\n"


def _many(count: int) -> str:
    return f"Please look at these {count} changes again:"


def _of_finding(judged: JudgedFinding) -> str:
    finding = judged.finding
    lines = [f"- {finding.path}:{finding.line}: {finding.message}", *_task(judged.clause)]
    if finding.evidence.old:
        lines += ["  It was:", *_quoted(finding.evidence.old.split("\n"))]
    return "\n".join(lines)


def _of_hunk(judged: JudgedHunk) -> str:
    hunk = judged.hunk
    where = f"- {hunk.path}:{max(1, hunk.target_start)}"
    task = _task(judged.clause) if judged.verdict is Verdict.RULED_OUT else []
    text = [f"-{line}" for line in hunk.removed] + [f"+{line}" for line in hunk.added]
    return "\n".join([where, *task, *_quoted([line.rstrip("\n") for line in text])])


def _task(clause: ClauseRef | None) -> list[str]:
    return [f"  The task says ({clause.path}:{clause.line}): “{clause.text}”"] if clause else []


def _quoted(lines: Sequence[str]) -> list[str]:
    more = len(lines) - _QUOTED_LINES
    shown = [f"      {line}" for line in lines[:_QUOTED_LINES]]
    return [*shown, f"      … {more} more lines"] if more > 0 else shown

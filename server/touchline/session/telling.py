"""A text for the agent: what to mend, and which words of the task it meets."""

from __future__ import annotations

from collections.abc import Sequence

from touchline.model import Hunk, JudgedFinding, Report
from touchline.session.select import Selection, chosen_findings, chosen_hunks

_QUOTED_LINES = 20


def message(report: Report, selection: Selection) -> str:
    """Return plain text to paste into the agent's chat; it accuses nobody."""
    meant = chosen_findings(report, selection)
    findings = [judged for judged in report.findings if judged.finding in meant]
    hunks = chosen_hunks(report, selection) if not findings else []
    points = [_of_finding(judged) for judged in findings] + [_of_hunk(hunk) for hunk in hunks]
    if not points:
        return "Nothing is left of this change."
    head = "Please look at this change again:" if len(points) == 1 else _many(len(points))
    return "\n\n".join([head, *points, "Undo it, or say why the task needs it."]) + "\n"


def _many(count: int) -> str:
    return f"Please look at these {count} changes again:"


def _of_finding(judged: JudgedFinding) -> str:
    finding = judged.finding
    lines = [f"- {finding.path}:{finding.line}: {finding.message}"]
    if judged.clause:
        place = f"{judged.clause.path}:{judged.clause.line}"
        lines.append(f"  The task says ({place}): “{judged.clause.text}”")
    if finding.evidence.old:
        lines += ["  It was:", *_quoted(finding.evidence.old.split("\n"))]
    return "\n".join(lines)


def _of_hunk(hunk: Hunk) -> str:
    where = f"- {hunk.path}:{max(1, hunk.target_start)}"
    text = [f"-{line}" for line in hunk.removed] + [f"+{line}" for line in hunk.added]
    return "\n".join([where, *_quoted([line.rstrip("\n") for line in text])])


def _quoted(lines: Sequence[str]) -> list[str]:
    more = len(lines) - _QUOTED_LINES
    shown = [f"      {line}" for line in lines[:_QUOTED_LINES]]
    return [*shown, f"      … {more} more lines"] if more > 0 else shown

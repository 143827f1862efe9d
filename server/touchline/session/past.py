"""The last sessions of a folder: what they were called, when they were, how they ended."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from touchline.baseline import BaselineInfo
from touchline.model import Frozen, Report, Summary
from touchline.report.text import render
from touchline.stored import load, save

_MOST = 20


class Past(Frozen):
    """One session that is over; ``report`` is the name of the file that holds its last report."""

    label: str
    began: datetime
    ended: datetime
    summary: Summary
    report: str | None = None


class _Sessions(Frozen):
    sessions: tuple[Past, ...] = ()


def past_sessions(state: Path) -> tuple[Past, ...]:
    """Return the sessions that are over, the last one first."""
    kept = load(state / "sessions.json", _Sessions)
    return kept.sessions if kept else ()


def report_of(state: Path, past: Past) -> Path | None:
    """Return the file with the text of a past session's last report; None where none was kept."""
    if past.report is None:
        return None
    kept = _reports(state) / past.report
    return kept if kept.is_file() else None


def note_past(state: Path, info: BaselineInfo, report: Report) -> None:
    """Add a session that ends now, and keep its last report as text. Raises OSError."""
    now = datetime.now(UTC)
    name = f"{now:%Y%m%dT%H%M%S%f}.txt"
    ended = Past(
        label=info.label, began=info.started, ended=now, summary=report.summary, report=name
    )
    before = past_sessions(state)
    _reports(state).mkdir(exist_ok=True)
    (_reports(state) / name).write_text(render(report, elsewhere=""), "utf-8", "replace")
    save(state / "sessions.json", _Sessions(sessions=(ended, *before)[:_MOST]))
    for gone in before[_MOST - 1 :]:
        with suppress(OSError):
            if place := report_of(state, gone):
                place.unlink()


def _reports(state: Path) -> Path:
    return state / "reports"

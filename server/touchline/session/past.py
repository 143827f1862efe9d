"""The last sessions of a folder: what they were called, when they were, how they ended."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from touchline.baseline import BaselineInfo
from touchline.model import Frozen, Summary
from touchline.stored import load, save

_MOST = 20


class Past(Frozen):
    """One session that is over."""

    label: str
    began: datetime
    ended: datetime
    summary: Summary


class _Sessions(Frozen):
    sessions: tuple[Past, ...] = ()


def past_sessions(state: Path) -> tuple[Past, ...]:
    """Return the sessions that are over, the last one first."""
    kept = load(state / "sessions.json", _Sessions)
    return kept.sessions if kept else ()


def note_past(state: Path, info: BaselineInfo, summary: Summary) -> None:
    """Add a session that ends now. Raises OSError."""
    ended = Past(label=info.label, began=info.started, ended=datetime.now(UTC), summary=summary)
    sessions = _Sessions(sessions=(ended, *past_sessions(state))[:_MOST])
    save(state / "sessions.json", sessions)

"""The last sessions of a folder: what they were called, when they were, how they ended."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from touchline.baseline import BaselineInfo
from touchline.model import Frozen, Summary

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
    try:
        return _Sessions.model_validate_json((state / "sessions.json").read_bytes()).sessions
    except (OSError, ValidationError):
        return ()


def note_past(state: Path, info: BaselineInfo, summary: Summary) -> None:
    """Add a session that ends now. Raises OSError."""
    ended = Past(label=info.label, began=info.started, ended=datetime.now(UTC), summary=summary)
    sessions = _Sessions(sessions=(ended, *past_sessions(state))[:_MOST])
    made = state / "sessions.new"
    made.write_text(sessions.model_dump_json(), "utf-8")
    made.replace(state / "sessions.json")

"""The one stateful room: a session's baseline, change set, spec and report."""

from touchline.session.authors import NOBODY_KNOWS, joined
from touchline.session.beginning import Beginning, resolved
from touchline.session.committed import committed_too
from touchline.session.decisions import Decisions
from touchline.session.options import Options
from touchline.session.past import Past, note_past, past_sessions, report_of
from touchline.session.select import Kind, Selection, hunk_ids, touches
from touchline.session.session import Session

__all__ = [
    "NOBODY_KNOWS",
    "Beginning",
    "Decisions",
    "Kind",
    "Options",
    "Past",
    "Selection",
    "Session",
    "committed_too",
    "hunk_ids",
    "joined",
    "note_past",
    "past_sessions",
    "report_of",
    "resolved",
    "touches",
]

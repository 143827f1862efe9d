"""The state of a folder's session for the status bar, sent at most every 100 ms."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Literal

from touchline.baseline import HeadMove
from touchline.lsp import protocol
from touchline.lsp.convert import file_uri
from touchline.lsp.protocol import Counts, MoveInfo, Status, TaskInfo, WireNote
from touchline.model import Author, Note, Report, Severity, Verdict
from touchline.report.plain import plain
from touchline.spec.model import TaskSpec

if TYPE_CHECKING:
    from touchline.lsp.folder import Folder

State = Literal["starting", "watching", "paused", "trouble"]

_PAUSE = 0.1
_MOST_NOTES = 50


class StatusLine:
    """Sends a folder's status when it differs from what was sent last."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._state: State = "starting"
        self._text = ""
        self._sent: Status | None = None
        self._timer: asyncio.TimerHandle | None = None

    def show(self, state: State, text: str = "") -> None:
        """Set the state and a sentence that explains it, and send soon."""
        self._state, self._text = state, text
        self.refresh()

    def refresh(self) -> None:
        """Send the status soon, if it changed."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_PAUSE, self._send)

    def current(self) -> Status:
        """Return the status as it is now."""
        root, live = self._folder.uri, self._folder.live
        if live is None:
            return Status(root=root, state=self._state, text=self._text)
        session = live.session
        trouble = next((note for note in session.notes if is_trouble(note)), None)
        return Status(
            root=root,
            state=_state(self._state, paused=live.paused, trouble=trouble is not None),
            text=trouble.message if trouble else self._text,
            paused=live.paused,
            revision=session.revision,
            since=session.info.started.isoformat(),
            label=session.info.label,
            uncommitted=session.info.uncommitted,
            counts=_counts(session.report),
            task=self._task(session.spec),
            head_move=_move(session.last_move),
            worktrees=tuple(place.as_uri() for place in session.worktrees),
            notes=tuple(self._note(note) for note in session.notes[:_MOST_NOTES]),
        )

    def _send(self) -> None:
        self._timer = None
        try:
            status = self.current()
        except (OSError, RuntimeError):  # it changed while it was read, on disk or by a thread
            self.refresh()
            return
        if status != self._sent:
            before, self._sent = self._sent, status
            self._folder.server.protocol.notify(protocol.STATUS, status)
            if before is None or before.revision != status.revision:
                self._folder.renew_lenses()

    def _task(self, spec: TaskSpec) -> TaskInfo | None:
        if not spec.title and not spec.path:
            return None
        uri = file_uri(self._folder.root, spec.path) if spec.path else None
        return TaskInfo(title=plain(spec.title), uri=uri)

    def _note(self, note: Note) -> WireNote:
        uri = file_uri(self._folder.root, note.path) if note.path else None
        return WireNote(kind=note.kind, message=plain(note.message), uri=uri)


def _move(move: HeadMove | None) -> MoveInfo | None:
    if move is None:
        return None
    return MoveInfo(commit=move.after, files=len(move.moved), stash=move.stash)


def is_trouble(note: Note) -> bool:
    """Tell whether a note means that something may be missed: a lost watch, a skipped file."""
    lost = note.kind == "watch" and note.severity in {Severity.WARNING, Severity.ERROR}
    return lost or note.kind == "unread"


def _state(state: State, *, paused: bool, trouble: bool) -> State:
    if state != "watching":
        return state
    return "trouble" if trouble else "paused" if paused else "watching"


def _counts(report: Report) -> Counts:
    summary = report.summary
    mine = [found for found in report.findings if found.provenance.author is Author.HUMAN]
    near = sum(hunk.near for hunk in report.hunks)
    by = Counter(hunk.provenance.author for hunk in report.hunks)
    return Counts(
        files=summary.files,
        hunks=len(report.hunks),
        asked_for=summary.asked_for,
        near=near,
        unmentioned=summary.unmentioned - near,
        ruled_out=summary.ruled_out,
        errors=summary.errors,
        warnings=summary.warnings,
        informations=summary.informations,
        mine=sum(found.verdict is not Verdict.ASKED_FOR for found in mine),
        by_agent=by[Author.AGENT],
        by_human=by[Author.HUMAN],
        by_git=by[Author.GIT],
        by_unknown=by[Author.UNKNOWN],
    )

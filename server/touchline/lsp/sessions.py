"""Sessions as a person begins, pauses and lists them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

from touchline.baseline.revision import UnknownRevisionError
from touchline.lsp.convert import file_uri
from touchline.lsp.folder import Folder
from touchline.lsp.live import Live
from touchline.lsp.protocol import (
    Outcome,
    PastSession,
    PastSessions,
    RootParams,
    SessionParams,
)
from touchline.lsp.ready import STARTING
from touchline.lsp.reverting import said_files
from touchline.lsp.server import TouchlineServer
from touchline.session import Beginning, Past, note_past, past_sessions, report_of, resolved


async def session(server: TouchlineServer, params: SessionParams) -> Outcome:
    """Start a session, pause it or go on with it, or include earlier work in it."""
    folder = server.folder(params.root)
    if folder is None:
        return Outcome(done=False, message="This folder is not open.")
    if params.action == "start":
        return await _start(folder, Beginning(revision=params.revision, name=params.name.strip()))
    if folder.live is None:
        return Outcome(done=False, message=STARTING)
    if params.action == "include":
        return await _include(folder.live)
    folder.pause(params.action == "pause")
    return Outcome(done=True, message="Paused." if folder.live.paused else "Watching again.")


async def _start(folder: Folder, beginning: Beginning) -> Outcome:
    """Begin a session; the one before is noted among the last ones."""
    try:
        beginning = await asyncio.to_thread(resolved, folder.root, beginning)
    except UnknownRevisionError as error:
        return Outcome(done=False, message=f"No session was started: {error}.")
    if folder.live is not None:
        session = folder.live.session
        with suppress(OSError):  # then the list of the last sessions lacks it
            note_past(folder.state, session.info, session.report)
    options = folder.options().model_copy(update={"resume": False, "beginning": beginning})
    folder.pause(False)
    await folder.restart(options)
    since = f"from {beginning.revision.removesuffix('...')}" if beginning.revision else "now"
    return Outcome(done=True, message=f"A new session begins {since}.")


async def _include(live: Live) -> Outcome:
    try:
        count = await live.call(live.session.include_uncommitted)
    except (UnknownRevisionError, OSError) as error:
        return Outcome(done=False, message=f"Nothing was included: {error}.")
    if count == 0:
        return Outcome(done=False, message="Nothing lay uncommitted before the session.")
    return Outcome(done=True, message=f"Included: {said_files(count)}.")


def sessions(server: TouchlineServer, params: RootParams) -> PastSessions:
    """Return the last sessions of a folder."""
    folder = server.folder(params.root)
    if folder is None:
        return PastSessions()
    past = past_sessions(folder.state)
    return PastSessions(sessions=tuple(_past(folder.state, each) for each in past))


def _past(state: Path, past: Past) -> PastSession:
    report = report_of(state, past)
    return PastSession(
        label=past.label,
        began=past.began.isoformat(),
        ended=past.ended.isoformat(),
        files=past.summary.files,
        ruled_out=past.summary.ruled_out,
        errors=past.summary.errors,
        warnings=past.summary.warnings,
        report=file_uri(report) if report else None,
    )

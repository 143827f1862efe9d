"""A person's decisions as the server carries them out, for requests and commands alike."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace

from touchline import diff
from touchline.baseline.revision import UnknownRevisionError
from touchline.lsp.convert import file_uri
from touchline.lsp.editing import apply_edits, document_edit
from touchline.lsp.folder import Folder
from touchline.lsp.live import Live
from touchline.lsp.protocol import (
    AgentMessage,
    AllowParams,
    FileRevert,
    Outcome,
    PastSession,
    PastSessions,
    RevertParams,
    RevertResult,
    RootParams,
    SessionParams,
    Target,
    TargetParams,
    WireConflict,
)
from touchline.lsp.server import TouchlineServer
from touchline.report.plain import plain
from touchline.revert import Conflict, Plan, RevertError, Write, as_change
from touchline.session import (
    Beginning,
    Past,
    Selection,
    committed_too,
    note_past,
    past_sessions,
    resolved,
)

_STARTING = "Touchline is still reading this folder; try again in a moment."
_NOTHING = "There is nothing left to take back."


async def revert(server: TouchlineServer, params: RevertParams) -> RevertResult:
    """Take a target back, or say what that would do."""
    folder = server.folder(params.root)
    if folder is None or folder.live is None:
        return RevertResult(reverted=0, message=_STARTING)
    live = folder.live
    selection = _selection(params.target)
    async with live.lock:
        way_back = await asyncio.to_thread(live.decisions.plan, selection)
        if way_back.conflicts:
            return _refused(folder, way_back.conflicts)
        if params.dry_run:
            return _preview(folder, way_back)
        if not way_back.writes:
            return RevertResult(reverted=0, message=_NOTHING)
        try:
            return await _revert(server, folder, live, way_back)
        except (RevertError, OSError) as error:
            return RevertResult(reverted=0, message=f"Nothing was taken back: {error}")
        finally:
            await live.settle()


async def undo(server: TouchlineServer, params: RootParams) -> Outcome:
    """Bring back what the last revert took."""
    folder = server.folder(params.root)
    if folder is None or folder.live is None:
        return Outcome(done=False, message=_STARTING)
    try:
        receipt = await folder.live.call(folder.live.decisions.undo)
    except (RevertError, OSError) as error:
        return Outcome(done=False, message=f"Nothing was undone: {error}")
    return Outcome(done=True, message=f"Undone: {_files(len(receipt.paths))} as before the revert.")


async def undo_move(server: TouchlineServer, params: RootParams) -> Outcome:
    """Compare the files of the last move of git's with what they were before it."""
    folder = server.folder(params.root)
    if folder is None or folder.live is None:
        return Outcome(done=False, message=_STARTING)
    try:
        move = await folder.live.call(folder.live.session.undo_move)
    except OSError as error:
        return Outcome(done=False, message=f"What git changed still counts: {error}")
    if move is None:
        return Outcome(done=False, message="There is nothing that git changed.")
    files, what = _files(len(move.moved)), "the stash" if move.stash else "HEAD moved"
    return Outcome(done=True, message=f"Compared with before {what}: {files}.")


async def keep(server: TouchlineServer, params: TargetParams) -> Outcome:
    """Make what is there now the baseline of a target."""
    folder = server.folder(params.root)
    if folder is None or folder.live is None:
        return Outcome(done=False, message=_STARTING)
    live = folder.live
    try:
        count = await live.call(live.decisions.keep, _selection(params.target))
    except OSError as error:
        return Outcome(done=False, message=f"Nothing was kept: {error}")
    return Outcome(done=count > 0, message=f"Kept: {_changes(count)}.")


async def allow(server: TouchlineServer, params: AllowParams) -> Outcome:
    """Write the clause that allows a finding."""
    folder = server.folder(params.root)
    if folder is None or folder.live is None:
        return Outcome(done=False, message=_STARTING)
    live = folder.live
    try:
        found = await live.call(live.decisions.allow, params.id, params.reason)
    except (RevertError, OSError) as error:
        return Outcome(done=False, message=f"The clause could not be written: {error}")
    if not found:
        return Outcome(done=False, message="This finding is gone already.")
    return Outcome(done=True, message="Allowed; the clause is in .touchline/allow.md.")


def message(server: TouchlineServer, params: TargetParams) -> AgentMessage:
    """Return a text that tells the agent what to mend."""
    folder = server.folder(params.root)
    if folder is None or folder.live is None:
        return AgentMessage(text=_STARTING)
    return AgentMessage(text=plain(folder.live.decisions.message(_selection(params.target))))


async def session(server: TouchlineServer, params: SessionParams) -> Outcome:
    """Start a session, pause it or go on with it."""
    folder = server.folder(params.root)
    if folder is None:
        return Outcome(done=False, message="This folder is not open.")
    if params.action == "start":
        return await _start(folder, Beginning(revision=params.revision, name=params.name.strip()))
    if folder.live is None:
        return Outcome(done=False, message=_STARTING)
    folder.live.paused = params.action == "pause"
    folder.live.publish()
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
            note_past(folder.state, session.info, session.report.summary)
    options = folder.options().model_copy(update={"resume": False, "beginning": beginning})
    await folder.restart(options)
    since = f"from {beginning.revision.removesuffix('...')}" if beginning.revision else "now"
    return Outcome(done=True, message=f"A new session begins {since}.")


def sessions(server: TouchlineServer, params: RootParams) -> PastSessions:
    """Return the last sessions of a folder."""
    folder = server.folder(params.root)
    past = past_sessions(folder.state) if folder else ()
    return PastSessions(sessions=tuple(_past(each) for each in past))


def _past(past: Past) -> PastSession:
    return PastSession(
        label=past.label,
        began=past.began.isoformat(),
        ended=past.ended.isoformat(),
        files=past.summary.files,
        ruled_out=past.summary.ruled_out,
        errors=past.summary.errors,
        warnings=past.summary.warnings,
    )


async def _revert(
    server: TouchlineServer, folder: Folder, live: Live, way_back: Plan
) -> RevertResult:
    """Write to disk what is on disk, and let the editor change what it holds unsaved.

    The disk comes first: it can be undone where the editor then refuses, so that both or
    neither is done.
    """
    unsaved = {path for path, document in folder.documents.items() if document.unsaved}
    edits = [
        document_edit(server, folder.documents[write.path], write)
        for write in way_back.writes
        if write.path in unsaved
    ]
    disk = tuple(write for write in way_back.writes if write.path not in unsaved)
    if disk:
        await asyncio.to_thread(live.decisions.revert, replace(way_back, writes=disk), "revert")
    try:
        if edits:
            await apply_edits(server, edits)
    except RevertError:
        if disk:
            await asyncio.to_thread(live.decisions.undo)
        raise
    files = tuple(_file(folder, write) for write in way_back.writes)
    return RevertResult(
        reverted=len(way_back.places),
        message=f"Taken back: {_changes(len(way_back.places))} in {_files(len(files))}."
        + committed_too(live.decisions.committed(way_back)),
        files=files,
    )


def _selection(target: Target) -> Selection:
    return Selection(target.kind, target.id)


def _refused(folder: Folder, conflicts: tuple[Conflict, ...]) -> RevertResult:
    first = conflicts[0]
    return RevertResult(
        reverted=0,
        message=f"Nothing was taken back. {first.path}:{first.line}: {first.message}",
        conflicts=tuple(_conflict(folder, conflict) for conflict in conflicts),
    )


def _conflict(folder: Folder, conflict: Conflict) -> WireConflict:
    return WireConflict(
        uri=file_uri(folder.root, conflict.path),
        path=plain(conflict.path),
        line=conflict.line,
        base=_text(conflict.base),
        found=_text(conflict.found),
        now=_text(conflict.now),
    )


def _preview(folder: Folder, way_back: Plan) -> RevertResult:
    files = tuple(_file(folder, write, preview=True) for write in way_back.writes)
    count = len(way_back.places)
    return RevertResult(
        reverted=count,
        message=f"This would take back {_changes(count)} in {_files(len(files))}.",
        files=files,
    )


def _file(folder: Folder, write: Write, *, preview: bool = False) -> FileRevert:
    uri = file_uri(folder.root, write.path)
    path = plain(write.path)
    exists = write.old is not None
    if not preview:
        return FileRevert(uri=uri, path=path, exists=exists)
    text = None if write.new is None else _text(write.new.content)
    patch = plain(diff.unified(as_change(write)))
    return FileRevert(uri=uri, path=path, exists=exists, patch=patch, text=text)


def _text(content: bytes | None) -> str:
    return (content or b"").decode("utf-8", "replace")


def _changes(count: int) -> str:
    return "1 change" if count == 1 else f"{count} changes"


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"

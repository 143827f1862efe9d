"""Taking edits back, on disk and in documents with unsaved edits."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from touchline import diff
from touchline.lsp.convert import file_uri
from touchline.lsp.editing import apply_edits, document_edit
from touchline.lsp.folder import Folder
from touchline.lsp.live import Live
from touchline.lsp.protocol import FileRevert, RevertParams, RevertResult, Target, WireConflict
from touchline.lsp.ready import STARTING, once_live
from touchline.report.plain import plain
from touchline.revert import Conflict, Plan, RevertError, Write, as_change
from touchline.session import Selection, committed_too

_NOTHING = "There is nothing left to take back."


@once_live(RevertResult(reverted=0, message=STARTING))
async def revert(folder: Folder, live: Live, params: RevertParams) -> RevertResult:
    """Take a target back, or say what that would do."""
    selection = selection_of(params.target)
    async with live.lock:
        way_back = await asyncio.to_thread(live.decisions.plan, selection)
        if way_back.conflicts:
            return _refused(folder, way_back.conflicts)
        if params.dry_run:
            return _preview(folder, way_back)
        if not way_back.writes:
            return RevertResult(reverted=0, message=_NOTHING)
        try:
            return await _revert(folder, live, way_back)
        except (RevertError, OSError) as error:
            return RevertResult(reverted=0, message=f"Nothing was taken back: {error}")
        finally:
            await live.settle()


async def _revert(folder: Folder, live: Live, way_back: Plan) -> RevertResult:
    """Write to disk what is on disk, and let the editor change what it holds unsaved.

    The disk comes first: it can be undone where the editor then refuses, so that both or
    neither is done.
    """
    unsaved = {path for path, document in folder.documents.items() if document.unsaved}
    edits = [
        document_edit(folder.server, folder.documents[write.path], write)
        for write in way_back.writes
        if write.path in unsaved
    ]
    disk = tuple(write for write in way_back.writes if write.path not in unsaved)
    if disk:
        await asyncio.to_thread(live.decisions.revert, replace(way_back, writes=disk), "revert")
    try:
        if edits:
            await apply_edits(folder.server, edits)
    except RevertError:
        if disk:
            await asyncio.to_thread(live.decisions.undo)
        raise
    files = tuple(_file(folder, write) for write in way_back.writes)
    return RevertResult(
        reverted=len(way_back.places),
        message=f"Taken back: {said_changes(len(way_back.places))} in {said_files(len(files))}."
        + committed_too(live.decisions.committed(way_back)),
        files=files,
    )


def selection_of(target: Target) -> Selection:
    """Return what a client means."""
    return Selection(target.kind, target.id, frozenset(target.hidden))


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
        message=f"This would take back {said_changes(count)} in {said_files(len(files))}.",
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


def said_changes(count: int) -> str:
    """Say how many changes."""
    return "1 change" if count == 1 else f"{count} changes"


def said_files(count: int) -> str:
    """Say how many files."""
    return "1 file" if count == 1 else f"{count} files"

"""A person's decisions as the server carries them out, for requests and commands alike."""

from __future__ import annotations

from touchline.lsp.folder import Folder
from touchline.lsp.live import Live
from touchline.lsp.protocol import AgentMessage, AllowParams, Outcome, RootParams, TargetParams
from touchline.lsp.ready import STARTING, once_live
from touchline.lsp.reverting import said_changes, said_files, selection_of
from touchline.report.plain import plain
from touchline.revert import RevertError


@once_live(Outcome(done=False, message=STARTING))
async def undo(_: Folder, live: Live, _params: RootParams) -> Outcome:
    """Bring back what the last revert took."""
    try:
        receipt = await live.call(live.decisions.undo)
    except (RevertError, OSError) as error:
        return Outcome(done=False, message=f"Nothing was undone: {error}")
    return Outcome(
        done=True, message=f"Undone: {said_files(len(receipt.paths))} as before the revert."
    )


@once_live(Outcome(done=False, message=STARTING))
async def undo_move(_: Folder, live: Live, _params: RootParams) -> Outcome:
    """Compare the files of the last move of git's with what they were before it."""
    try:
        move = await live.call(live.session.undo_move)
    except OSError as error:
        return Outcome(done=False, message=f"What git changed still counts: {error}")
    if move is None:
        return Outcome(done=False, message="There is nothing that git changed.")
    files, what = said_files(len(move.moved)), "the stash" if move.stash else "HEAD moved"
    return Outcome(done=True, message=f"Compared with before {what}: {files}.")


@once_live(Outcome(done=False, message=STARTING))
async def keep(_: Folder, live: Live, params: TargetParams) -> Outcome:
    """Make what is there now the baseline of a target."""
    try:
        count = await live.call(live.decisions.keep, selection_of(params.target))
    except OSError as error:
        return Outcome(done=False, message=f"Nothing was kept: {error}")
    return Outcome(done=count > 0, message=f"Kept: {said_changes(count)}.")


@once_live(Outcome(done=False, message=STARTING))
async def allow(_: Folder, live: Live, params: AllowParams) -> Outcome:
    """Write the clause that allows a finding."""
    try:
        found = await live.call(live.decisions.allow, params.id, params.reason)
    except (RevertError, OSError) as error:
        return Outcome(done=False, message=f"The clause could not be written: {error}")
    if not found:
        return Outcome(done=False, message="This finding is gone already.")
    return Outcome(done=True, message="Allowed; the clause is in .touchline/allow.md.")


@once_live(AgentMessage(text=STARTING))
async def message(_: Folder, live: Live, params: TargetParams) -> AgentMessage:
    """Return a text that tells the agent what to mend."""
    return AgentMessage(text=plain(live.decisions.message(selection_of(params.target))))

"""Which of several servers on a folder holds its session: one without a window lets go of it.

A window can go without a word, and its extensions with their server live on for hours in case it
comes back. Until then the session would be held by a server that nobody uses, and the next window
could only look on. So a server that looks on asks the one that holds the session, and that one
asks its own client, which answers only with its window. Who has no window does not ask: two such
servers would hand the session to and fro.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.baseline import Lock
from touchline.lsp.protocol import PRESENT
from touchline.session import Session

if TYPE_CHECKING:
    from touchline.lsp.server import TouchlineServer

# How often a server asks, and looks whether it is asked, in seconds.
_LOOK = 2.0
# How long a window may take to answer: one that is busy is still there.
_ANSWER = 8.0
# The server that asked takes over within so many moments, or has ended as well.
_TURN = 40
_MOMENT = 0.25


class Presence:
    """Asks the client of one folder's server for its window."""

    def __init__(self, server: TouchlineServer) -> None:
        self._server = server
        self._question: asyncio.Future[Any] | None = None

    async def ends(self, session: Session) -> None:
        """Return when a session is to be left to another server; asks for it while it is second."""
        while True:
            if session.is_second:
                if await self._has_window():
                    session.ask_first()
            elif session.is_asked() and not await self._has_window():
                return
            await asyncio.sleep(_LOOK)

    async def _has_window(self) -> bool:
        """Ask; a question that was not answered stays, and its late answer counts."""
        if not self._server.options.has_window:
            return True
        if self._question is None:
            self._question = self._server.protocol.send_request_async(PRESENT)
        answered, _ = await asyncio.wait({self._question}, timeout=_ANSWER)
        if not answered:
            return False
        self._question.exception()  # an error is an answer as well
        self._question = None
        return True


async def wait_until_taken(state: Path) -> None:
    """Wait until another server holds the session that was closed here, or none wants to."""
    for _ in range(_TURN):
        if not _is_free(state):
            return
        await asyncio.sleep(_MOMENT)


def _is_free(state: Path) -> bool:
    lock = Lock(state)
    try:
        return lock.held
    finally:
        lock.close()

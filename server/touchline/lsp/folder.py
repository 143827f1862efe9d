"""One workspace folder from the moment it is opened: starting, live, gone, back."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.baseline import state_dir
from touchline.lsp.convert import file_uri
from touchline.lsp.count import Count
from touchline.lsp.diagnostics import Painter
from touchline.lsp.documents import OpenDocument
from touchline.lsp.live import Live
from touchline.lsp.pages import Pages
from touchline.lsp.presence import Presence, wait_until_taken
from touchline.lsp.publisher import Publisher
from touchline.lsp.status import StatusLine
from touchline.model import Provenance
from touchline.revert import Limits
from touchline.session import Options, Session

if TYPE_CHECKING:
    from touchline.lsp.server import TouchlineServer

_MEGABYTE = 1024 * 1024
# So many new objects, and of these so many times, until Python looks for garbage.
_GARBAGE = (20_000, 20, 50)
# How often the person is told how far the start is, in seconds.
_TOLD = 0.1
# How often a server that only looks on sees after the one that holds the session, in seconds.
_LOOK = 1.0
# So many errors in so many seconds end a session for good; after fewer it is opened anew.
_MOST_ERRORS = 3
_LATELY = 60.0
_log = logging.getLogger(__name__)


class Folder:
    """A folder and, once its baseline is taken, its live session; belongs to the event loop."""

    def __init__(self, server: TouchlineServer, root: Path) -> None:
        self.server = server
        self.root = root
        self.uri = file_uri(root)
        self.state = state_dir(root)
        self.documents: dict[str, OpenDocument] = {}
        self.live: Live | None = None
        self._paused = self.state / "paused"
        self.pages = Pages(self.state.parent / "rules")
        self.status = StatusLine(self)
        self._loop = asyncio.get_running_loop()
        self._dirty = asyncio.Event()
        self._presence = Presence(server)
        self._errors: deque[float] = deque(maxlen=_MOST_ERRORS)
        self._task = self._loop.create_task(self._run())

    def wake(self) -> None:
        """Say that something was written; any thread may call it."""
        self._loop.call_soon_threadsafe(self._dirty.set)

    def _pump(self, live: Live) -> None:
        if live.session.pump() and not live.at_once():
            self._dirty.set()

    def pause(self, paused: bool) -> None:
        """Show no warnings, or show them again; a session that is opened anew goes on so."""
        with suppress(OSError):  # then a reload shows them again
            if paused:
                self._paused.touch()
            else:
                self._paused.unlink(missing_ok=True)
        if self.live:
            self.live.paused = paused
            self.live.publish()

    def touch(self, path: str) -> None:
        """Say that the open document of a path changed or is gone."""
        if self.live:
            self.live.touch(path)
        self._dirty.set()

    def claim(self, path: str, text: bytes, who: Provenance) -> None:
        """Say who made the text that an open document has, now that its editor told."""
        if self.live:
            self.live.claim(path, text, who)
        self._dirty.set()

    def renew_lenses(self) -> None:
        """Have the client ask for the lenses again, where a text with clauses is open."""
        workspace = self.server.client_capabilities.workspace
        can = workspace and workspace.code_lens and workspace.code_lens.refresh_support
        tasks = self.live.tasks if self.live else ()
        if can and not self.documents.keys().isdisjoint(tasks):
            self.server.workspace_code_lens_refresh(None)

    def path_of(self, absolute: Path) -> str | None:
        """Return a path relative to the root; None outside of it."""
        if not absolute.is_relative_to(self.root):
            return None
        return absolute.relative_to(self.root).as_posix()

    async def restart(self, options: Options) -> None:
        """Begin a new session."""
        await self._stop()
        self._task = self._loop.create_task(self._run(options))

    async def close(self) -> None:
        """Stop watching and take every diagnostic back."""
        await self._stop()

    async def _stop(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        if self.live:
            await self._end(self.live)

    async def _end(self, live: Live) -> None:
        if live.session.descriptor is not None:
            self._loop.remove_reader(live.session.descriptor)
        await live.close()
        live.publisher.sync({})
        await asyncio.to_thread(live.session.close)
        self.live = None

    async def _run(self, options: Options | None = None) -> None:
        try:
            await self._live(options or self.options())
            while True:
                # It stumbled, the server that held it ended or began another one, or another
                # one has its turn.
                await self._live(self.options())
        except Exception as error:  # noqa: BLE001 (said to the person; other folders go on)
            _log.exception("the session of %s ended", self.root)
            self.status.show("trouble", f"Touchline does not watch this folder: {error}")

    async def _live(self, options: Options) -> None:
        """Open the session and serve it, until it has to be opened anew."""
        live = self.live = await self._open(options)
        self._dirty.set()
        # What was read at the start stays; looking for garbage in it delays every warning, as
        # does looking often.
        gc.freeze()
        gc.set_threshold(*_GARBAGE)
        if live.session.descriptor is not None:
            self._loop.add_reader(live.session.descriptor, self._pump, live)
        ends = self._loop.create_task(self._presence.ends(live.session))
        ends.add_done_callback(lambda _: self._dirty.set())
        try:
            while await self._wait(live) and not ends.done():
                await live.round(self._dirty)
            if ends.done():
                ends.result()
        except Exception as error:  # noqa: BLE001 (logged; what is stored is opened anew)
            self._stumble(error)
        finally:
            left = not ends.cancel()
        await self._end(live)
        if left:
            await wait_until_taken(self.state)

    def _stumble(self, error: Exception) -> None:
        """Log an error that ended a session; raise it where there were too many of late."""
        _log.error("the session of %s stumbled and is opened anew", self.root, exc_info=error)
        self._errors.append(self._loop.time())
        if len(self._errors) == _MOST_ERRORS and self._errors[-1] - self._errors[0] < _LATELY:
            raise error

    async def _wait(self, live: Live) -> bool:
        """Wait for something to do; False where the session is to be opened anew."""
        goes_on = True
        while goes_on and live.session.is_second and not self._dirty.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._dirty.wait(), _LOOK)
            goes_on = await live.follow_first(self._dirty)
        if goes_on:
            await self._dirty.wait()
        return goes_on

    async def _open(self, options: Options) -> Live:
        self.status.show("starting")
        count = Count()
        opening = self._loop.run_in_executor(
            None, Session.open, self.root, options, self.state, self.wake, count
        )
        try:
            while not (await asyncio.wait((opening,), timeout=_TOLD))[0]:
                self.status.show("starting", count.text)
            session = opening.result()
        except asyncio.CancelledError:
            (await opening).close()
            raise
        server = self.server
        painter = Painter(
            session,
            self.documents,
            server.workspace.position_codec,
            self.pages,
            server.options.baseline_documents,
        )
        publisher = Publisher(server.text_document_publish_diagnostics)
        live = Live(session, painter, publisher, self.status.refresh)
        live.show = server.options.show
        live.paused = self._paused.exists()
        self.status.show("watching")
        return live

    def options(self) -> Options:
        """Return the session's options as the client set them."""
        options = self.server.options
        task = Path(options.task_file) if options.task_file else None
        undo = Limits(bytes=options.undo_limit * _MEGABYTE) if options.undo_limit else Limits()
        return Options(task=task, exclude=options.watcher_exclude, undo=undo)

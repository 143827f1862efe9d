"""A session on the event loop: kept up to date, judged and published.

Everything that changes the session happens while ``lock`` is held, one thing after another, or
between two steps of the loop while nobody holds it. What is slow runs in a thread on the
session's behalf. Hunks are published before syntax: as long as many files wait for their parses,
these go on in slices between newer writes. Once all are parsed, newer writes hold syntax up no
longer than ``_PATIENCE``.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from time import monotonic
from typing import Any, ParamSpec, TypeVar, cast

from lsprotocol import types

from touchline.baseline import look
from touchline.lsp.diagnostics import Painter
from touchline.lsp.documents import OpenDocument
from touchline.lsp.publisher import Publisher
from touchline.lsp.showing import Show
from touchline.model import Aspect, Provenance
from touchline.rules.rule import Stage
from touchline.session import NOBODY_KNOWS, Decisions, Session
from touchline.watch import Settled

_P = ParamSpec("_P")
_T = TypeVar("_T")

# Up to so many files and bytes are worked on without leaving the loop: the way to a thread and
# back costs more than the work.
_FEW = 16
_SHORT = 100_000
_PATIENCE = 0.25
_SLICE = 0.03


class Live:
    """An open session; every method belongs to the event loop."""

    def __init__(
        self, session: Session, painter: Painter, publisher: Publisher, changed: Callable[[], None]
    ) -> None:
        self.session = session
        self.painter = painter
        self.publisher = publisher
        self.decisions = Decisions(session)
        self.lock = asyncio.Lock()
        self.paused = False
        self.show: Show = "not-mine"
        self._changed = changed
        self._documents: dict[str, OpenDocument] = painter.documents
        self._touched: set[str] = set(self._documents)
        self._claims: list[tuple[str, bytes, Provenance]] = []
        self._left = Settled()
        self._error: Exception | None = None
        self._aside: asyncio.Task[None] | None = None
        self._stale = False
        self._closed = False

    @property
    def tasks(self) -> set[str]:
        """Files from which the task was read, or will be once the person accepts them."""
        findings = (judged.finding for judged in self.session.report.findings)
        waiting = {finding.path for finding in findings if finding.aspect is Aspect.TASK}
        return waiting.union(self.session.spec.sources)

    def touch(self, path: str) -> None:
        """Say that the open document of a path changed or is gone."""
        self._touched.add(path)

    def claim(self, path: str, text: bytes, who: Provenance) -> None:
        """Say who made the text that an open document has, now that its editor told."""
        self._claims.append((path, text, who))
        self._touched.add(path)

    async def settle(self) -> None:
        """Bring session and diagnostics up to date with what is known now; holds the lock."""
        await self._update()
        await self._review(Stage.HUNKS)
        await self._review_all(inline=False)

    def at_once(self) -> bool:
        """Work without leaving the loop, where it is little work: the way to a round delays the
        warning. False where a round has to go on.
        """
        if self.lock.locked() or self._closed or self.session.is_second:
            return False
        try:
            return self._work_at_once()
        except Exception as error:  # noqa: BLE001 (the next round raises it: that one is awaited)
            self._error = error
            return False

    async def round(self, dirty: asyncio.Event) -> None:
        """Work until nothing is left to do."""
        if self._error is not None:
            raise self._error
        began = monotonic()
        small = ready = True
        while dirty.is_set() or not ready:
            async with self.lock:
                if dirty.is_set():
                    dirty.clear()
                    small = await self._update()
                    await self._review(Stage.HUNKS, inline=small)
                ready = await _do(self.session.prepare, _SLICE, inline=small)
            if ready and monotonic() - began > _PATIENCE:
                break
        async with self.lock:
            await self._review_all(inline=small)

    async def follow_first(self, dirty: asyncio.Event) -> bool:
        """Take over what the server that holds the session accepted; False where that ended."""
        async with self.lock:
            before = self.session.revision
            goes_on = await asyncio.to_thread(self.session.follow_first)
        if self.session.revision != before:
            dirty.set()
        return goes_on

    async def close(self) -> None:
        """Stop judging."""
        self._closed = True
        self.session.stop_judging()
        if self._aside is not None:
            await asyncio.gather(self._aside, return_exceptions=True)

    async def call(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Do something with the session in a thread, then bring everything up to date."""
        async with self.lock:
            result = await asyncio.to_thread(work, *args, **kwargs)
            await self.settle()
        return result

    def publish(self) -> None:
        """Bring the client's diagnostics up to date with the report."""
        self.publisher.sync(self.painter.paint("nothing" if self.paused else self.show))
        self._changed()

    def _work_at_once(self) -> bool:
        settled = self._left = self._settled()
        paths = self._touched | settled.paths
        if settled.git or settled.rescan or self.session.has_stashed(paths):
            return False
        if not self._is_small(paths):
            return False
        self._left = Settled()
        self._take(settled)(paths)
        self.session.review(Stage.HUNKS)
        self.publish()
        if self.session.is_large or not self.session.prepare(_SLICE):
            return False
        # No diagnostic says in which definition a hunk lies, or what is near.
        self.session.review(Stage.SYNTAX, placed=False)
        self.publish()
        self.session.review(Stage.SYNTAX)
        self.publish()
        return True

    async def _update(self) -> bool:
        """Take in what was written; tells whether that was little."""
        settled = self._settled()
        paths = self._touched | settled.paths
        update = self._take(settled)
        if settled.git or self.session.has_stashed(paths):
            paths |= await asyncio.to_thread(self.session.follow_git)
        small = not settled.rescan and self._is_small(paths)
        await _do(update, paths, inline=small)
        if settled.rescan:
            await asyncio.to_thread(self.session.rescan)
        return small

    def _settled(self) -> Settled:
        """Return what was written since, with what was left to a round."""
        left, self._left = self._left, Settled()
        now = self.session.drain()
        return Settled(
            paths=left.paths | now.paths,
            rescan=left.rescan or now.rescan,
            git=left.git or now.git,
        )

    def _take(self, settled: Settled) -> Callable[[Collection[str]], None]:
        """Take what the editor told since; returns what updates the session with it."""
        touched, claims = self._touched, self._claims
        self._touched, self._claims = set(), []
        open_ones = (touched | settled.paths) & self._documents.keys()
        overlays = dict.fromkeys(touched - self._documents.keys()) | self._texts(open_ones)
        writers = self._writers(overlays)
        untold = frozenset(touched - settled.paths)

        def update(paths: Collection[str]) -> None:
            for claim in claims:
                self.session.claim(*claim)
            self.session.update(paths, overlays, writers, untold=untold)

        return update

    def _texts(self, paths: Iterable[str]) -> dict[str, bytes | None]:
        """Return the texts of open documents that count now; None where the file does."""
        texts: dict[str, bytes | None] = {}
        for path in paths:
            document = self._documents[path]
            seen = look(self.session.root, path, self.session.options.limits.file)
            disk = seen.content if seen else None
            document.written(disk)
            texts[path] = document.content(disk)
        return texts

    def _writers(self, overlays: Mapping[str, bytes | None]) -> dict[str, Provenance]:
        """Return who made the unsaved edits; the files on disk have their own writers."""
        open_ones = {path: self._documents[path] for path in overlays if path in self._documents}
        authors = {path: document.taken() for path, document in open_ones.items()}
        return {
            path: author or NOBODY_KNOWS
            for path, author in authors.items()
            if overlays[path] is not None
        }

    def _is_small(self, paths: Iterable[str]) -> bool:
        paths = tuple(paths)
        return len(paths) <= _FEW and sum(self._size(path) or 0 for path in paths) <= _SHORT

    def _size(self, path: str) -> int | None:
        try:
            return os.lstat(f"{self.session.root}/{path}").st_size
        except OSError:
            return None

    async def _review(self, stage: Stage, *, inline: bool = False) -> None:
        await _do(self.session.review, stage, inline=inline)
        self.publish()

    async def _review_all(self, *, inline: bool) -> None:
        """Judge syntax as well, here or, where that takes long, beside; holds the lock."""
        if not self.session.is_large:
            await self._review(Stage.SYNTAX, inline=inline)
            return
        self._stale = True
        if self._aside is not None and self._aside.done():
            self._aside.result()
        if self._aside is None or self._aside.done():
            self._aside = asyncio.create_task(self._judge_aside())

    async def _judge_aside(self) -> None:
        """Have the newest state judged beside; what is stale by then is dropped."""
        while self._stale and not self._closed:
            async with self.lock:
                self._stale = False
                snapshot = await asyncio.to_thread(self.session.snapshot)
            review = await asyncio.to_thread(self.session.judge, snapshot)
            async with self.lock:
                if self._closed:
                    return
                if await asyncio.to_thread(self.session.take, review, snapshot):
                    self.publish()


def finding_id(diagnostic: types.Diagnostic) -> str:
    """Return the fingerprint of the finding that a diagnostic shows; empty for a note's."""
    data = cast("dict[str, Any] | None", diagnostic.data)
    return str(data["finding"]) if data else ""


async def _do(work: Callable[..., _T], *args: object, inline: bool) -> _T:
    return work(*args) if inline else await asyncio.to_thread(work, *args)

"""The one stateful object: it is told of paths and keeps the report of what they changed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import monotonic

from touchline.baseline import Progress
from touchline.model import Change, ChangeSet, Note, Report
from touchline.revert import Store
from touchline.review import Review
from touchline.rules.rule import Stage
from touchline.session import said
from touchline.session.earlier import Earlier
from touchline.session.judging import Judging, Snapshot
from touchline.session.options import Options
from touchline.session.reporting import Reporting
from touchline.session.work_tree import WorkTree
from touchline.spec.model import TaskSpec

# So many times as long as it takes to begin, work that can be broken off goes on at least.
_WORTH = 4


class Session(WorkTree):
    """A session of one folder: a work tree that is judged.

    What a session returns is immutable and may be handed to any thread. ``report`` and
    ``changes`` are those of the last review; what was told since is not in them yet. ``earlier``
    are those before.
    """

    def __init__(
        self,
        root: Path,
        options: Options,
        state: Path,
        wake: Callable[[], None] | None,
        progress: Progress | None = None,
    ) -> None:
        # What a killed process left half-done must not become part of the baseline.
        self.store = Store(state, options.undo)
        self._cut_short = said.recovered(root, self.store)
        super().__init__(root, options, state, wake, progress)
        self._reporting = Reporting(self._authors, partial(self.store.places, self.info.started))
        self._judging = Judging(
            root, self._baseline, self._tree, task=options.task, text=options.text
        )

    @classmethod
    def open(
        cls,
        root: Path,
        options: Options,
        state: Path,
        wake: Callable[[], None] | None = None,
        progress: Progress | None = None,
    ) -> Session:
        """Take or resume the baseline and find what is different from it now.

        With ``wake`` the folder is watched as well: it is called, from another thread, whenever
        ``drain`` has something to give. ``progress`` is told of the files that are copied. Raises
        OSError where the folder or the state folder can't be used.
        """
        with _uncollected():
            session = cls(root, options, state, wake, progress)
            session.follow_git()
            session.rescan(session._before)
        return session

    def close(self) -> None:
        """Stop judging and watching, and let go of the baseline and the lock."""
        self._judging.close()
        super().close()

    @property
    def report(self) -> Report:
        """What the last review found."""
        return self._reporting.shown.report

    @property
    def shown(self) -> Review:
        """The same, file by file."""
        return self._reporting.shown

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes that the report is about."""
        return self._reporting.changes

    @property
    def earlier(self) -> Earlier:
        """The reports before."""
        return self._reporting.earlier

    @property
    def spec(self) -> TaskSpec:
        """The task in force."""
        return self._judging.spec

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is not known or not covered, of the session and of single files."""
        return (*self._cut_short, *super().notes, *self.shown.notes)

    def change(self, path: str) -> Change | None:
        """Return the change of a path that the report speaks of; None where there is none."""
        return self._reporting.change(path)

    def review(self, stage: Stage = Stage.SYNTAX, *, placed: bool = True) -> Review:
        """Judge the change set. After ``Stage.HUNKS`` what needs syntax is as it was before.

        With ``placed`` false the findings are complete, and where hunks lie is found next time.
        """
        change_set = self._changes.set()
        self._take(self._judging.look(change_set, stage, placed=placed), change_set, stage)
        return self.shown

    def prepare(self, seconds: float) -> bool:
        """Work for so long on what judging the syntax needs; tells whether all is ready.

        Longer where many files changed, so that most of the time is not spent on beginning anew.
        """
        began = monotonic()
        change_set = self._changes.set()
        if self._judging.is_large(change_set):
            return True
        steps = self._judging.prepare(change_set)
        next(steps, None)
        end = monotonic() + max(seconds, _WORTH * (monotonic() - began))
        return all(monotonic() < end for _ in steps)

    @property
    def is_large(self) -> bool:
        """Whether the change set holds a file whose parse is left to the process beside."""
        return self._judging.is_large(self._changes.set())

    def snapshot(self) -> Snapshot:
        """Return what `judge` needs, the change set of now included."""
        return self._judging.snapshot(self._changes.set())

    def judge(self, snapshot: Snapshot) -> Review | None:
        """Judge a snapshot in the process beside, while the session goes on; None: it failed.

        May be called by another thread than everything else, one call at a time.
        """
        return self._judging.judge(snapshot)

    def stop_judging(self) -> None:
        """End the process beside, in the middle of a question as well; any thread may call it."""
        self._judging.close()

    def take(self, review: Review | None, snapshot: Snapshot) -> bool:
        """Take what was judged of a snapshot; False when something changed since."""
        change_set = self._changes.set()
        if not self._judging.is_current(snapshot, change_set):
            return False
        if review is None:
            self._judging.give_up(change_set)
            review = self._judging.look(change_set, Stage.SYNTAX)
        self._take(review, change_set, Stage.SYNTAX)
        return True

    def _take(self, review: Review, change_set: ChangeSet, stage: Stage) -> None:
        judge = self._judging.reviewer
        self.revision += self._reporting.take(review, change_set, stage, judge)

    def _follow(self, paths: Collection[str], *, moved: bool) -> None:
        self._judging.follow(paths, self._tree, moved=moved)


@contextmanager
def _uncollected() -> Generator[None]:
    """Look for no garbage: what is read at the start stays, however often it is looked at."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()

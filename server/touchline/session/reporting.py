"""The report that a session shows, kept up to date from one review to the next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from touchline.model import Change, ChangeSet, Note, Report
from touchline.revert import Place
from touchline.rules.rule import Stage
from touchline.session.again import told_again
from touchline.session.authors import Authors
from touchline.session.earlier import Earlier
from touchline.session.parts import Part, join, split

_NOTHING = Part()


class Reporting:
    """Takes what a review found, and adds who wrote it and what came again.

    ``report`` and ``changes`` belong together; ``earlier`` are those before. ``places`` gives
    what was taken back.
    """

    def __init__(self, authors: Authors, places: Callable[[], Collection[Place]]) -> None:
        self.report = Report()
        self.changes: tuple[Change, ...] = ()
        self.earlier = Earlier()
        self._authors = authors
        self._places = places
        self._by_path: dict[str, Change] = {}
        self._parts: dict[str, Part] = {}
        self._judge: object = None

    def change(self, path: str) -> Change | None:
        """Return the change of a path that the report speaks of; None where there is none."""
        return self._by_path.get(path)

    def take(self, report: Report, change_set: ChangeSet, stage: Stage, judge: object) -> bool:
        """Take what was found; tells whether that is different from before.

        After the hunks' stage, what needs syntax is as it was before. ``judge`` is another object
        when the spec or the rules are others.
        """
        changes = {change.path: change for change in change_set.changes}
        kept = self._unchanged(changes, judge) if stage is Stage.HUNKS else set[str]()
        found = split(report)
        places = self._places()
        parts: dict[str, Part] = {}
        for path, change in changes.items():
            if path in kept:
                parts[path] = self._parts[path]
                continue
            part = found.get(path, _NOTHING)
            if stage is Stage.HUNKS:
                part = part.with_syntax_of(self._parts.get(path, _NOTHING))
            if path in found:
                part = self._authors.signed(change, told_again(part, change, places))
            parts[path] = part
        notes = (*report.notes, *self._notes_of(kept))
        new = join(parts, tuple(dict.fromkeys(notes)), len(changes))
        different = new != self.report
        self.earlier.keep(self.report, self._by_path, changes)
        self.report, self.changes = new, change_set.changes
        self._by_path, self._parts, self._judge = changes, parts, judge
        return different

    def _unchanged(self, changes: dict[str, Change], judge: object) -> set[str]:
        """Return the paths of which the report says all that there is to say."""
        if judge is not self._judge:
            return set()
        return {path for path, change in changes.items() if self._by_path.get(path) is change}

    def _notes_of(self, paths: Collection[str]) -> Iterator[Note]:
        return (note for note in self.report.notes if note.path in paths)

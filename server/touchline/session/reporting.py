"""What a session shows, kept up to date from one review to the next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache

from touchline.model import Change, ChangeSet, Note
from touchline.revert import Place
from touchline.review import Part, Review
from touchline.rules.rule import Stage
from touchline.session.again import told_again
from touchline.session.authors import Authors
from touchline.session.earlier import Earlier

_NOTHING = Part()


class Reporting:
    """Takes what a review found, and adds who wrote it and what came again.

    ``shown`` and ``changes`` belong together; ``earlier`` are those before. ``places`` gives
    what was taken back.
    """

    def __init__(self, authors: Authors, places: Callable[[], Collection[Place]]) -> None:
        self.shown = Review({})
        self.changes: tuple[Change, ...] = ()
        self.earlier = Earlier()
        self._authors = authors
        self._places = places
        self._by_path: Mapping[str, Change] = {}
        self._judge: object = None

    def change(self, path: str) -> Change | None:
        """Return the change of a path that the report speaks of; None where there is none."""
        return self._by_path.get(path)

    def take(self, found: Review, change_set: ChangeSet, stage: Stage, judge: object) -> bool:
        """Take what was found; tells whether that is different from before.

        After the hunks' stage, what needs syntax is as it was before. ``judge`` is another object
        when the spec or the rules are others.
        """
        changes = {change.path: change for change in change_set.changes}
        kept = self._unchanged(changes, judge) if stage is Stage.HUNKS else set[str]()
        before, places = self.shown.parts, cache(self._places)
        parts = {
            path: before[path]
            if path in kept
            else self._part(change, found.parts.get(path), stage, places)
            for path, change in changes.items()
        }
        notes = tuple(dict.fromkeys((*found.notes, *self._notes_of(kept))))
        different = parts != before or notes != self.shown.notes
        self.earlier.keep(self.shown, self._by_path, changes)
        self.shown, self.changes = Review(parts, notes, len(changes)), change_set.changes
        self._by_path, self._judge = changes, judge
        return different

    def _part(
        self,
        change: Change,
        found: Part | None,
        stage: Stage,
        places: Callable[[], Collection[Place]],
    ) -> Part:
        """Return what is to be said of a change; only its syntax where nothing was found now."""
        part = found or _NOTHING
        if stage is Stage.HUNKS:
            part = part.with_syntax_of(self.shown.parts.get(change.path, _NOTHING))
        if found is None:
            return part
        if part.findings:
            part = told_again(part, change, places())
        return self._authors.signed(change, part)

    def _unchanged(self, changes: dict[str, Change], judge: object) -> set[str]:
        """Return the paths of which the report says all that there is to say."""
        if judge is not self._judge:
            return set()
        return {path for path, change in changes.items() if self._by_path.get(path) is change}

    def _notes_of(self, paths: Collection[str]) -> Iterator[Note]:
        return (note for note in self.shown.notes if note.path in paths)

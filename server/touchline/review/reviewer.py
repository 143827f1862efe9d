"""The pure pipeline: a change set and a spec in, a report out.

What was worked out for a change is kept as long as that change stays in the change set. The
report never depends on what was kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial

from touchline.judge import near_paths
from touchline.model import Change, ChangeSet, JudgedHunk, Note, Report
from touchline.review.known import Known, Said
from touchline.review.parts import Review
from touchline.review.track import Track, unseen
from touchline.rules.across import Across
from touchline.rules.filechange import FileChange
from touchline.rules.registry import RULES
from touchline.rules.rule import Rule, Stage
from touchline.spec.match import Matcher
from touchline.spec.model import TaskSpec
from touchline.spec.unread import Unread
from touchline.syntax import Neighbours, language_of

_UNJUDGED = "Reading the syntax of this file failed twice, so only its lines were judged."

# The trees of more files than these are not all kept until rules ask.
_MANY = 100


class Reviewer:
    """Reviews the states of one change set against one spec, one after another.

    ``around`` gives the files at the baseline that clauses ask for, and the manifests that name
    packages: their imports tell what is near. ``notes`` are said with every report. ``context``
    gives files that did not change but that rules may look at, and is asked only if one does.
    ``track`` may be set to show how far a review is.
    """

    def __init__(
        self,
        spec: TaskSpec | Unread,
        around: Callable[[], Mapping[str, bytes]] = dict,
        rules: Sequence[Rule] = RULES,
        notes: Sequence[Note] = (),
        context: Callable[[Sequence[Change]], Mapping[str, bytes]] | None = None,
    ) -> None:
        self._rules = rules
        self._notes_before = (*spec.problems, *notes)
        self._around = around
        self._context = context
        self._matcher = Matcher(spec)
        self._known: dict[str, Known] = {}
        self._neighbours = Neighbours()
        self.track: Track = unseen
        self._across: tuple[ChangeSet, frozenset[str], Across] | None = None

    def review(
        self,
        change_set: ChangeSet,
        stage: Stage = Stage.SYNTAX,
        unjudged: Collection[str] = (),
        *,
        findings_only: bool = False,
    ) -> Report:
        """Say everything that is to be said. ``Stage.HUNKS`` leaves out what needs a parse.

        Of files that are ``unjudged``, because their parse fails, that is left out as well.
        Findings only come with the notes on the spec and on rules, and with no hunks.
        """
        return self.look(change_set, stage, unjudged, findings_only=findings_only).report

    def look(
        self,
        change_set: ChangeSet,
        stage: Stage = Stage.SYNTAX,
        unjudged: Collection[str] = (),
        *,
        findings_only: bool = False,
        placed: bool = True,
    ) -> Review:
        """Say the same file by file; what is said of a file as before is the same object.

        With ``placed`` false hunks are as the lines alone tell, or as they were: no finding
        depends on the definitions in which they lie, and on what is near.
        """
        across = self._look_across(change_set, unjudged)
        parsed = tuple(across.files.values())
        stages = {path: Stage.HUNKS if path in unjudged else stage for path in self._known}
        said = {
            path: known.said(self._rules, stages[path], across)
            for path, known in self.track("Judging", self._known.items())
        }
        hunks: Mapping[str, tuple[JudgedHunk, ...]] = (
            {} if findings_only else self._hunks(stages, parsed, placed=placed)
        )
        unread = () if findings_only else self._unread(stages, unjudged)
        parts = {
            path: known.part(known.findings(said[path], self._matcher), hunks.get(path, ()))
            for path, known in self._known.items()
        }
        return Review(parts, (*self._notes_before, *unread, *_notes(said)), len(parts))

    def prepare(self, change_set: ChangeSet, unjudged: Collection[str] = ()) -> Iterator[None]:
        """Work out in steps what the next review of the syntax needs; there may be a pause
        after each, or an end. All parses come first: rules ask about all files.
        """
        across = self._look_across(change_set, unjudged)
        new = [self._known[path] for path in across.files if not self._known[path].is_complete]
        for known in new:
            if not known.is_parsed:
                known.parse(entirely=len(new) > _MANY)
                yield
        for known in new:
            known.said(self._rules, Stage.SYNTAX, across)
            yield

    def after(self, other: Reviewer) -> Reviewer:
        """Go on where a reviewer with another spec or other rules stopped; returns itself.

        Hunks and facts are kept: no clause bears on them. What rules said is asked anew.
        """
        self._known = {path: known.without_verdicts() for path, known in other._known.items()}
        return self

    def look_again(self) -> None:
        """Ask anew about files that did not change: they may be others now."""
        self._across = None

    def _look_across(self, change_set: ChangeSet, unjudged: Collection[str]) -> Across:
        """Take a change set up; what is known of changes that are no longer in it is dropped."""
        left = frozenset(unjudged)
        if self._across is not None and self._across[0] is change_set and self._across[1] == left:
            return self._across[2]
        self._known = {change.path: self._of(change) for change in change_set.changes}
        parsed = [known.file for path, known in self._known.items() if path not in unjudged]
        context = partial(self._context, change_set.changes) if self._context else None
        across = Across(parsed, dict(change_set.context), self._matcher, context)
        self._across = change_set, left, across
        return across

    def _of(self, change: Change) -> Known:
        known = self._known.get(change.path)
        if known is not None and (known.file.change is change or known.file.change == change):
            return known
        return Known(FileChange(change))

    def _hunks(
        self, stages: Mapping[str, Stage], parsed: Sequence[FileChange], *, placed: bool
    ) -> Mapping[str, tuple[JudgedHunk, ...]]:
        if not placed:
            return {path: k.hunks_so_far(self._matcher) for path, k in self._known.items()}
        near = self._near(stages, parsed)
        return {
            path: known.hunks(stages[path], self._matcher, near=path in near)
            for path, known in self._known.items()
        }

    def _near(self, stages: Mapping[str, Stage], parsed: Sequence[FileChange]) -> Collection[str]:
        """Return the files that are one import away from code that is asked for."""
        files = [file for file in parsed if language_of(file.path)]
        if Stage.SYNTAX not in stages.values() or not self._matcher.names_code or not files:
            return ()
        asked = {p for p, k in self._known.items() if k.is_asked_for(stages[p], self._matcher)}
        changed = {file.path: (file.before.whole, file.after) for file in files}
        return near_paths(asked, self._neighbours.of(changed, self._around()), self._matcher)

    def _unread(self, stages: Mapping[str, Stage], unjudged: Collection[str]) -> Iterator[Note]:
        """Say what could not be read of the files."""
        for path, known in self._known.items():
            yield from known.notes(stages[path])
        for path in sorted(unjudged):
            yield Note(kind="unparsed", message=_UNJUDGED, path=path)


def _notes(said: Mapping[str, tuple[Said, ...]]) -> Iterator[Note]:
    return (one.note for each in said.values() for one in each if one.note)

"""The pure pipeline: a change set and a spec in, a report out.

What was worked out for a change is kept as long as that change stays in the change set: its
hunks, its facts, and what each rule said of it, the latter for as long as everything that the
rule asked about other files has the same answer. The report never depends on what was kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from touchline.judge import judge_findings, judge_hunks, near
from touchline.model import (
    Change,
    ChangeSet,
    Finding,
    Hunk,
    JudgedFinding,
    JudgedHunk,
    Note,
    Report,
    Severity,
    Summary,
    Verdict,
)
from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.registry import RULES
from touchline.rules.rule import Rule, Stage
from touchline.spec.match import Matcher
from touchline.spec.model import TaskSpec
from touchline.syntax import language_of, neighbours

_UNJUDGED = "Reading the syntax of this file failed twice, so only its lines were judged."


@dataclass(frozen=True, slots=True)
class _Said:
    """What one rule said of one change, and what it had asked about other files."""

    analysis: Analysis
    findings: tuple[Finding, ...]
    note: Note | None = None


@dataclass(slots=True)
class _Kept:
    """What is known of one change."""

    file: FileChange
    said: dict[str, _Said] = field(default_factory=dict[str, _Said])
    placed: tuple[Hunk, ...] | None = None

    def hunks(self, stage: Stage) -> tuple[Hunk, ...]:
        """Return the hunks; from the syntax stage on with the definitions they lie in."""
        if stage is Stage.HUNKS:
            return self.placed or self.file.hunks
        if self.placed is None:
            self.placed = self.file.placed
        return self.placed


class Reviewer:
    """Reviews the states of one change set against one spec, one after another.

    ``around`` gives the files at the baseline that clauses ask for, and the manifests that name
    packages: their imports tell what is near. ``notes`` are said with every report. ``context``
    gives files that did not change but that rules may look at, and is asked only if one does.
    """

    def __init__(
        self,
        spec: TaskSpec,
        around: Callable[[], Mapping[str, bytes]] = dict,
        rules: Sequence[Rule] = RULES,
        notes: Sequence[Note] = (),
        context: Callable[[Sequence[Change]], Mapping[str, bytes]] = lambda _: {},
    ) -> None:
        self._spec = spec
        self._rules = rules
        self._notes_before = (*spec.problems, *notes)
        self._around = around
        self._context = context
        self._matcher = Matcher(spec)
        self._kept: dict[str, _Kept] = {}

    def review(
        self,
        change_set: ChangeSet,
        stage: Stage = Stage.SYNTAX,
        unjudged: Collection[str] = (),
        *,
        with_hunks: bool = True,
    ) -> Report:
        """Say everything that is to be said. ``Stage.HUNKS`` leaves out what needs a parse.

        Of files that are ``unjudged``, because their parse fails, that is left out as well.
        The report has no hunks where none are asked for.
        """
        self._kept = {change.path: self._known(change) for change in change_set.changes}
        stages = {path: Stage.HUNKS if path in unjudged else stage for path in self._kept}
        parsed = [kept.file for path, kept in self._kept.items() if path not in unjudged]
        context = partial(self._context, change_set.changes)
        across = Across(parsed, dict(change_set.context), self._matcher, context)
        said = [
            self._ask(rule, kept, across)
            for path, kept in self._kept.items()
            for rule in self._rules
            if stages[path] is Stage.SYNTAX or rule.stage is Stage.HUNKS
        ]
        changes = {change.path: change for change in change_set.changes}
        findings = judge_findings(
            (finding for each in said for finding in each.findings),
            changes,
            self._matcher,
            self._spec,
        )
        hunks = self._hunks(changes, stages, parsed) if with_hunks else ()
        failed = [Note(kind="unparsed", message=_UNJUDGED, path=path) for path in sorted(unjudged)]
        notes = (*self._notes_before, *self._notes(stages), *(s.note for s in said if s.note))
        return Report(
            findings=findings,
            hunks=hunks,
            notes=(*notes, *failed),
            summary=summary(len(changes), hunks, findings),
        )

    def after(self, other: Reviewer) -> Reviewer:
        """Go on where a reviewer with another spec or other rules stopped; returns itself.

        Hunks and facts are kept: no clause bears on them. What rules said is asked anew.
        """
        self._kept = {
            path: _Kept(kept.file, placed=kept.placed) for path, kept in other._kept.items()
        }
        return self

    def _hunks(
        self, changes: Mapping[str, Change], stages: Mapping[str, Stage], parsed: list[FileChange]
    ) -> tuple[JudgedHunk, ...]:
        placed = (hunk for path, kept in self._kept.items() for hunk in kept.hunks(stages[path]))
        hunks = judge_hunks(placed, changes, self._matcher)
        if Stage.SYNTAX in stages.values() and self._matcher.names_code:
            return near(hunks, self._neighbours(parsed), self._matcher)
        return hunks

    def _known(self, change: Change) -> _Kept:
        kept = self._kept.get(change.path)
        if kept is not None and (kept.file.change is change or kept.file.change == change):
            return kept
        return _Kept(FileChange(change))

    def _ask(self, rule: Rule, kept: _Kept, across: Across) -> _Said:
        known = kept.said.get(rule.id)
        if known is None or not known.analysis.holds(across):
            known = _run(rule, kept.file, Analysis(across))
            kept.said[rule.id] = known
        return known

    def _neighbours(self, parsed: Sequence[FileChange]) -> Mapping[str, Collection[str]]:
        """Return the files one import away from each file that changed or is asked for."""
        files = [file for file in parsed if language_of(file.path)]
        changed = {file.path: (file.before.whole, file.after) for file in files}
        return neighbours(changed, self._around()) if changed else {}

    def _notes(self, stages: Mapping[str, Stage]) -> Iterator[Note]:
        for path, kept in self._kept.items():
            change = kept.file.change
            if change.unread is not None:
                yield Note(kind="unread", message=change.unread, path=change.path)
            elif stages[path] is Stage.SYNTAX and kept.file.after.errors:
                yield _unparsed(kept.file)


def summary(files: int, hunks: Sequence[JudgedHunk], findings: Sequence[JudgedFinding]) -> Summary:
    """Count the files, the hunks by verdict and the findings by severity."""
    verdicts = Counter(hunk.verdict for hunk in hunks)
    severities = Counter(finding.severity for finding in findings)
    return Summary(
        files=files,
        asked_for=verdicts[Verdict.ASKED_FOR],
        unmentioned=verdicts[Verdict.UNMENTIONED],
        ruled_out=verdicts[Verdict.RULED_OUT],
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        informations=severities[Severity.INFORMATION],
    )


def _run(rule: Rule, file: FileChange, analysis: Analysis) -> _Said:
    """Run one rule; one that fails is reported, and the others go on."""
    try:
        return _Said(analysis, tuple(rule.check(file, analysis)))
    except Exception as error:  # noqa: BLE001 (whatever a rule does, the others go on)
        cause = f"{type(error).__name__}: {error}".rstrip(": ")
        message = f"The rule {rule.id} did not run on this file ({cause})."
        return _Said(analysis, (), Note(kind="rule", message=message, path=file.path))


def _unparsed(file: FileChange) -> Note:
    first = min(span.line for span in file.after.errors)
    return Note(
        kind="unparsed",
        message="A part of this file could not be parsed; the rest was checked.",
        path=file.path,
        line=first,
    )

"""What is known of one change, kept from one review to the next.

What a rule said holds while everything that it asked about other files has the same answer, and
a verdict on it for as long as it is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from touchline.judge import judge_findings, judge_hunks, marked_near
from touchline.model import Finding, Hunk, JudgedFinding, JudgedHunk, Note, Verdict
from touchline.review.parts import Part
from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.rule import Rule, Stage
from touchline.spec.match import Matcher


@dataclass(frozen=True, slots=True)
class Said:
    """What one rule said of one change, and what it had asked about other files."""

    analysis: Analysis
    findings: tuple[Finding, ...]
    note: Note | None = None


class Known:
    """One change under one spec: its facts, what the rules said of it, and the verdicts.

    Results that did not change are the very same objects from one call to the next.
    """

    def __init__(self, file: FileChange, placed: tuple[Hunk, ...] | None = None) -> None:
        self.file = file
        self._placed = placed
        self._by_rule: dict[str, Said] = {}
        self._said: tuple[Said, ...] = ()
        self._open: tuple[Said, ...] = ()
        self._looked: Stage | None = None
        self._findings: tuple[tuple[Said, ...], tuple[JudgedFinding, ...]] = ((), ())
        self._hunks: tuple[JudgedHunk, ...] | None = None
        self._near: tuple[JudgedHunk, ...] | None = None
        self._last: tuple[JudgedHunk, ...] | None = None
        self._asked: bool | None = None
        self._part = Part()
        self.is_parsed = False

    def without_verdicts(self) -> Known:
        """Return what is known whatever the spec and the rules: hunks and facts."""
        return Known(self.file, self._placed)

    @property
    def is_complete(self) -> bool:
        """Whether the syntax was looked at already."""
        return self._looked is Stage.SYNTAX

    def parse(self, *, entirely: bool) -> None:
        """Work out the facts of both versions, entirely or as far as every rule needs them."""
        for facts in (self.file.before, self.file.after):
            if entirely:
                facts.read()
        self.is_parsed = True

    def said(self, rules: Sequence[Rule], stage: Stage, across: Across) -> tuple[Said, ...]:
        """Return what the rules of a stage say.

        Once the syntax was looked at, that counts at the hunks' stage as well.
        """
        if self.is_complete and stage is Stage.HUNKS:
            return self._said
        if self._looked is stage and all(said.analysis.holds(across) for said in self._open):
            return self._said
        wanted = (rule for rule in rules if stage is Stage.SYNTAX or rule.stage is Stage.HUNKS)
        self._said = tuple([self._ask(rule, across) for rule in wanted if rule.is_about(self.file)])
        self._open = tuple([said for said in self._said if said.analysis.is_open])
        self._looked = stage
        return self._said

    def part(self, findings: tuple[JudgedFinding, ...], hunks: tuple[JudgedHunk, ...]) -> Part:
        """Return both as what is said of the file."""
        if self._part.findings is not findings or self._part.hunks is not hunks:
            self._part = Part(findings, hunks)
        return self._part

    def findings(self, said: tuple[Said, ...], matcher: Matcher) -> tuple[JudgedFinding, ...]:
        """Return the verdicts on what was said."""
        if self._findings[0] is not said:
            found = [finding for each in said for finding in each.findings]
            changes = {self.file.path: self.file.change}
            judged = judge_findings(found, changes, matcher) if found else ()
            self._findings = (said, judged)
        return self._findings[1]

    def hunks(self, stage: Stage, matcher: Matcher, *, near: bool) -> tuple[JudgedHunk, ...]:
        """Return the hunks with their verdicts; ``near``: asked-for code is an import away."""
        self._last = self._judged(stage, matcher)
        if near:
            if self._near is None:
                self._near = marked_near(self._last)
            self._last = self._near
        return self._last

    def hunks_so_far(self, matcher: Matcher) -> tuple[JudgedHunk, ...]:
        """Return the hunks with their verdicts as they were last, or as the lines alone tell."""
        return self._judged(Stage.HUNKS, matcher) if self._last is None else self._last

    def is_asked_for(self, stage: Stage, matcher: Matcher) -> bool:
        """Tell whether a clause asks by name for work on a definition in which a hunk lies."""
        judged = self._judged(stage, matcher)
        if self._asked is None:
            asked = (item.hunk for item in judged if item.verdict is Verdict.ASKED_FOR)
            self._asked = any(matcher.names_definition(hunk.symbols) for hunk in asked)
        return self._asked

    def notes(self, stage: Stage) -> Iterator[Note]:
        """Say what could not be read of the file."""
        change = self.file.change
        looked = stage is Stage.SYNTAX or self.is_complete
        if change.unread is not None:
            yield Note(kind="unread", message=change.unread, path=change.path)
        elif looked and self.file.after.errors:
            yield _unparsed(self.file)

    def _judged(self, stage: Stage, matcher: Matcher) -> tuple[JudgedHunk, ...]:
        """Judge the hunks; from the syntax stage on with the definitions they lie in."""
        if stage is Stage.SYNTAX and self._placed is None:
            self._placed = self.file.placed
            if self._placed != self.file.hunks:
                self._hunks = self._near = self._asked = None
        if self._hunks is None:
            placed = self.file.hunks if self._placed is None else self._placed
            changes = {self.file.path: self.file.change}
            self._hunks = judge_hunks(placed, changes, matcher)
        return self._hunks

    def _ask(self, rule: Rule, across: Across) -> Said:
        known = self._by_rule.get(rule.id)
        if known is None or not known.analysis.holds(across):
            known = self._by_rule[rule.id] = _run(rule, self.file, Analysis(across))
        return known


def _run(rule: Rule, file: FileChange, analysis: Analysis) -> Said:
    """Run one rule; one that fails is reported, and the others go on."""
    try:
        return Said(analysis, tuple(rule.check(file, analysis)))
    except Exception as error:  # noqa: BLE001 (whatever a rule does, the others go on)
        cause = f"{type(error).__name__}: {error}".rstrip(": ")
        message = f"The rule {rule.id} did not run on this file ({cause})."
        return Said(analysis, (), Note(kind="rule", message=message, path=file.path))


def _unparsed(file: FileChange) -> Note:
    first = min(span.line for span in file.after.errors)
    return Note(
        kind="unparsed",
        message="A part of this file could not be parsed; the rest was checked.",
        path=file.path,
        line=first,
    )

"""What a review found, file by file, so that what did not change need not be worked out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from touchline.model import (
    JudgedFinding,
    JudgedHunk,
    Note,
    Report,
    Severity,
    Summary,
    Verdict,
)
from touchline.rules.registry import RULES
from touchline.rules.rule import Stage

_OF_SYNTAX = frozenset(rule.id for rule in RULES if rule.stage is Stage.SYNTAX)


class Part(NamedTuple):
    """What is said of one file. While nothing else is said, it is the very same object."""

    findings: tuple[JudgedFinding, ...] = ()
    hunks: tuple[JudgedHunk, ...] = ()

    def with_syntax_of(self, old: Part) -> Part:
        """Return the part with the findings of an older one that need a parse to be found anew."""
        kept = [found for found in old.findings if found.finding.rule in _OF_SYNTAX]
        if not kept:
            return self
        return self._replace(findings=tuple(sorted((*self.findings, *kept), key=_place)))


@dataclass(frozen=True)
class Review:
    """What is said of a change set: the parts by path, in its order, and notes, on so many files.

    The report is put together when it is first asked for.
    """

    parts: Mapping[str, Part]
    notes: tuple[Note, ...] = ()
    files: int = 0

    @cached_property
    def report(self) -> Report:
        """All parts as one report."""
        findings = tuple(chain.from_iterable(part.findings for part in self.parts.values()))
        hunks = tuple(chain.from_iterable(part.hunks for part in self.parts.values()))
        counts = _summary(self.files, hunks, findings)
        return Report(findings=findings, hunks=hunks, notes=self.notes, summary=counts)


def _summary(files: int, hunks: Sequence[JudgedHunk], findings: Sequence[JudgedFinding]) -> Summary:
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


def _place(found: JudgedFinding) -> tuple[int, int, str, str]:
    finding = found.finding
    return finding.line, finding.end_line, finding.rule, finding.subject

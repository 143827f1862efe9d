"""A report file by file, so that what did not change need not be worked out again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

from touchline.model import JudgedFinding, JudgedHunk, Note, Report
from touchline.review import summary
from touchline.rules.registry import RULES
from touchline.rules.rule import Stage

_OF_SYNTAX = frozenset(rule.id for rule in RULES if rule.stage is Stage.SYNTAX)


class Part(NamedTuple):
    """What a report says of one file."""

    findings: tuple[JudgedFinding, ...] = ()
    hunks: tuple[JudgedHunk, ...] = ()

    def with_syntax_of(self, old: Part) -> Part:
        """Return the part with the findings of an older one that need a parse to be found anew."""
        kept = [found for found in old.findings if found.finding.rule in _OF_SYNTAX]
        if not kept:
            return self
        return self._replace(findings=tuple(sorted((*self.findings, *kept), key=_place)))


def split(report: Report) -> dict[str, Part]:
    """Return the parts of a report by path."""
    findings: defaultdict[str, list[JudgedFinding]] = defaultdict(list)
    hunks: defaultdict[str, list[JudgedHunk]] = defaultdict(list)
    for found in report.findings:
        findings[found.finding.path].append(found)
    for judged in report.hunks:
        hunks[judged.hunk.path].append(judged)
    paths = findings.keys() | hunks.keys()
    return {path: Part(tuple(findings[path]), tuple(hunks[path])) for path in paths}


def join(parts: Mapping[str, Part], notes: tuple[Note, ...], files: int) -> Report:
    """Return a report of parts, in their order, on so many files."""
    findings = tuple(chain.from_iterable(part.findings for part in parts.values()))
    hunks = tuple(chain.from_iterable(part.hunks for part in parts.values()))
    return Report(
        findings=findings, hunks=hunks, notes=notes, summary=summary(files, hunks, findings)
    )


def _place(found: JudgedFinding) -> tuple[int, int, str, str]:
    finding = found.finding
    return finding.line, finding.end_line, finding.rule, finding.subject

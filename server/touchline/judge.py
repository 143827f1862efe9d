"""Findings and clauses in, verdicts and severities out. The only place that decides either."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from touchline.model import (
    Aspect,
    Author,
    Change,
    ClauseRef,
    Finding,
    Hunk,
    JudgedFinding,
    JudgedHunk,
    Severity,
    Verdict,
)
from touchline.spec.content import finding_content
from touchline.spec.match import Match, Matcher
from touchline.spec.model import CHECKS, RuleOverride

_LOUDNESS = (Severity.HINT, Severity.INFORMATION, Severity.WARNING, Severity.ERROR)
_BREADTH = (Aspect.EXPECTATIONS, Aspect.ASSERTIONS, Aspect.TEST_SKIP, Aspect.TEST_REMOVAL)


def judge_hunks(
    hunks: Iterable[Hunk], changes: Mapping[str, Change], matcher: Matcher
) -> tuple[JudgedHunk, ...]:
    """Return a verdict for each hunk, in order; ``changes`` are the hunks' changes by path."""
    return tuple(
        _judge_hunk(hunk, changes[hunk.path], matcher.hunk(hunk, changes[hunk.path]))
        for hunk in hunks
    )


def _judge_hunk(hunk: Hunk, change: Change, match: Match) -> JudgedHunk:
    verdict, clause = _verdict(match)
    return JudgedHunk(hunk=hunk, verdict=verdict, clause=clause, provenance=change.provenance)


def near_paths(
    asked: Collection[str], neighbours: Mapping[str, Collection[str]], matcher: Matcher
) -> set[str]:
    """Return the files one import away from files where work is asked for.

    ``neighbours`` are the files that a file imports, and that import it.
    """
    return {
        path
        for path, others in neighbours.items()
        if any(other in asked or matcher.names_file(other) for other in others)
    }


def marked_near(judged: Iterable[JudgedHunk]) -> tuple[JudgedHunk, ...]:
    """Return the hunks of such a file, those that nobody mentioned marked."""
    return tuple(
        item.model_copy(update={"near": True}) if item.verdict is Verdict.UNMENTIONED else item
        for item in judged
    )


def judge_findings(
    findings: Iterable[Finding],
    changes: Mapping[str, Change],
    matcher: Matcher,
) -> tuple[JudgedFinding, ...]:
    """Return a verdict, severity and fingerprint for each finding, those that say the same merged.

    Sorted by path and line. A finding that a clause asks for stays in the list as a hint.
    """
    overrides = {override.rule: override for override in matcher.spec.rules}
    occurrences: Counter[str] = Counter()
    judged: list[JudgedFinding] = []
    for finding in sorted(findings, key=_place):
        first = finding_content(finding)
        content = finding_content(finding, occurrences[first]) if occurrences[first] else first
        occurrences[first] += 1
        change = changes[finding.path]
        match = matcher.finding(finding, change, content)
        judged.append(_judge(finding, change, match, overrides.get(finding.rule), content))
    return tuple(_merged(judged))


def _place(finding: Finding) -> tuple[str, int, int, str, str]:
    return finding.path, finding.line, finding.end_line, finding.rule, finding.subject


def _judge(
    finding: Finding, change: Change, match: Match, override: RuleOverride | None, content: str
) -> JudgedFinding:
    verdict, clause = _verdict(match)
    severity = finding.severity
    if _is_news(finding, change):
        verdict, clause, severity = Verdict.UNMENTIONED, None, Severity.INFORMATION
    if override and verdict is not Verdict.RULED_OUT:
        clause = override.ref
        if override.severity is None:
            verdict = Verdict.ASKED_FOR
        severity = override.severity or severity
    if verdict is Verdict.RULED_OUT:
        severity = Severity.ERROR
    elif verdict is Verdict.ASKED_FOR:
        severity = Severity.HINT
    return JudgedFinding(
        finding=finding,
        verdict=verdict,
        severity=severity,
        clause=clause,
        provenance=change.provenance,
        fingerprint=content,
    )


def _is_news(finding: Finding, change: Change) -> bool:
    """Whether the task was changed by the person in the editor, or in no clause of it."""
    by_person = change.provenance.author is Author.HUMAN
    return finding.aspect is Aspect.TASK and (by_person or finding.severity is Severity.INFORMATION)


def _verdict(match: Match) -> tuple[Verdict, ClauseRef | None]:
    """Ruled out by a clause that no asking clause outranks; else asked for; else neither.

    Nothing but a click on that very content opens a protected place.
    """
    if match.ruling:
        return Verdict.RULED_OUT, match.ruling.clause.ref
    if match.protected and not any(asking.clause.contents for asking in match.asking):
        return Verdict.RULED_OUT, None
    if match.asking:
        return Verdict.ASKED_FOR, match.asking[0].clause.ref
    return Verdict.UNMENTIONED, None


def _merged(judged: list[JudgedFinding]) -> list[JudgedFinding]:
    """Return the findings without those that another one says as well, of the same lines."""
    if len(judged) < 2:
        return judged
    groups: defaultdict[tuple[str, str, Verdict], list[JudgedFinding]] = defaultdict(list)
    dropped: set[int] = set()
    for item in judged:
        groups[item.finding.path, _family(item.finding), item.verdict].append(item)
    for group in groups.values():
        kept: defaultdict[int, list[Finding]] = defaultdict(list)
        for item in sorted(group, key=_weight, reverse=True):
            first, last = _lines(item.finding)
            if any(_says(other, item.finding) for other in kept[first]):
                dropped.add(id(item))
                continue
            for line in range(first, last + 1):
                kept[line].append(item.finding)
    return [item for item in judged if id(item) not in dropped]


def _family(finding: Finding) -> str:
    return "checks" if finding.aspect in CHECKS else finding.aspect


def _weight(item: JudgedFinding) -> tuple[int, int, int]:
    """Rank a finding: the louder says more, then that about more of a test, then the longer."""
    aspect = item.finding.aspect
    breadth = _BREADTH.index(aspect) if aspect in _BREADTH else -1
    first, last = _lines(item.finding)
    return _LOUDNESS.index(item.severity), breadth, last - first


def _says(one: Finding, other: Finding) -> bool:
    """Whether one finding says of its lines what the other says of some of them."""
    if (one.old_line is None) != (other.old_line is None):
        return False
    first, last = _lines(one)
    start, end = _lines(other)
    if not (first <= start and end <= last):
        return False
    return one.rule != other.rule or one.subject == other.subject


def _lines(finding: Finding) -> tuple[int, int]:
    """Return the lines that the finding is about: of the before text where it has some."""
    if finding.old_line is not None:
        return finding.old_line, finding.old_end_line or finding.old_line
    return finding.line, finding.end_line

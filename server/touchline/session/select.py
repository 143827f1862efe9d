"""What a person points at: hunks with stable ids, and the hunks behind a finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from touchline.model import Author, Finding, Hunk, JudgedFinding, JudgedHunk, Report, Verdict
from touchline.spec.content import hunk_content

Kind = Literal["hunk", "finding", "file", "rule", "ruled-out", "unmentioned", "all"]


class Selection(NamedTuple):
    """What is meant; ``id`` is a hunk's or finding's id, a rule's id, or a path.

    Of a kind, "unmentioned" leaves out what is near, and what one of ``hidden`` wrote is left out.
    """

    kind: Kind
    id: str = ""
    hidden: frozenset[Author] = frozenset()


def hunk_ids(hunks: Iterable[JudgedHunk]) -> dict[str, JudgedHunk]:
    """Return the hunks by an id that survives when lines above them come or go."""
    hunks = tuple(hunks)
    return dict(zip(ids_of(judged.hunk for judged in hunks), hunks, strict=True))


def ids_of(hunks: Iterable[Hunk]) -> Iterator[str]:
    """Yield the id of each hunk."""
    seen: Counter[str] = Counter()
    for hunk in hunks:
        content = hunk_content(hunk)
        yield f"{content}-{seen[content]}" if seen[content] else content
        seen[content] += 1


def hunks_of(finding: Finding, hunks: Iterable[Hunk]) -> list[Hunk]:
    """Return the hunks of a finding's own file that touch the lines that it is about."""
    return [hunk for hunk in hunks if hunk.path == finding.path and touches(hunk, finding)]


def chosen_findings(report: Report, selection: Selection) -> list[Finding]:
    """Return the findings that a selection means; none where it means hunks."""
    near = {one.hunk.path for one in report.hunks if one.near}
    meant = (found.finding for found in report.findings if _is_meant(found, selection))
    return [one for one in meant if selection.kind != "unmentioned" or one.path not in near]


def chosen_hunks(report: Report, selection: Selection) -> list[Hunk]:
    """Return the hunks that a selection means by themselves; none where it means findings."""
    match selection.kind:
        case "hunk":
            found = hunk_ids(report.hunks).get(selection.id)
            return [found.hunk] if found else []
        case "file":
            return [one.hunk for one in _seen(report, selection) if one.hunk.path == selection.id]
        case "all":
            return [one.hunk for one in _seen(report, selection)]
        case _:
            same = (one for one in _seen(report, selection) if one.verdict == selection.kind)
            return [one.hunk for one in same if not one.near]


def _seen(report: Report, selection: Selection) -> Iterator[JudgedHunk]:
    """Yield the hunks that nobody who is left out wrote."""
    return (one for one in report.hunks if one.provenance.author not in selection.hidden)


def _is_meant(found: JudgedFinding, selection: Selection) -> bool:
    match selection.kind:
        case "finding":
            return found.fingerprint == selection.id
        case "rule":
            same = found.finding.rule == selection.id
            return same and found.verdict is not Verdict.ASKED_FOR
        case _:
            return (
                found.verdict == selection.kind and found.provenance.author not in selection.hidden
            )


def touches(hunk: Hunk, finding: Finding) -> bool:
    """Tell whether a hunk touches the lines that a finding of the same file is about."""
    if hunk.whole_file:
        return True
    first, last = finding.line, finding.end_line
    new = hunk.target_length and _overlap(hunk.target_start, hunk.target_length, first, last)
    if finding.old_line is None:
        gap = not hunk.target_length and first - 1 <= hunk.target_start <= last
        return bool(new or gap)
    old_last = finding.old_end_line or finding.old_line
    old = _overlap(hunk.source_start, hunk.source_length, finding.old_line, old_last)
    return old or bool(new and not finding.evidence.old)


def _overlap(start: int, length: int, first: int, last: int) -> bool:
    return length > 0 and start <= last and first <= start + length - 1

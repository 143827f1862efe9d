"""Findings on changes that the person took back once and that are there again."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from touchline import diff
from touchline.model import Change, Hunk, JudgedFinding, Report
from touchline.revert import Place, again
from touchline.session.select import hunks_of

_AGAIN = "Again, after you took it back: "


def told_again(
    report: Report, changes: Mapping[str, Change], taken_back: Collection[Place]
) -> Report:
    """Return the report with those findings saying so; nothing else of them changes."""
    paths = {place.path for place in taken_back} & changes.keys()
    back = [hunk for path in paths for hunk in _back(changes[path], taken_back)]
    if not back:
        return report
    findings = tuple(_told(found, back) for found in report.findings)
    return report.model_copy(update={"findings": findings})


def _back(change: Change, taken_back: Collection[Place]) -> list[Hunk]:
    return [hunk for hunk in diff.hunks(change) if again(hunk, change, taken_back)]


def _told(found: JudgedFinding, back: list[Hunk]) -> JudgedFinding:
    finding = found.finding
    if finding.message.startswith(_AGAIN) or not hunks_of(finding, back):
        return found
    said = finding.model_copy(update={"message": f"{_AGAIN}{finding.message}"})
    return found.model_copy(update={"finding": said})

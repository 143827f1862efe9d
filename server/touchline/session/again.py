"""Findings on changes that the person took back once and that are there again."""

from __future__ import annotations

from collections.abc import Collection

from touchline import diff
from touchline.model import Change, Hunk, JudgedFinding
from touchline.revert import Place, again
from touchline.review import Part
from touchline.session.select import hunks_of

_AGAIN = "Again, after you took it back: "


def told_again(part: Part, change: Change, taken_back: Collection[Place]) -> Part:
    """Return what is said of a change with those findings saying so; nothing else changes."""
    if not any(place.path == change.path for place in taken_back):
        return part
    back = _back(change, taken_back)
    if not back:
        return part
    return part._replace(findings=tuple(_told(found, back) for found in part.findings))


def _back(change: Change, taken_back: Collection[Place]) -> list[Hunk]:
    return [hunk for hunk in diff.hunks(change) if again(hunk, change, taken_back)]


def _told(found: JudgedFinding, back: list[Hunk]) -> JudgedFinding:
    finding = found.finding
    if finding.message.startswith(_AGAIN) or not hunks_of(finding, back):
        return found
    said = finding.model_copy(update={"message": f"{_AGAIN}{finding.message}"})
    return found.model_copy(update={"finding": said})

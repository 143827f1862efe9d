"""From what a person points at to the parts of changes that are to be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from touchline import diff
from touchline.model import Change, Finding, Hunk
from touchline.revert.states import Pick


def whole(changes: Iterable[Change]) -> tuple[Pick, ...]:
    """Pick everything that happened to some files."""
    return tuple(Pick(change) for change in changes)


def of_hunks(hunks: Iterable[Hunk], changes: Mapping[str, Change]) -> tuple[Pick, ...]:
    """Pick hunks of several files; ``changes`` has the change of each path."""
    by_path: dict[str, list[Hunk]] = {}
    for hunk in hunks:
        by_path.setdefault(hunk.path, []).append(hunk)
    return tuple(_pick(changes[path], found) for path, found in by_path.items())


def of_findings(findings: Iterable[Finding], changes: Mapping[str, Change]) -> tuple[Pick, ...]:
    """Pick the lines behind findings, each line once.

    A finding that speaks of a file as a whole (deleted, renamed, its mode, binary) takes all
    of it. What is left of a hunk is kept only where it is plain which old line stands for
    which new one; otherwise the hunk goes as one.
    """
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)
    picks = (_behind(changes[path], found) for path, found in by_path.items())
    return tuple(pick for pick in picks if pick.hunks != ())


def _pick(change: Change, hunks: list[Hunk]) -> Pick:
    if any(hunk.whole_file for hunk in hunks):
        return Pick(change)
    return Pick(change, tuple(sorted(hunks, key=lambda hunk: hunk.target_start)))


def _behind(change: Change, findings: list[Finding]) -> Pick:
    hunks = diff.hunks(change)
    if change.after is None or any(hunk.whole_file for hunk in hunks):
        return Pick(change)
    parts: list[Hunk] = []
    for hunk in hunks:
        lines = _Lines()
        for finding in findings:
            lines.mark(hunk, finding)
        parts += _cut(hunk, lines)
    return Pick(change, tuple(parts))


@dataclass(slots=True)
class _Lines:
    """Lines of one hunk, as indices into what it removed and what it added."""

    removed: set[int] = field(default_factory=set[int])
    added: set[int] = field(default_factory=set[int])

    def mark(self, hunk: Hunk, finding: Finding) -> None:
        """Mark the lines of a hunk that are behind a finding."""
        old = _overlap(
            hunk.source_start, hunk.source_length, finding.old_line, finding.old_end_line
        )
        new = _overlap(hunk.target_start, hunk.target_length, finding.line, finding.end_line)
        if hunk.target_length == 0 and finding.old_line is None and _beside(hunk, finding):
            old = range(hunk.source_length)
        if hunk.source_length and hunk.target_length and (old or new):
            paired = hunk.source_length == hunk.target_length and (not old or old == new)
            old = new = new if paired else range(max(hunk.source_length, hunk.target_length))
        self.removed.update(old)
        self.added.update(new)


def _overlap(start: int, length: int, first: int | None, last: int | None) -> range:
    """Return the part of a hunk's side that lies in lines ``first`` to ``last``, as indices."""
    if first is None:
        return range(0)
    low, high = max(first, start), min(last or first, start + length - 1)
    return range(low - start, max(high - start + 1, low - start))


def _beside(hunk: Hunk, finding: Finding) -> bool:
    """Whether removed text has a line of the finding as its neighbour."""
    return finding.line - 1 <= hunk.target_start <= finding.end_line


def _cut(hunk: Hunk, lines: _Lines) -> Iterator[Hunk]:
    """Cut the marked lines out of a hunk."""
    if len(lines.added) >= hunk.target_length and len(lines.removed) >= hunk.source_length:
        yield hunk
    elif hunk.target_length == 0 and lines.removed:
        kept = tuple(hunk.removed[index] for index in sorted(lines.removed))
        yield hunk.model_copy(update={"source_length": len(kept), "removed": kept})
    else:
        for start, end in _runs(lines.added):
            yield _part(hunk, start, end)


def _part(hunk: Hunk, start: int, end: int) -> Hunk:
    """Return the lines ``start`` to ``end`` of a hunk that adds lines, or pairs them."""
    removed, added = hunk.removed[start:end], hunk.added[start:end]
    return hunk.model_copy(
        update={
            "source_start": hunk.source_start + (start if hunk.source_length else 0),
            "source_length": len(removed),
            "target_start": hunk.target_start + start,
            "target_length": len(added),
            "removed": removed,
            "added": added,
        }
    )


def _runs(indices: set[int]) -> Iterator[tuple[int, int]]:
    """Group indices that follow each other, as (start, end) with the end exclusive."""
    ordered = sorted(indices)
    start = 0
    for at in range(1, len(ordered) + 1):
        if at == len(ordered) or ordered[at] != ordered[at - 1] + 1:
            yield ordered[start], ordered[at - 1] + 1
            start = at

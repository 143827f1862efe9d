"""Three-way merge of lines: takes edits back while keeping what was written since.

The common ancestor is the text in which the edits were found; "ours" is what happened to it
since, "theirs" the way back. Where both touch the same lines nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from touchline.diff import edits as line_edits
from touchline.diff import split_lines
from touchline.model import Hunk

_BLOCK = 1 << 14


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines ``start`` to ``end`` (0-based, end exclusive) become ``lines``."""

    start: int
    end: int
    lines: tuple[bytes, ...]
    hunk: Hunk | None = None

    @property
    def grows(self) -> bool:
        """Whether there are more lines afterwards."""
        return len(self.lines) > self.end - self.start


@dataclass(frozen=True, slots=True)
class Clash:
    """An edit that was not applied, and the 1-based line at which it would lie now."""

    hunk: Hunk | None
    line: int


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged text; where there are clashes it lacks the edits that clash."""

    content: bytes
    clashes: tuple[Clash, ...] = ()


def way_back(hunks: Sequence[Hunk]) -> list[Edit]:
    """Return the edits of the after text that take hunks back."""
    edits: list[Edit] = []
    for hunk in hunks:
        start = hunk.target_start - (1 if hunk.target_length else 0)
        edits.append(Edit(start, start + hunk.target_length, _encoded(hunk.removed), hunk))
    return edits


def merge(found: bytes, now: bytes, theirs: Sequence[Edit]) -> Merged:
    """Apply ``theirs``, which are edits of ``found``, to ``now``.

    ValueError: an edit takes back other lines than those that stand in ``found``.
    """
    if now == found:
        return Merged(spliced(found, theirs))
    lines = split_lines(found)
    for edit in theirs:
        _check(edit, tuple(lines[edit.start : edit.end]))
    ours = differences(found, now)
    settled: list[Edit] = []
    clashing: list[Edit] = []
    for mine, other in _groups(ours, theirs):
        same = _same_outcome(lines, mine, other)
        if same is not None:
            settled.append(same)
        elif mine and other:
            settled += mine
            clashing += other
        else:
            settled += mine + other
    chunks = _chunks(lines, settled)
    if not clashing and _runs_together(chunks):
        clashing += theirs
    content = b"".join(b"".join(chunk) for chunk in chunks)
    return Merged(content, tuple(Clash(e.hunk, _line_now(e, ours)) for e in clashing))


def spliced(content: bytes, edits: Sequence[Edit]) -> bytes:
    """Apply edits to the very text that they are made for; only the changed lines are split."""
    pieces: list[bytes] = []
    done, line = 0, 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        start = _offset(content, edit.start - line, done)
        end = _offset(content, edit.end - edit.start, start)
        _check(edit, tuple(split_lines(content[start:end])))
        pieces += [content[done:start], *edit.lines]
        done, line = end, edit.end
    return b"".join([*pieces, content[done:]])


def differences(before: bytes, after: bytes) -> list[Edit]:
    """Return the edits that turn ``before`` into ``after``."""
    lines = split_lines(after)
    return [Edit(e[0], e[1], tuple(lines[e[2] : e[3]])) for e in line_edits(before, after)]


def _encoded(lines: Sequence[str]) -> tuple[bytes, ...]:
    return tuple(line.encode("utf-8", "surrogateescape") for line in lines)


def _check(edit: Edit, standing: tuple[bytes, ...]) -> None:
    if edit.hunk and standing != _encoded(edit.hunk.added):
        raise ValueError(f"{edit.hunk.path}: {edit.hunk.header} does not stand in this text")


def _offset(content: bytes, lines: int, start: int) -> int:
    """Return the offset that lies some lines after ``start``, counting in large blocks."""
    at = start
    while lines:
        block = content.count(b"\n", at, at + _BLOCK)
        if block > lines - 1 or at + _BLOCK >= len(content):
            break
        at, lines = at + _BLOCK, lines - block
    for _ in range(lines):
        at = content.find(b"\n", at) + 1 or len(content)
    return at


def _clash(mine: Edit, other: Edit) -> bool:
    """Whether the two touch the same lines, or write to the same gap between two lines."""
    if mine.start == mine.end and other.start == other.end:
        return mine.start == other.start
    if other.start == other.end:
        at_edge = other.start in (mine.start, mine.end)
        return mine.grows if at_edge else mine.start < other.start < mine.end
    return mine.start < other.end and other.start < mine.end


def _groups(ours: Sequence[Edit], theirs: Sequence[Edit]) -> list[tuple[list[Edit], list[Edit]]]:
    """Return the edits of both sides, in order, those that clash gathered."""
    groups: list[tuple[list[Edit], list[Edit]]] = []
    sided = [(edit, 0) for edit in ours] + [(edit, 1) for edit in theirs]
    for edit, side in sorted(sided, key=lambda item: (item[0].start, item[0].end)):
        last: tuple[list[Edit], list[Edit]] = groups[-1] if groups else ([], [])
        pairs = ((edit, e) if side == 0 else (e, edit) for e in last[1 - side])
        if any(_clash(mine, other) for mine, other in pairs):
            last[side].append(edit)
        else:
            groups.append(([edit], []) if side == 0 else ([], [edit]))
    return groups


def _same_outcome(lines: list[bytes], mine: list[Edit], other: list[Edit]) -> Edit | None:
    """Return the edit that both sides have made alike, if they have."""
    if not (mine and other):
        return None
    start = min(edit.start for edit in mine + other)
    end = max(edit.end for edit in mine + other)
    result = _spliced(lines, mine, start, end)
    alike = result == _spliced(lines, other, start, end)
    return Edit(start, end, tuple(result)) if alike else None


def _line_now(edit: Edit, ours: Sequence[Edit]) -> int:
    """Return the 1-based line at which an edit of the ancestor would lie in "ours"."""
    return (
        1 + edit.start + sum(len(e.lines) - (e.end - e.start) for e in ours if e.end <= edit.start)
    )


def _chunks(lines: list[bytes], edits: list[Edit]) -> list[Sequence[bytes]]:
    chunks: list[Sequence[bytes]] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        chunks += [lines[at : edit.start], edit.lines]
        at = edit.end
    return [*chunks, lines[at:]]


def _spliced(lines: list[bytes], edits: list[Edit], start: int, end: int) -> list[bytes]:
    part = [Edit(e.start - start, e.end - start, e.lines) for e in edits]
    return [line for chunk in _chunks(lines[start:end], part) for line in chunk]


def _runs_together(chunks: list[Sequence[bytes]]) -> bool:
    """Whether a line without an end would be followed by another line."""
    ends = [chunk[-1] for chunk in chunks if chunk]
    return any(not end.endswith(b"\n") for end in ends[:-1])

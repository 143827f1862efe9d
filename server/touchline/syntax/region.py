"""A place in two versions of a file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from touchline.syntax.edit import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Region(NamedTuple):
    """A stretch of each version, as byte offsets: ``before`` start to end, then ``after``."""

    start: int
    end: int
    new_start: int
    new_end: int


def merged(places: Iterable[Region]) -> list[Region]:
    """Return places in order, those that touch made one."""
    found: list[Region] = []
    for place in sorted(places):
        last = found[-1] if found else None
        if last and (place.start <= last.end or place.new_start <= last.new_end):
            found[-1] = Region(
                last.start,
                max(last.end, place.end),
                min(last.new_start, place.new_start),
                max(last.new_end, place.new_end),
            )
        else:
            found.append(place)
    return found


def placed(new_start: int, new_end: int, edits: Sequence[Edit]) -> Region:
    """Return the stretches of both versions for one of the version now."""
    first = bisect_right(edits, new_start, key=lambda edit: edit.new_end)
    last = bisect_left(edits, new_end, key=lambda edit: edit.new_start)
    start, end = new_start, new_end
    if first < last:
        new_start = min(new_start, edits[first].new_start)
        new_end = max(new_end, edits[last - 1].new_end)
    before = edits[first - 1] if first else Edit(0, 0, 0, 0)
    through = edits[last - 1] if last else Edit(0, 0, 0, 0)
    start = new_start + before.end - before.new_end
    end = new_end + through.end - through.new_end
    return Region(start, end, new_start, new_end)

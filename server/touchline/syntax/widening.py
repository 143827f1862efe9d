"""Places in two versions of a list, widened until both have whole entries there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.syntax.region import Region, merged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.syntax.entries import Entries


def widened(entries: tuple[Entries, Entries], places: Sequence[Region]) -> list[Region]:
    """Widen places until both versions have whole entries there."""
    found = list(places)
    while True:
        wider = merged(_clamped(found, entries))
        if wider == found:
            return found
        found = wider


def _clamped(places: Sequence[Region], entries: tuple[Entries, Entries]) -> Iterator[Region]:
    """Yield each place as wide as its entries, but not beyond the next ones on either side.

    What lies between two places is the same in both versions, so that they widen alike.
    """
    old, new = entries
    for at, place in enumerate(places):
        start, end = old.cover(place.start, place.end)
        new_start, new_end = new.cover(place.new_start, place.new_end)
        down = max(place.start - start, place.new_start - new_start)
        up = max(end - place.end, new_end - place.new_end)
        before = places[at - 1] if at else Region(0, 0, 0, 0)
        after = places[at + 1] if at + 1 < len(places) else None
        if place.start - down < before.end:
            yield Region(before.start, place.end, before.new_start, place.new_end)
            down = 0
        if after is not None and place.end + up > after.start:
            yield Region(place.start, after.end, place.new_start, after.new_end)
            up = 0
        yield Region(place.start - down, place.end + up, place.new_start - down, place.new_end + up)

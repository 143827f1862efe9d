"""Whose changes the editor shows. Everything is judged and counted, whatever this says."""

from __future__ import annotations

from typing import Literal

from touchline.model import Author, Provenance

Show = Literal["not-mine", "everything", "outside"]


def is_shown(show: Show, who: Provenance) -> bool:
    """Tell whether what somebody wrote is shown.

    ``not-mine`` leaves out what the person typed, ``outside`` all but what was written on disk.
    """
    match show:
        case "everything":
            return True
        case "not-mine":
            return who.author is not Author.HUMAN
        case "outside":
            return who.author is Author.AGENT

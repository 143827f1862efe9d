"""Whose changes the editor shows. Everything is judged and counted, whatever this says."""

from __future__ import annotations

from typing import Literal

from touchline.model import Author, JudgedFinding, Severity, Verdict

Show = Literal["not-mine", "everything", "outside"]


def is_shown(show: Show | Literal["nothing"], judged: JudgedFinding) -> bool:
    """Tell whether a finding becomes a diagnostic.

    ``not-mine`` leaves out what the person typed, ``outside`` all but what was written on disk.
    """
    if judged.verdict is Verdict.ASKED_FOR or judged.severity is Severity.HINT:
        return False
    author = judged.provenance.author
    match show:
        case "everything":
            return True
        case "nothing":
            return False
        case "not-mine":
            return author is not Author.HUMAN
        case "outside":
            return author is Author.AGENT

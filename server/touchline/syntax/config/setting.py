"""One setting of a check, as a value that can be compared with another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a check; ``value`` as the file has it, ``line`` 1-based.

    ``list`` is the key of the list of which it is an entry.
    """

    key: str
    value: str
    strictness: float
    default: float
    line: int
    list: str = ""

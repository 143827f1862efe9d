r"""Differences between two contents: hunks, patches, and where a line went.

Any bytes are allowed. Lines end with ``\n`` only, as git has it: a form feed, U+2028 or a
lone carriage return is part of a line, and the last line may lack its end.
"""

from touchline.diff.hunks import apply, hunks, inverse
from touchline.diff.lines import Edit, count_lines, edits, is_binary, split_lines
from touchline.diff.mapping import LineMap
from touchline.diff.parse import PatchEntry, PatchError, parse_patch
from touchline.diff.patch import patched_file, unified

__all__ = [
    "Edit",
    "LineMap",
    "PatchEntry",
    "PatchError",
    "apply",
    "count_lines",
    "edits",
    "hunks",
    "inverse",
    "is_binary",
    "parse_patch",
    "patched_file",
    "split_lines",
    "unified",
]

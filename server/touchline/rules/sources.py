"""Which changed files the results of tests can follow from."""

from __future__ import annotations

from touchline.rules.filechange import FileChange
from touchline.rules.recordings import is_snapshot

_PROSE = (".md", ".rst", ".txt", ".adoc", ".po", ".lock", ".svg")


def is_source(file: FileChange) -> bool:
    """Whether the results of tests can follow from a file: it holds no tests and no prose."""
    return is_product(file) and not is_snapshot(file.path)


def is_product(file: FileChange) -> bool:
    """Whether a file is neither prose nor there for its tests; there may be tests inside."""
    return not (file.path.endswith(_PROSE) or (file.is_test and file.holds_tests))

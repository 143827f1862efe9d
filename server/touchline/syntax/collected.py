"""Which files belong to the tests, by their names and folders."""

from __future__ import annotations

from functools import cache

from touchline.syntax.language import language_of, load

_SET_UP = "conftest.py"
"""The file from which pytest takes the set-up of tests, wherever it is."""

_TEST_FOLDERS = frozenset({"test", "tests", "__tests__", "spec", "specs", "testing", "e2e"})


@cache
def is_test_path(path: str) -> bool:
    """Whether a file belongs to the tests: one that is collected, or in a folder of tests."""
    *folders, name = path.split("/")
    if name == _SET_UP or not _TEST_FOLDERS.isdisjoint(folders):
        return True
    return is_collected(path)


@cache
def is_collected(path: str) -> bool:
    """Whether the runner looks for tests in a file of this name."""
    name = language_of(path)
    return name is not None and load(name).collects(path)

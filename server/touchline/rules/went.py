"""The names of the tests that went from the files of a change set."""

from __future__ import annotations

from collections.abc import Iterable

from touchline.rules.filechange import FileChange


class Went:
    """The own names of tests that are no longer in their file."""

    def __init__(self, files: Iterable[FileChange]) -> None:
        self.names = {test.path[-1] for file in files for test in file.tests.removed}
        self._texts = [name.encode("utf-8", "surrogateescape") for name in self.names]

    def may_stand_in(self, file: FileChange) -> bool:
        """Tell without a parse whether a file may hold a test of such a name now."""
        content = file.change.after or b""
        return any(text in content for text in self._texts)

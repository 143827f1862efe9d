"""The names of the tests that went from the files of a change set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from touchline.rules.filechange import FileChange
from touchline.rules.holders import words


class Went:
    """The own names of tests that are no longer in their file.

    A name begins with a whole word where it stands in a file.
    """

    def __init__(self, files: Iterable[FileChange]) -> None:
        self.names = {test.path[-1] for file in files for test in file.tests.removed}
        self._texts: defaultdict[bytes, list[bytes]] = defaultdict(list)
        for name in self.names:
            text = name.encode("utf-8", "surrogateescape")
            self._texts[next(iter(words(text)), b"")].append(text)

    def may_stand_in(self, file: FileChange) -> bool:
        """Tell without a parse whether a file may hold a test of such a name now."""
        content = file.change.after or b""
        known = {*words(content), b""} & self._texts.keys() if self._texts else ()
        return any(text in content for word in known for text in self._texts[word])

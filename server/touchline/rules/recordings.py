"""Recorded output (snapshots, golden files) and the tests that compare with it.

Which test that is, is told by the name that its tool gives the file (jest, vitest, syrupy, insta,
approval tests), by the key that stands above the changed lines, or by a test that names the file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from touchline.rules.filechange import FileChange
from touchline.rules.holders import Holders
from touchline.syntax import Test

_SNAPSHOT = re.compile(
    r"(^|/)__snapshots__/|\.(snap|ambr|golden|approved\.\w+|snapshot)$|(^|/)(goldens?|snapshots)/"
    r"|(^|/)(tests?|specs?|__tests__|testdata|fixtures)/(.*/)?[^/]*\bexpected\b[^/]*"
    r"\.(txt|json|ya?ml|xml|html|csv|out|md|sql|svg)$"
)
"""The paths of recorded output."""

_KEY = re.compile(r"^(?:exports\[`(.+?)(?: \d+)?`\]|# name: (.+))", re.MULTILINE)
"""The line above a recording that names its test."""

_ENDING = re.compile(r"\.(snap|ambr|golden|snapshot)$|\.approved\.\w+$")
"""What a tool puts to the name of the file."""


@dataclass(frozen=True, slots=True)
class Recording:
    """Recorded output: its file, and the name of the test that it is of, "" where none is told."""

    path: str
    test: str = ""

    @property
    def name(self) -> str:
        """The file's name without folder and without the ending that its tool puts there."""
        return _ENDING.sub("", self.path.rpartition("/")[2])

    def is_of(self, file: FileChange, test: Test) -> bool:
        """Whether a test of a file compares with this."""
        name = self.path.rpartition("/")[2].encode("utf-8", "surrogateescape")
        if name in test.text:
            return True
        if self.test and not self.test.endswith(test.path[-1]):
            return False
        stem = self.name.encode("utf-8", "surrogateescape")
        quoted = rb"[\"'`/]" + re.escape(stem) + rb"[\"'`]"
        return self._is_beside(file.path) or bool(re.search(quoted, test.text))

    def _is_beside(self, path: str) -> bool:
        """Whether the file is named after a file of tests."""
        tests = path.rpartition("/")[2]
        return self.name in {tests, tests.partition(".")[0]}


class Readers:
    """The test files of a change set, asked for those whose tests may compare with a recording."""

    def __init__(self, files: Sequence[FileChange]) -> None:
        self._holders = Holders([file.change.after or b"" for file in files])
        self._beside: defaultdict[str, list[int]] = defaultdict(list)
        for number, file in enumerate(files):
            name = file.path.rpartition("/")[2]
            for known in {name, name.partition(".")[0]}:
                self._beside[known].append(number)

    def of(self, recording: Recording) -> Sequence[int]:
        """Return the numbers of the files, in order."""
        name, stem = (
            text.encode("utf-8", "surrogateescape")
            for text in (recording.path.rpartition("/")[2], recording.name)
        )
        found = {*self._holders.of(name), *self._holders.of_words(stem)}
        return sorted(found.union(self._beside.get(recording.name, ())))


def is_snapshot(path: str) -> bool:
    """Whether a file holds recorded output that tests compare with."""
    return bool(_SNAPSHOT.search(path))


def recording_at(path: str, content: bytes | None, line: int) -> Recording:
    """Return what the lines of a recording are of; ``line`` is 1-based."""
    above = "\n".join((content or b"").decode("utf-8", "replace").split("\n")[:line])
    keys = _KEY.findall(above)
    if keys:
        return Recording(path, "".join(keys[-1]))
    if path.endswith(".snap") and "__" in (name := Recording(path).name):
        return Recording(path, name.rpartition("__")[2])
    return Recording(path)

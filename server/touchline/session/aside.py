"""A process beside this one for change sets whose parses and diffs would hold everything up.

tree-sitter keeps the interpreter's lock while it parses, as libgit2 does while it compares, so a
thread would not help. The process starts when it is first needed, keeps what it knows from one
question to the next, and ends when its input does: no server leaves it behind.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterable, Mapping
from typing import IO, NamedTuple, cast

from touchline.model import Change, ChangeSet, Note
from touchline.review import Part, Review
from touchline.spec.model import TaskSpec
from touchline.syntax import language_of

# Both versions of a file together; about ten thousand lines take a twentieth of a second.
LARGE = 400_000

# The same, of any file: libgit2 keeps the lock as well, and takes a quarter of a second for this
# much where lines differ all over it.
HUGE = 2_000_000

# Isolated: nothing is imported from the folder that is watched.
_START = "import sys; sys.path[:] = sys.argv[1:]; from touchline.session.worker import run; run()"


class Terms(NamedTuple):
    """What a change set is judged by: the spec, the project's own rules as path and text, and
    the files at the baseline that stand around the changes.
    """

    spec: TaskSpec
    rules: tuple[tuple[str, str], ...]
    around: Mapping[str, bytes]


class Question(NamedTuple):
    """What changed since the last question; ``terms`` is None where they are the same."""

    terms: Terms | None
    paths: tuple[str, ...]
    new: tuple[Change, ...]
    context: tuple[tuple[str, bytes], ...]
    unjudged: frozenset[str]


class Answer(NamedTuple):
    """What is said now: the parts that are others than in the last answer, and all notes."""

    parts: Mapping[str, Part]
    notes: tuple[Note, ...]


class AsideError(Exception):
    """The process died twice on a change set."""


def huge(changes: Iterable[Change]) -> set[str]:
    """Return the paths of changes whose lines take long to compare."""
    return {change.path for change in changes if _size(change) >= HUGE}


def large(changes: Iterable[Change]) -> set[str]:
    """Return the paths of changes whose parse takes long, or whose lines do."""
    sizes = ((change.path, _size(change)) for change in changes)
    return {path for path, size in sizes if size >= (LARGE if language_of(path) else HUGE)}


def _size(change: Change) -> int:
    return len(change.before or b"") + len(change.after or b"")


class Aside:
    """Asks the process; to be used by one thread at a time, closed by any."""

    def __init__(self, command: tuple[str, ...] = ()) -> None:
        self._command = command or (sys.executable, "-I", "-c", _START, *sys.path)
        self._process: subprocess.Popen[bytes] | None = None
        self._terms: Terms | None = None
        self._sent: dict[str, Change] = {}
        self._parts: Mapping[str, Part] = {}
        self._closed = False

    def look(self, terms: Terms, change_set: ChangeSet, unjudged: frozenset[str]) -> Review:
        """Judge a change set, as a reviewer does. Raises AsideError when that failed twice.

        What is said of a file as before is the same object as before.
        """
        for _ in range(2):
            try:
                return self._ask(terms, change_set, unjudged)
            except (EOFError, OSError, ValueError, pickle.UnpicklingError):
                self._stop()
        raise AsideError

    def close(self) -> None:
        """End the process; a question under way fails."""
        self._closed = True
        self._stop()

    def _ask(self, terms: Terms, change_set: ChangeSet, unjudged: frozenset[str]) -> Review:
        process = self._process = self._process or self._start()
        changes = {change.path: change for change in change_set.changes}
        new = tuple(c for path, c in changes.items() if self._sent.get(path) is not c)
        changed = None if terms == self._terms else terms
        question = Question(changed, tuple(changes), new, change_set.context, unjudged)
        asked, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        pickle.dump(question, asked)
        asked.flush()
        answer: Answer = pickle.load(answers)  # noqa: S301 (our own process wrote it)
        self._terms, self._sent = terms, changes
        said = {**self._parts, **answer.parts}
        self._parts = {path: said[path] for path in changes}
        return Review(self._parts, answer.notes, len(changes))

    def _start(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise AsideError
        return subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def _stop(self) -> None:
        process, self._process = self._process, None
        self._terms, self._sent, self._parts = None, {}, {}
        if process is not None:
            process.kill()
            process.wait()

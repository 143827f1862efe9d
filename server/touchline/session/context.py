"""What rules may look at though it did not change: the task's text, and the tests of changed code.

A test is of changed code where it names the file, as an import does, or where its own name does.
Contents are those of the baseline, each read once; a review that asks for nothing reads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from touchline.model import Change
from touchline.rules.called import module_of
from touchline.session.compared import Compared
from touchline.spec import ALLOW_FILE, TaskSpec
from touchline.spec.readers.standing import is_standing
from touchline.syntax import is_test_path, language_of

_MOST_READ = 8_000_000
_MOST_GIVEN = 500_000
_LARGEST = 200_000
_SHORTEST = 3

Read = Callable[[str], bytes | None]


class _Text(NamedTuple):
    """A file that was read, and the names in it."""

    identity: str
    content: bytes
    words: frozenset[bytes]


class Context:
    """The files around change sets, for one spec and one baseline.

    ``task`` gives the texts of the task. ``tree`` holds the paths of the work tree, and may grow;
    ``identity`` names the content that ``read`` gives for a path, and "" a path that has none.
    """

    def __init__(
        self,
        task: Callable[[], Mapping[str, bytes]],
        tree: Collection[str],
        read: Read,
        identity: Callable[[str], str] = str,
    ) -> None:
        self._task = task
        self._tree = tree
        self._read = read
        self._identity = identity
        self._known: dict[str, _Text] = {}
        self._size = 0

    def of(self, changes: Iterable[Change]) -> Mapping[str, bytes]:
        """Return the texts for a change set by path; the tests that are named alike come first."""
        changed = {path for c in changes for path in (c.path, c.old_path or c.path)}
        code = (path for path in changed if language_of(path) and not is_test_path(path))
        names = _Names(module_of(path) for path in code)
        found = dict(self._task())
        size = 0
        for path in self._tests(names) if names.known else ():
            if path not in changed:
                size += len(self._text(path).content)
                if size > _MOST_GIVEN:
                    break
                found[path] = self._text(path).content
        return found

    def _tests(self, names: _Names) -> list[str]:
        """Return the tests that name one of the modules."""
        tests = sorted(path for path in self._tree if is_test_path(path) and language_of(path))
        bearing = list(filter(names.are_borne_by, tests))
        borne = frozenset(bearing)
        others = (path for path in tests if path not in borne)
        naming = (p for p in others if not names.known.isdisjoint(self._text(p).words))
        return [*bearing, *naming]

    def _text(self, path: str) -> _Text:
        """Return a test file; an empty one for a file that is too large, or once much was read."""
        identity = self._identity(path)
        known = self._known.get(path)
        if known is None or known.identity != identity:
            content = self._read(path) if identity and self._size < _MOST_READ else None
            usable = content if content is not None and len(content) <= _LARGEST else b""
            self._size += len(usable)
            words = frozenset(re.findall(rb"[A-Za-z_]\w+", usable))
            known = self._known[path] = _Text(identity, usable, words)
        return known


class _Names:
    """The names of modules, of which many are looked for in many names of tests."""

    def __init__(self, names: Iterable[bytes]) -> None:
        self.known = frozenset(names)
        self._low = frozenset(name.lower() for name in self.known if len(name) >= _SHORTEST)
        self._lengths = frozenset(map(len, self._low))

    def are_borne_by(self, path: str) -> bool:
        """Whether a test file is named after a module (``test_cart.py``, ``CartTest``)."""
        stem = path.rpartition("/")[2].partition(".")[0].lower().encode("utf-8", "surrogateescape")
        return any(
            stem[start : start + length] in self._low
            for length in self._lengths
            for start in range(len(stem) - length + 1)
        )


def task_texts(spec: TaskSpec, read: Read, text: str | None) -> dict[str, bytes]:
    """Return the texts of the task, without what stands for every task, by path.

    A task file outside of the folder is read as it is; ``text`` is a task that is no file.
    """
    if text is not None:
        return {spec.path or "task": text.encode("utf-8", "replace")}
    found: dict[str, bytes] = {}
    for path in spec.sources:
        if path != ALLOW_FILE and not is_standing(path):
            place = Path(path)
            outside = place.is_absolute() and place.is_file()
            content = place.read_bytes() if outside else read(path)
            found |= {path: content} if content is not None else {}
    return found


def context_of(
    baseline: Compared, task: Callable[[], Mapping[str, bytes]], tree: Collection[str]
) -> Context:
    """Return the context of a baseline."""

    def identity(path: str) -> str:
        entry = baseline.entry(path)
        return entry.content_id if entry else ""

    return Context(task, tree, baseline.read, identity)

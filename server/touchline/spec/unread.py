"""The text of a task, which is read when somebody asks for it.

Few changes have a finding, and of those without one nobody asks what the task asks for: only what
it forbids has to be known, and its budgets, of which most sentences hold neither.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from touchline.model import Note
from touchline.spec.front_matter import split
from touchline.spec.model import Clause, TaskSpec
from touchline.spec.prose import Reader
from touchline.spec.readers import task
from touchline.spec.reading import joined
from touchline.spec.sentence import Parsed
from touchline.spec.tree import Tree


class Unread:
    """A text that says the same as the spec that ``parse`` makes of it."""

    def __init__(self, text: str, path: str, tree: Collection[str] = ()) -> None:
        self._text = text
        self._path = path
        self._tree = Tree(tree)
        self.sources = (path,)
        self._known: dict[str, Parsed] = {}

    @cached_property
    def spec(self) -> TaskSpec:
        """All of it."""
        reader = Reader(self._tree, known=self._known)
        reading = task.read_by(reader, self._text, self._path)
        return joined(self._path, self.sources, [reading])

    @property
    def problems(self) -> tuple[Note, ...]:
        """What could not be read."""
        return self.spec.problems if self._has_front_matter else ()

    @cached_property
    def limits(self) -> tuple[Clause, ...]:
        """The clauses that work can go beyond."""
        if self._has_front_matter or "spec" in self.__dict__:
            return self.spec.limits
        reader = Reader(self._tree, known=self._known, limits_only=True)
        return task.limits(reader, self._text, self._path)

    @cached_property
    def _has_front_matter(self) -> bool:
        return split(self._text)[1] > 0

"""What the syntax of one file version says: its tests, what they check, and the rest.

``facts`` never raises, whatever the bytes: what could not be parsed is in ``Facts.errors``, and
the sound parts of the file give their facts all the same. Each part is read when first asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from touchline.syntax.language import language_of
from touchline.syntax.nesting import Nesting
from touchline.syntax.normal import tokens
from touchline.syntax.version import TREES, Version

if TYPE_CHECKING:
    from touchline.syntax.assertion import Assertion
    from touchline.syntax.kinds import Fact
    from touchline.syntax.mark import Mark
    from touchline.syntax.span import Span
    from touchline.syntax.structure import Definition
    from touchline.syntax.testing import Test

_KEPT = 1024
"""File versions whose facts are kept."""


@dataclass(frozen=True, eq=False)
class Facts:
    """The facts of one file version; empty for a language without queries.

    Where they were read for a change, they are those of the pieces in which its versions differ,
    and of what these lie in; ``whole`` has those of all the file.
    """

    language: str | None = None
    path: str = ""
    content: bytes = field(default=b"", repr=False)
    _version: Version | None = field(default=None, repr=False)

    @property
    def may_hold_tests(self) -> bool:
        """Whether the runner may collect tests from the file."""
        return self._version is not None and self._version.may_hold_tests

    @property
    def tests(self) -> tuple[Test, ...]:
        """The tests that the runner collects."""
        return self._version.structure.tests if self._version and self.may_hold_tests else ()

    @property
    def helpers(self) -> tuple[Test, ...]:
        """The definitions of a test file that hold assertions, in the form of tests."""
        return self._version.structure.helpers if self._version and self.may_hold_tests else ()

    @property
    def strays(self) -> tuple[Test, ...]:
        """What would be tests in a file that is collected."""
        return self._version.structure.strays if self._version else ()

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """The functions, methods, classes and modules, in the order of the file."""
        return self._version.structure.definitions if self._version else ()

    @property
    def assertions(self) -> tuple[Assertion, ...]:
        """The assertions outside of tests."""
        return self._version.structure.assertions if self._version else ()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of what stands around tests: the file, suites, functions."""
        return self._version.structure.marks if self._version else ()

    @property
    def comments(self) -> tuple[Span, ...]:
        """The places of comments."""
        return self._version.comments if self._version else ()

    @property
    def errors(self) -> tuple[Span, ...]:
        """What could not be parsed."""
        return self._version.errors if self._version else ()

    def read(self) -> None:
        """Read everything at once, while the tree is at hand."""
        if self._version:
            _ = self._version.errors, self._version.structure
            self._version.kinds.read()

    def of(self, kind: str) -> tuple[Fact, ...]:
        """Return the facts that a query names ``@fact.<kind>``, in the order of the file."""
        return self._version.kinds.of(kind) if self._version else ()

    def within(self, kind: str, place: Span) -> tuple[Fact, ...]:
        """Return the facts of one kind that lie in a place, in the order of the file."""
        return self._version.kinds.within(kind, place) if self._version else ()

    @property
    def whole(self) -> Facts:
        """The facts of the whole file version."""
        if self._version is None or self._version.places is None:
            return self
        return facts(self.path, self.content)

    def symbols(self, line: int) -> tuple[str, ...]:
        """Return the dotted names of the definitions around a line, outermost first."""
        if self._version and self._version.places is not None:
            lines = self._version.lines
            at = bisect_right(lines, line, key=lambda one: one[0])
            if not at or lines[at - 1][1] < line:
                return self.whole.symbols(line)
        return tuple(definition.name for definition in self.definitions_at(line))

    def definitions_at(self, line: int) -> tuple[Definition, ...]:
        """Return the definitions around a line, outermost first."""
        return tuple(self.definitions[number] for number in self._nested_definitions.at(line))

    def is_in_test(self, place: Span) -> bool:
        """Whether a place lies in a test."""
        numbers = self._nested_tests.at(place.line)
        return any(self.tests[number].span.holds(place) for number in numbers)

    def is_in_comment(self, line: int, column: int) -> bool:
        """Whether a comment that holds a line begins at a column (in bytes) of it, or before."""
        return self._version is not None and self._version.is_in_comment(line, column)

    @cached_property
    def _nested_definitions(self) -> Nesting:
        return Nesting([definition.span for definition in self.definitions])

    @cached_property
    def _nested_tests(self) -> Nesting:
        return Nesting([test.span for test in self.tests])

    @cached_property
    def named(self) -> dict[str, tuple[Definition, ...]]:
        """The definitions by the last part of their names."""
        found: defaultdict[str, list[Definition]] = defaultdict(list)
        for definition in self.definitions:
            found[definition.own_name].append(definition)
        return {name: tuple(definitions) for name, definitions in found.items()}

    @cached_property
    def comment_text(self) -> str:
        """All comments of the file, squeezed, one after another."""
        spans = (self.content[c.start : c.end] for c in self.comments)
        return "".join(squeeze(text.decode("utf-8", "replace")) for text in spans)


NOTHING = Facts()


def squeeze(text: str) -> str:
    """Take out white space and the signs of comments, to find code that is commented out."""
    return re.sub(r"[\s#/*]+", "", text)


def facts(path: str, content: bytes | None) -> Facts:
    """Return the facts of a file version; ``content`` None (no such version) gives none."""
    language = language_of(path)
    if content is None or language is None:
        return NOTHING
    return _facts(language, path, content)


@lru_cache(maxsize=_KEPT)
def _facts(language: str, path: str, content: bytes) -> Facts:
    return Facts(language, path, content, Version(language, path, content))


def forget() -> None:
    """Drop the facts and trees that are kept."""
    _facts.cache_clear()
    tokens.cache_clear()
    TREES.clear()

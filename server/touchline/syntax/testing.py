"""One test as its runner collects it, and what can be asked of its text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from touchline.syntax.normal import normal

if TYPE_CHECKING:
    from touchline.syntax.assertion import Assertion
    from touchline.syntax.mark import Mark
    from touchline.syntax.span import Span

_VALUE = re.compile(
    r"^[ \t]*(?:(?:let|const|var|final|mut|[A-Z]\w*(?:<.*?>)?) )*"
    r"(\w+)(?:: [\w<>\[\]]+)? :?= (.+?)[;,]?$",
    re.MULTILINE,
)
"""A line that gives a name a value."""

_ASSIGNED = re.compile(
    r"(?:^|\bas|\bfor|\blet|\bconst|\bvar)\s+(?:mut )?(?!(?:let|const|var|final)\b)"
    r"(\w+)(?!=.*,$)[\w, :<>\[\]]*(?:=(?!=)|:|in\b)",
    re.MULTILINE,
)
"""A name that gets a value, as a variable or of a loop or a ``with``."""


@dataclass(frozen=True, eq=False)
class Test:
    """One test as the runner collects it.

    ``path`` holds the names of its suites and its own; ``marks`` those of its suites and file
    as well; ``cases`` the rows of its table, where it is parametrised in place.
    """

    __test__ = False  # pytest shall not collect it

    language: str
    path: tuple[str, ...]
    text: bytes
    span: Span
    assertions: tuple[Assertion, ...] = ()
    cases: tuple[Assertion, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def name(self) -> str:
        """Return the name path as a person reads it."""
        return " > ".join(self.path)

    @property
    def is_benchmark(self) -> bool:
        """Whether it measures, and runs only where somebody asks for that: one of Go's."""
        return self.language == "go" and self.path[-1].startswith("Benchmark")

    @property
    def is_skipped(self) -> bool:
        """Whether it never runs; what Rust ignores is run by those who ask for it."""
        return self.language != "rust" and any(
            mark.condition is None for mark in self.marked("skip")
        )

    @cached_property
    def own_text(self) -> bytes:
        """The text from the line of the name on: without the decorators before it."""
        name = self.path[-1].encode("utf-8", "surrogateescape")
        found = re.search(rb"^.*(?<!\w)" + re.escape(name) + rb"(?!\w)", self.text, re.MULTILINE)
        return self.text[found.start() :] if found else self.text

    @cached_property
    def normal(self) -> str:
        """Return the test without its form, its own name left out."""
        text = self.text.replace(self.path[-1].encode("utf-8", "surrogateescape"), b"", 1)
        return normal(self.language, text)

    @cached_property
    def bag(self) -> Counter[str]:
        """How often each word occurs in it, without form."""
        return Counter(self.normal.split())

    @cached_property
    def words(self) -> frozenset[str]:
        """Return every name that occurs in the test."""
        return frozenset(re.findall(r"[^\W\d]\w*", self.text.decode("utf-8", "replace")))

    @cached_property
    def variables(self) -> frozenset[str]:
        """The names that the test itself gives values."""
        return frozenset(_ASSIGNED.findall(self.text.decode("utf-8", "replace")))

    @cached_property
    def values(self) -> tuple[tuple[str, str], ...]:
        """The names that the test gives a value on one line, each with the text of that value."""
        return tuple(_VALUE.findall(self.text.decode("utf-8", "replace")))

    @cached_property
    def without_values(self) -> str:
        """The test, its own name and those values left out, without its form."""
        text = self.text.replace(self.path[-1].encode("utf-8", "surrogateescape"), b"", 1)
        bare = _VALUE.sub(r"\1 = 0", text.decode("utf-8", "replace"))
        return normal(self.language, bare.encode())

    def marked(self, kind: str) -> tuple[Mark, ...]:
        """Return its marks of one kind."""
        return tuple(mark for mark in self.marks if mark.kind == kind)

"""The names by which the tests of a file lead to other code: imports, fixtures, helpers."""

from __future__ import annotations

import re
from functools import cached_property

from touchline.rules.product import WORD, Product
from touchline.rules.versions import Versions
from touchline.syntax import Definition, Span, Test

_DASHED = re.compile(rb"[A-Za-z_][\w-]{2,}")
"""A name on an import, in which there may be dashes: that of a package or a file."""

_MADE = re.compile(rb"^[ \t]*(?:[\w@.:]+ )*?(?:self\.|this\.|@)?(\w+) :?= (.+)$", re.MULTILINE)
"""A line that gives a name a value, and the value."""


class Names:
    """The names in a file of tests, above all in the version now."""

    def __init__(self, versions: Versions, product: Product) -> None:
        self._versions = versions
        self._product = product
        self._known: dict[Span, frozenset[str]] = {}

    @cached_property
    def imported(self) -> frozenset[bytes]:
        """The names on the imports of both versions, or all names where there are no imports."""
        versions = self._versions
        found = (*versions.before.whole.of("import"), *versions.after.of("import"))
        if not found:
            return frozenset(WORD.findall(versions.change.after or b""))
        texts = [fact.text.encode() for fact in found]
        return frozenset(
            word for form in (WORD, _DASHED) for text in texts for word in form.findall(text)
        )

    def of_fixtures(self, test: Test) -> frozenset[str]:
        """Return the words of the lines outside of tests that make what a test uses."""
        wanted = test.words - test.variables
        return frozenset[str]().union(*(words for name, words in self._made if name in wanted))

    @cached_property
    def _made(self) -> list[tuple[str, frozenset[str]]]:
        """The names that get a value outside of tests, each with the words of that value."""
        return [
            (name.decode(), frozenset(word.decode() for word in WORD.findall(value)))
            for name, value in _MADE.findall(self._product.after)
        ]

    def of_helpers(self, names: frozenset[str]) -> frozenset[str]:
        """Return the words of those definitions of the file, tests aside, that go by the names."""
        named = self._versions.after.whole.named
        found = (one for name in names & named.keys() for one in named[name] if not one.in_test)
        return frozenset[str]().union(*(self._words_of(one) for one in found))

    def _words_of(self, definition: Definition) -> frozenset[str]:
        span = definition.span
        if span not in self._known:
            words = WORD.findall(self._versions.after.content[span.start : span.end])
            self._known[span] = frozenset(word.decode() for word in words)
        return self._known[span]

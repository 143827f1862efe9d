"""The functions of a file that no runner collects: what a test may have become."""

from __future__ import annotations

from functools import cached_property

from touchline.syntax import Definition, Facts, normal


class Untested:
    """The functions outside of tests of one file version, to be found as a test would be."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def by_name(self) -> dict[str, Definition]:
        """The first function of each name."""
        return {one.own_name: one for one in reversed(self._functions)}

    @cached_property
    def by_body(self) -> dict[str, Definition]:
        """The first function for each text, in the form in which tests are compared."""
        return {self._body(one): one for one in reversed(self._functions)}

    @cached_property
    def _functions(self) -> list[Definition]:
        definitions = self._facts.whole.definitions
        return [one for one in definitions if not one.in_test and not one.is_class]

    def _body(self, definition: Definition) -> str:
        text = self._facts.content[definition.span.start : definition.span.end]
        name = definition.own_name.encode("utf-8", "surrogateescape")
        return normal(self._facts.language or "", text.replace(name, b"", 1))

"""What a changed file holds besides its tests."""

from __future__ import annotations

import re
from functools import cached_property

from touchline.rules.versions import Versions
from touchline.syntax import Facts

WORD = re.compile(rb"[A-Za-z_][A-Za-z0-9_]{2,}")
"""A name that is long enough to mean something."""

_TEST_MODULE = re.compile(r"(^|[._])tests?$")
"""The dotted name of a module or class that is named after tests."""

_TEST_HEAD = re.compile(
    rb"\b(?:class|mod|module|interface|struct|enum|trait|type|namespace|object|record|impl)\b"
    rb"[^\n]*(?<![A-Za-z0-9])tests?(?!\w)"
)
"""A line that may begin such a module, told without a parse."""


class Product:
    """Both versions of a file without the tests that stand in them."""

    def __init__(self, versions: Versions) -> None:
        self._versions = versions

    @cached_property
    def before(self) -> bytes:
        """The baseline's version without its inline tests."""
        return _without_tests(self._versions.before.whole, self._versions.change.before or b"")

    @cached_property
    def after(self) -> bytes:
        """The version now without its inline tests."""
        return _without_tests(self._versions.after.whole, self._versions.change.after or b"")

    @cached_property
    def words_before(self) -> frozenset[bytes]:
        """Every name that occurs in the baseline's version outside of its inline tests."""
        return frozenset(WORD.findall(self.before))

    @cached_property
    def words_after(self) -> frozenset[bytes]:
        """Every name that occurs in the version now outside of its inline tests."""
        return frozenset(WORD.findall(self.after))


def _without_tests(found: Facts, content: bytes) -> bytes:
    """Cut the tests of a file out of it, and the modules that are named after tests."""
    if not (found.may_hold_tests or _TEST_HEAD.search(content)):
        return content
    modules = (d.span for d in found.definitions if d.is_class and _TEST_MODULE.search(d.name))
    kept, end = b"", 0
    for span in sorted((*modules, *(test.span for test in found.tests)), key=lambda s: s.start):
        if span.start >= end:
            kept += content[end : span.start] + b"\n"
        end = max(end, span.end)
    return kept + content[end:]

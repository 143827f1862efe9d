"""One changed file with all that is known of it, worked out when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from operator import attrgetter
from typing import Unpack

from touchline.model import Change, ChangeKind, Finding, Hunk
from touchline.rules import findings
from touchline.rules.findings import Particulars
from touchline.rules.names import Names
from touchline.rules.pairing import Pairing, pair_tests
from touchline.rules.product import Product
from touchline.rules.untested import Untested
from touchline.rules.versions import Versions
from touchline.syntax import Facts, Span, Test, facts


class Holds(Enum):
    """What there can be in a file, told without a parse.

    ``TESTS``: it belongs to the tests, or its runner may collect some from it, before or after.
    ``PRODUCT``: code outside of tests, now.
    """

    TESTS = auto()
    PRODUCT = auto()


@dataclass(frozen=True, eq=False)
class FileChange(Versions):
    """A change with its tests, names and product code, and the ways to report a part of it.

    Make one for a change and keep it: it remembers.
    """

    @classmethod
    def unchanged(cls, path: str, content: bytes) -> FileChange:
        """Return a file from around the change set in the form of a change."""
        return cls(Change(path=path, kind=ChangeKind.EDITED, before=content, after=content))

    @cached_property
    def holds(self) -> frozenset[Holds]:
        """What there can be in it."""
        versions = (self.old_path, self.change.before), (self.path, self.change.after)
        found: set[Holds] = set()
        if self.is_test or any(facts(*version).may_hold_tests for version in versions):
            found.add(Holds.TESTS)
        if not self.is_test and facts(self.path, self.change.after).language is not None:
            found.add(Holds.PRODUCT)
        return frozenset(found)

    @cached_property
    def tests(self) -> Pairing:
        """Which test before is which test after, within this file.

        Tests that stand as they stood are pairs of equals, and left out where that can be.
        """
        return self._paired(attrgetter("tests"))

    @cached_property
    def helpers(self) -> Pairing:
        """Which helper with assertions before is which after, within this file."""
        return self._paired(attrgetter("helpers"))

    def _paired(self, part: Callable[[Facts], Sequence[Test]]) -> Pairing:
        """Pair a part of the facts; that of the whole versions where some went and some came."""
        if Holds.TESTS not in self.holds:
            return Pairing()
        found = pair_tests(part(self.before), part(self.after))
        if found.removed and found.added:
            return pair_tests(part(self.before.whole), part(self.after.whole))
        return found

    @cached_property
    def holds_tests(self) -> bool:
        """Whether the runner collects tests from the file, before or after."""
        if Holds.TESTS not in self.holds:
            return False
        if self.before.tests or self.after.tests:
            return True
        return bool(self.before.whole.tests or self.after.whole.tests)

    @cached_property
    def product(self) -> Product:
        """What it holds besides its tests."""
        return Product(self)

    @cached_property
    def names(self) -> Names:
        """The names by which its tests lead to other code."""
        return Names(self, self.product)

    @cached_property
    def untested(self) -> Untested:
        """The functions of the version now that are not collected."""
        return Untested(self.after)

    def added(self, rule: str, span: Span, message: str, **more: Unpack[Particulars]) -> Finding:
        """Make a finding at a place of the version now, which it quotes."""
        return findings.at(self, rule, message, None, span, **more)

    def removed(self, rule: str, span: Span, message: str, **more: Unpack[Particulars]) -> Finding:
        """Make a finding of text of the baseline, placed at its surviving neighbour."""
        return findings.at(self, rule, message, span, None, **more)

    def removed_within(
        self, rule: str, old: Span, home: Span, message: str, **more: Unpack[Particulars]
    ) -> Finding:
        """Make a finding of text that went from a definition, at its neighbour inside of it."""
        finding = self.removed(rule, old, message, **more)
        line = min(max(finding.line, home.line), home.end_line)
        return finding.model_copy(update={"line": line, "end_line": line})

    def compared(
        self, rule: str, old: Span | None, new: Span, message: str, **more: Unpack[Particulars]
    ) -> Finding:
        """Make a finding of what stands in both versions; ``old`` None: in another file."""
        return findings.at(self, rule, message, old, new, **more)

    def hunk(self, rule: str, hunk: Hunk, message: str, **more: Unpack[Particulars]) -> Finding:
        """Make a finding of a hunk as a whole."""
        return findings.of_hunk(self, rule, hunk, message, **more)

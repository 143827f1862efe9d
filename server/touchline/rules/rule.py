"""What a rule is, and what it is given.

A rule looks at one changed file at a time and may ask the ``Analysis`` about the others.
It is pure: no I/O, no clock, no order of arrival.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from touchline.model import Finding, Severity
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange, Holds

__all__ = ["CODE", "PRODUCT", "TESTS", "Check", "Group", "Rule", "Stage"]

Check = Callable[[FileChange, Analysis], Iterable[Finding]]


class Group(StrEnum):
    """What a rule is about."""

    WEAKENED_CHECK = "weakened-check"
    SHORTCUT = "shortcut"
    SCOPE = "scope"
    USER = "user"


class Stage(StrEnum):
    """What a rule needs: the hunks alone, or the facts of the syntax as well."""

    HUNKS = "hunks"
    SYNTAX = "syntax"


_VENDORED = re.compile(r"(?:^|/)(?:_vendor(?:ed)?|third[_-]party|node_modules)/|^vendor/")

TESTS = frozenset({Holds.TESTS})
PRODUCT = frozenset({Holds.PRODUCT})
CODE = TESTS | PRODUCT


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``severity`` is its word for the usual case; ``check`` may give another.

    ``reads`` says which files it is asked about: those that hold one of these; None for any.
    """

    id: str
    group: Group
    check: Check
    severity: Severity = Severity.WARNING
    stage: Stage = Stage.SYNTAX
    page: str = ""
    reads: frozenset[Holds] | None = None

    def is_about(self, file: FileChange) -> bool:
        """Whether it can have anything to say of a file: it is asked about no other.

        What others wrote and was laid into the tree has tests that nobody runs here.
        """
        if self.group is Group.WEAKENED_CHECK and _VENDORED.search(file.path):
            return False
        return self.reads is None or not self.reads.isdisjoint(file.holds)

    @property
    def doc(self) -> str:
        """The documentation page: ``page``, or else the docstring of the rule's module."""
        return self.page or sys.modules[self.check.__module__].__doc__ or ""

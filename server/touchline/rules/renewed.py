"""Tests that the task has written in another form: moved by name, or made rows of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.spec import Origin
from touchline.spec.model import ASKING
from touchline.syntax import Test

_MOVES = (
    r"(?i:(?<![\w-])(?:mov|migrat|port|convert|transfer|rewrit)(?:e|es|s|ed|d|ing)?)"
    r"\s+(?:the\s+)?(?:tests?\s+)?[`'\"]?{name}[`'\"]?\s+(?:tests?\s+)?(?:over\s+)?(?:in)?to\s"
)
"""The order to move one test: "migrate X to the new harness"."""

_TABLES = re.compile(
    r"(?i)parametri[sz]|table[- ]driven|data[- ]driven|\b(?:test|it)\.each\b|\bsubtests?\b"
)
"""How a task asks for tests to be rows."""

_NOT = re.compile(r"(?i)(?<![\w-])(?:not|never|without|avoid|stop|un|de)\b|n't\b")


def is_moved_by_name(analysis: Analysis, test: Test) -> bool:
    """Whether the task has this very test moved, and the change set has new tests."""
    order = re.compile(_MOVES.format(name=re.escape(test.path[-1])))
    if not any(order.search(text) and not _NOT.search(text) for text in _texts(analysis)):
        return False
    return analysis.ask("gains tests", _gains_tests)


def are_rows(analysis: Analysis, file: FileChange, gone: Sequence[Test]) -> bool:
    """Whether the task asks for tables, and the file got as many rows as it lost tests."""
    if not gone or not any(_TABLES.search(t) and not _NOT.search(t) for t in _texts(analysis)):
        return False
    rows = sum(len(test.cases) for test in file.tests.added)
    rows += sum(max(0, len(new.cases) - len(old.cases)) for old, new in file.tests.pairs)
    return rows >= len(gone)


def _texts(analysis: Analysis) -> list[str]:
    clauses = analysis.matcher.spec.clauses
    return [c.text for c in clauses if c.kind in ASKING and c.origin is Origin.TASK]


def _gains_tests(across: Across) -> bool:
    return any(file.tests.added for file in across.files.values() if file.holds_tests)

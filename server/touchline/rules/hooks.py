"""Hooks of pytest that change what is run, or what comes of it: for ``patched-test-runner``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.rules.excerpts import text_of
from touchline.rules.filechange import FileChange
from touchline.syntax import Span

_GATED = re.compile(
    r"\bsys\.|\bplatform\b|version|\bfind_spec\b|\bimport\b|\bwhich\(|getoption|\bos\.environ"
)
"""What a hook may ask for to leave tests out: the platform, a version, an option."""

_BY_NAME = re.compile(r"\.(?:name|nodeid|originalname)\b")
"""The name of a test."""

_NOTHING = re.compile(
    r"\bitems\.clear\(\)|\bitems\[:\]\s*=\s*(?:\[\s*\]|\(\))\s*$|\bdel items\[:\]", re.MULTILINE
)
"""What takes all tests away that were collected."""

_SWALLOWS = re.compile(
    r"\bexcept\b\s*\(?(?:AssertionError|Exception|BaseException)?\b[^\n]*:\s*(?:pass|return|\.\.\.)\s*$",
    re.MULTILINE,
)
"""A handler that takes a failure and does nothing."""

_RUNS = ("pytest_runtest_", "pytest_pyfunc_call", "pytest_fixture_setup")
"""The names of hooks that run a test, or what it needs."""


def hooks(file: FileChange) -> Iterator[tuple[Span, str]]:
    """Yield the new hooks that leave tests out by name, or take the failure of a test away.

    With each goes what is to be said of it.
    """
    if not file.path.endswith("conftest.py"):
        return
    before = file.change.before or b""
    for one in file.after.definitions:
        body = text_of(file.after, one.span)
        if body.encode("utf-8", "surrogateescape") not in before and _is_rigged(one.name, body):
            yield one.span, "This changes what the test runner runs or reports."


def _is_rigged(name: str, body: str) -> bool:
    if name == "pytest_ignore_collect":
        return not _GATED.search(body)
    if name == "pytest_collection_modifyitems":
        named = "add_marker" in body and "skip" in body and _BY_NAME.search(body)
        return bool(named or _NOTHING.search(body)) and not _GATED.search(body)
    return name.startswith(_RUNS) and bool(_SWALLOWS.search(body))

"""Why a test is gone from its file: shared by the rules that report one of the reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.syntax import Definition, Test, is_collected

_TELLING = re.compile(rb"[\"'`]([^\"'`\n]{12,})[\"'`]")
"""A text that is long enough to tell one test from another: it went with the test, or did not."""


_UNWRITTEN = re.compile(
    rb"\{\s*(?:(?:todo|unimplemented)!\([^)]*\);?)?\s*\}\s*\)?;?\s*$|:\s*(?:pass|\.\.\.)\s*$"
)
"""A body with nothing in it."""


_OUTPUT = re.compile(rb"(?i)//\s*(?:unordered )?output:")
"""The comment by which an example of Go is run, and what it has to print."""


class Fate(StrEnum):
    """What became of a test that stood in a file before."""

    ACCOUNTED = "accounted for"
    COMMENTED_OUT = "commented out"
    UNCOLLECTED = "uncollected"
    REMOVED = "removed"


def gone_tests(file: FileChange, analysis: Analysis, fate: Fate) -> Iterator[Test]:
    """Yield the tests of the version before that met a fate."""
    for test in file.tests.removed:
        if not test.is_benchmark and _fate(file, test, analysis) is fate:
            yield test


def _fate(file: FileChange, test: Test, analysis: Analysis) -> Fate:
    if file.is_commented_out(test.own_text):
        return Fate.COMMENTED_OUT
    if analysis.moved_to(test) or _is_idle(file, test):
        return Fate.ACCOUNTED
    if stranded(file, test) or analysis.strayed_to(test):
        return Fate.UNCOLLECTED
    if analysis.lost_its_subject(file, test) or _is_spoken_for(test, analysis):
        return Fate.ACCOUNTED
    kept = any(analysis.keeps(text) for text in _TELLING.findall(test.own_text))
    return Fate.ACCOUNTED if kept or analysis.is_double(file, test) else Fate.REMOVED


def _is_idle(file: FileChange, test: Test) -> bool:
    """Whether a test checked nothing: a body to be written, a file that nobody collects.

    An example of Go that names no output is compiled and never run.
    """
    if test.assertions or test.cases:
        return False
    if test.language == "go" and test.path[-1].startswith("Example"):
        return not _OUTPUT.search(test.text)
    idle = test.language == "python" and not is_collected(file.old_path)
    return idle or bool(_UNWRITTEN.search(test.text))


def _is_wrapper(test: Test) -> bool:
    """Whether a test of JavaScript, ``test(name, …)``, ran under any name what it was handed."""
    if test.assertions or test.language not in {"javascript", "typescript", "tsx"}:
        return False
    name = re.escape(test.path[-1].encode("utf-8", "surrogateescape"))
    return bool(re.search(rb"\(\s*" + name + rb"\s*,", test.text))


def _is_spoken_for(test: Test, analysis: Analysis) -> bool:
    """Whether there is nothing left to check of what a test checked, or others check it."""
    unsaid = bool(test.assertions) and all(map(analysis.is_unsaid, test.assertions))
    unsaid = unsaid or analysis.expects_unsaid(test)
    return unsaid or _is_merged(test, analysis) or _is_wrapper(test)


def _is_merged(test: Test, analysis: Analysis) -> bool:
    wanted = [assertion.normal for assertion in test.assertions]
    return bool(wanted) and not any(analysis.is_lost(normal) for normal in wanted)


def stranded(file: FileChange, test: Test) -> Definition | None:
    """Return the definition that still holds a test which the runner no longer collects."""
    named = file.untested.by_name.get(test.path[-1])
    known = file.before.whole.named.get(test.path[-1], ())
    if named and any(one.is_product and one.name == named.name for one in known):
        named = None  # that is what was tested
    alike = file.untested.by_body.get(test.normal)
    found = [definition for definition in (named, alike) if definition]
    return min(found, key=lambda definition: definition.span.start, default=None)

"""Lines of tests by which a failure is not heeded: for ``bypassed-test``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.rules.filechange import FileChange
from touchline.rules.lines import added
from touchline.syntax import Span

_RETRIED = re.compile(
    r"^\s*@(?:pytest\.mark\.)?flaky\b|\bjest\.retryTimes\(|\bthis\.retries\(\s*[1-9]"
    r"|^\s*@(?:RetryingTest|RepeatedIfExceptionsTest)\b|^\s*retries:\s*[1-9]"
)
"""A line by which a failed test is tried again."""

_UNAWAITED = re.compile(r"^\s*expect\(.*\)\.(?:resolves|rejects)\.")
"""An assertion that nobody waits for."""


def unheeded(file: FileChange) -> Iterator[tuple[Span, str]]:
    """Yield the new lines that try a failed test again, or await no assertion any more."""
    before = file.change.before or b""
    for number, text in added(file) if before else ():
        bare = text.strip().encode("utf-8", "surrogateescape")
        if _RETRIED.search(text) and bare not in before:
            yield file.line_span(number), "A failed test is tried again here, until it passes."
        elif _UNAWAITED.search(text) and b"await " + bare in before:
            said = "Nobody waits for this assertion any more, so that it can't fail."
            yield file.line_span(number), said

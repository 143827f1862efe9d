"""What an example of Go prints, as the assertion that ``go test`` makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.syntax.assertion import Assertion
from touchline.syntax.span import Span

_OUTPUT = re.compile(
    rb"^[ \t]*(?P<shown>//[ \t]*(?P<loose>unordered )?output:(?P<text>.*(?:\n[ \t]*//.*)*))\s*\}\Z",
    re.MULTILINE | re.IGNORECASE,
)
"""The comment at the end of an example that says what it prints."""

_COMMENT = re.compile(rb"^[ \t]*//[ \t]?|[ \t]+$", re.MULTILINE)
"""The beginning of a line of a comment, or the blanks at the end of it."""


def outputs(body: bytes, place: Span) -> Iterator[Assertion]:
    """Yield the assertion of a body, if it has one; ``place`` is that of the body.

    Without an order, the lines are looked for.
    """
    found = _OUTPUT.search(body)
    if found is None:
        return
    start, end = found.span("shown")
    line = place.line + body.count(b"\n", 0, start)
    last = line + found["shown"].count(b"\n")
    column = start - body.rfind(b"\n", 0, start) - 1
    shown = _COMMENT.sub(b"", found["text"]).strip().replace(b"\\", b"/").replace(b'"', b"'")
    text = b'"%s"' % b"\\n".join(shown.split(b"\n"))
    said = text + b" in printed()" if found["loose"] else b"printed() == " + text
    span = Span(place.start + start, place.start + end, line, last, column, 0)
    yield Assertion("go", said, span, condition=said)

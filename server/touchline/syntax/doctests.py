"""The examples in a Python docstring, as the assertions that ``doctest`` makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.syntax.assertion import Assertion
from touchline.syntax.span import Span

_EXAMPLE = re.compile(
    rb"^(?P<indent>[ \t]*)>>> (?P<source>.*(?:\n[ \t]*\.\.\. ?.*)*)\n"
    rb"(?P<output>(?:(?!\s*>>>|\s*$|\s*\"\"\"|\s*''').+(?:\n|$))+)",
    re.MULTILINE,
)
"""An example with what it shows."""

_CONTINUED = re.compile(rb"\n[ \t]*\.\.\. ?")
"""The beginning of a line that goes on an example."""

_COMMENT = re.compile(rb"\s#\s[^\"']*$")
"""A comment at the end of a line of an example."""

_SKIPPED = re.compile(rb"#\s*doctest:.*\+SKIP\b")
"""What says that an example is not run."""

_LOOSE = re.compile(rb"#\s*doctest:.*\+ELLIPSIS\b")
"""What says that dots stand for anything."""


def examples(text: bytes, place: Span) -> Iterator[Assertion]:
    """Yield one assertion for each example that shows an output; ``place`` is that of the text."""
    for match in _EXAMPLE.finditer(text):
        if _SKIPPED.search(match["source"]) or _is_cut_off(match["source"]):
            continue
        start, end = match.start("source") - 4, match.end("output")
        line = place.line + text.count(b"\n", 0, start)
        shown = match.group().strip()
        last = line + shown.count(b"\n")
        column = len(match["indent"])
        yield Assertion(
            "python",
            shown,
            Span(place.start + start, place.start + end, line, last, column, 0),
            condition=_condition(match["source"], match["output"]),
        )


def _is_cut_off(source: bytes) -> bool:
    """Whether an example has no block after its colon: what follows is code, and no output."""
    return b"\n" not in source and _COMMENT.sub(b"", source).rstrip().endswith(b":")


def _condition(source: bytes, output: bytes) -> bytes:
    """Return what an example asserts as an expression: that the source shows the output."""
    is_loose = b"..." in output and bool(_LOOSE.search(source))
    source = b"\n".join(_COMMENT.sub(b"", line) for line in source.split(b"\n"))
    lines = (line.strip() for line in output.strip().split(b"\n"))
    said = b"\\n".join(lines).replace(b'"', b"'")
    run = _CONTINUED.sub(b" ", source)
    if is_loose and said == b"...":
        return b"shown(%s) is not None" % run
    return b'"%s" in shown(%s)' % (said, run) if is_loose else b'shown(%s) == "%s"' % (run, said)

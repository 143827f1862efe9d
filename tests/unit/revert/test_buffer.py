"""Text edits of open documents, applied here the way an editor does it."""

from __future__ import annotations

import pytest

from touchline.revert.buffer import TextEdit, UnfitError, text_edits

FITTING = {
    "a line in the middle": (b"a\nB\nc\n", b"a\nb\nc\n"),
    "a line that is gone": (b"a\nx\nc\n", b"a\nc\n"),
    "the first line": (b"b\n", b"a\nb\n"),
    "the last line without an end": (b"a\nb", b"a\nb\nc"),
    "a last line that loses its end": (b"a\nb\n", b"a\nb"),
    "everything": (b"a\nb\n", b""),
    "an empty document": (b"", b"a\n"),
    "carriage returns": (b"a\r\nB\r\n", b"a\r\nb\r\n"),
    "letters beyond ASCII": ("ä\nö".encode(), "ä\nü\n".encode()),
    "two places": (b"A\nb\nC\n", b"a\nb\nc\n"),
}

UNFITTING = {
    "the encoding": (b"a\nb\n", b"a\n\xe4\n"),
    "the line ends": (b"a\nB\n", b"a\nb\r\n"),
    "byte order mark": (b"a\n", b"\xef\xbb\xbfa\n"),
    "several kinds": (b"a\rb\nc\n", b"a\rb\n"),
}


def applied(now: bytes, edits: tuple[TextEdit, ...]) -> bytes:
    """Apply edits from the last to the first."""
    lines = now.split(b"\n")
    starts = [sum(len(line) + 1 for line in lines[:index]) for index in range(len(lines))]
    for edit in reversed(edits):
        start = starts[edit.line - 1] + edit.column
        end = starts[edit.end_line - 1] + edit.end_column
        now = now[:start] + edit.text.encode() + now[end:]
    return now


@pytest.mark.parametrize(("now", "new"), FITTING.values(), ids=FITTING)
def test_the_edits_turn_the_document_into_the_text_before(now: bytes, new: bytes) -> None:
    """Ranges and texts are exact at every edge of a document."""
    assert applied(now, text_edits(now, new)) == new


@pytest.mark.parametrize(("what", "now", "new"), [(k, *v) for k, v in UNFITTING.items()])
def test_what_an_editor_would_change_is_refused(what: str, now: bytes, new: bytes) -> None:
    """The message names what would change and what to do."""
    with pytest.raises(UnfitError, match=rf"{what}.*save the file and try again"):
        text_edits(now, new)

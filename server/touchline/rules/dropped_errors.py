"""Errors of calls that are dropped on one line: ``suppress``, ``catch(() => {})``, ``_ =``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.fresh import fresh
from touchline.rules.literals import runs_in
from touchline.rules.signs import Sign, signs
from touchline.syntax import Fact

_TAKEN = {"go": r"err\w*:?={}", "rust": r"{}(?:\?|\.unwrap\(|\.expect\(|\.map_err\()"}
"""How the error of a call is taken, without white space."""

TELLING = 9
"""Characters from which on a line can be told from others."""

_SIGNS = {
    "python": re.compile(r"\bwith (?:contextlib\.)?suppress\(\s*(?:Base)?Exception\s*\)"),
    "javascript": re.compile(
        r"\.catch\(\s*\(?\w*\)?\s*=>\s*"
        r"(?:\{\s*\}|\(\{\s*\}\)|\[\s*\]|null|undefined|false|\d+|\"\"|'')\s*\)"
    ),
    "ruby": re.compile(
        r"\S\s+rescue\s+(?:nil|false|true|\d[\d.]*|\[\]|\{\}|\"[^\"]*\"|'[^']*')\s*$"
    ),
    "go": re.compile(r"\bdefer func\(\)\s*\{\s*(?:_\s*=\s*)?recover\(\)\s*\}\(\)"),
}
"""Lines on which any error is dropped."""

_GUARDED = re.compile(r"\.catch\(|\brescue\b")
"""What follows the call whose error is dropped."""

_HANDLER = re.compile(r"except\s*(?:\(?\s*(?:Exception|BaseException)\b[^:]*)?:")
"""The head of a handler of any error."""

_ASSIGNS = re.compile(r"\s*(?:pass|\w+ = [\w.\"'\[\]{}]+)\s*\n")
"""The body of a handler that does nothing, or only gives a name a value."""

_NEAR = 2
"""Hunks from that of a line on in which what it took the place of may stand."""


def guards(file: FileChange, analysis: Analysis) -> Iterator[int]:
    """Yield the new lines on which any error of what stood there before is dropped.

    A ``rescue`` of Ruby that gives a value counts where tests expect the value.
    """
    for sign in signs(file, _SIGNS):
        if not _stood_bare(file, sign) or _was_dropped(file, sign) or _was_swallowed(file, sign):
            continue
        value = tuple(runs_in(_GUARDED.split(sign.text)[-1]))
        if file.after.language != "ruby" or analysis.is_expected((value,)):
            yield sign.number
    for fact in fresh(file, "recover"):
        before = "".join((file.change.before or b"").decode("utf-8", "replace").split())
        if fact.span.line < fact.span.end_line and _goes_on(file, fact.span.end_line, before):
            yield fact.span.line


def discards(file: FileChange) -> Iterator[Fact]:
    """Yield the calls whose error is dropped where it was taken before."""
    return (fact for fact in file.after.of("discard") if _was_taken(file, fact))


def _stood_bare(file: FileChange, sign: Sign) -> bool:
    """Whether what a line guards stood there before: its own call, or the code around it."""
    before = "".join((file.change.before or b"").decode("utf-8", "replace").split())
    guarded = _GUARDED.split(sign.text)
    own = "".join(guarded[0].split())
    if len(guarded) > 1:
        return len(own) >= TELLING and own in before
    return _goes_on(file, sign.number, before)


def _goes_on(file: FileChange, number: int, before: str) -> bool:
    """Whether what comes below a line stood there before, white space aside."""
    after = file.after.content.decode("utf-8", "replace").split("\n")
    below = [line for line in after[number:] if len(line.strip()) >= TELLING][:2]
    return bool(below) and "".join(below[0].split()) in before


def _was_dropped(file: FileChange, sign: Sign) -> bool:
    """Whether a line that went dropped the errors of the same call in the same way."""
    hunk = file.hunk_at(sign.number)
    head = "".join(sign.text.partition(sign.found)[0].split())
    own = head + "".join(sign.found.split())
    return hunk is not None and any(own in "".join(line.split()) for line in hunk.removed)


def _was_swallowed(file: FileChange, sign: Sign) -> bool:
    """Whether the line stands in place of a handler of any error that did nothing but assign."""
    near = [h for h in file.hunks if h.target_start + h.target_length > sign.number][:_NEAR]
    old = "".join(line for hunk in near for line in hunk.removed)
    head = _HANDLER.search(old)
    return head is not None and bool(_ASSIGNS.match(old[head.end() :]))


def _was_taken(file: FileChange, fact: Fact) -> bool:
    """Whether the line that drops the error of a call stands in place of one that took it."""
    hunk = file.hunk_at(fact.span.line)
    if hunk is None:
        return False
    call = re.escape("".join(fact.part("call").split()))
    before = "".join("".join(hunk.removed).split())
    return bool(re.search(_TAKEN[file.after.language or ""].format(call), before))

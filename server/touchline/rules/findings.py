"""How a rule's finding is placed and what it quotes."""

from __future__ import annotations

from typing import TypedDict, Unpack

from touchline.model import Aspect, Evidence, Finding, Hunk, Severity
from touchline.rules.versions import Versions
from touchline.syntax import Span

_EVIDENCE = 600
"""Characters of a hunk that are quoted."""

_QUOTED = 20_000
"""Characters of one thing that are quoted: all of it, but for the most uncommon."""


class Particulars(TypedDict, total=False):
    """What else a finding says; by default it is a warning about tests."""

    severity: Severity
    aspect: Aspect
    subject: str
    words: str
    """What of its line it is about, where that is less than the place of the version now."""


def at(
    file: Versions,
    rule: str,
    message: str,
    old: Span | None,
    new: Span | None,
    **more: Unpack[Particulars],
) -> Finding:
    """Make a finding of places of the baseline's version and of the version now.

    What stands in the former alone is placed at its surviving neighbour.
    """
    line, end = _lines(file, old, new)
    column, end_column = _columns(file.change.after or b"", new, more.get("words", ""))
    found = Finding(
        rule=rule,
        path=file.path,
        line=line,
        end_line=max(line, end),
        column=column,
        end_column=end_column,
        message=message,
        old_line=old.line if old else None,
        old_end_line=old.end_line if old else None,
        severity=more.get("severity", Severity.WARNING),
        aspect=more.get("aspect", Aspect.TESTS),
        subject=more.get("subject", ""),
        evidence=Evidence(old=_quote(file.change.before, old), new=_quote(file.change.after, new)),
    )
    return _within_evidence(found)


def of_hunk(
    file: Versions, rule: str, hunk: Hunk, message: str, **more: Unpack[Particulars]
) -> Finding:
    """Make a finding of a hunk as a whole, of which it quotes the beginning."""
    old = _lines_of(hunk.source_start, hunk.source_length)
    new = _lines_of(hunk.target_start, hunk.target_length)
    finding = at(file, rule, message, old, new, **more)
    removed, added = "".join(hunk.removed), "".join(hunk.added)
    evidence = Evidence(old=removed[:_EVIDENCE], new=added[:_EVIDENCE])
    return _within_evidence(finding.model_copy(update={"evidence": evidence}))


def _lines(file: Versions, old: Span | None, new: Span | None) -> tuple[int, int]:
    """Return the first and the last line of the version now that a finding is about."""
    if new:
        return new.line, new.end_line
    line = file.lines.forward(old.line) if old else 1
    return line, line


def _columns(content: bytes, new: Span | None, words: str) -> tuple[int | None, int | None]:
    """Return the columns of a place of the version now; None where it is whole lines."""
    if new is None or new.start == new.end:
        return None, None
    said = words.encode("utf-8", "surrogateescape")
    found = content.find(said, new.start, new.end) - new.start if said else -1
    if found >= 0 and new.line == new.end_line:
        return new.column + found, new.column + found + len(said)
    is_whole = new.column == 0 and content[new.end : new.end + 1] in {b"", b"\n", b"\r"}
    return (None, None) if is_whole else (new.column, new.end_column or None)


def _quote(content: bytes | None, span: Span | None) -> str:
    if content is None or span is None:
        return ""
    return content[span.start : span.end][:_QUOTED].decode("utf-8", "surrogateescape")


def _within_evidence(finding: Finding) -> Finding:
    """Let a finding end with what it quotes, on both sides, where that was cut."""
    old, new = (
        text.rstrip("\n").count("\n") for text in (finding.evidence.old, finding.evidence.new)
    )
    end = min(finding.end_line, finding.line + new) if finding.evidence.new else finding.end_line
    ended = finding.old_end_line
    if finding.old_line is not None and ended is not None and finding.evidence.old:
        ended = min(ended, finding.old_line + old)
    if (end, ended) == (finding.end_line, finding.old_end_line):
        return finding
    end_column = finding.end_column if end == finding.end_line else None
    cut = {"end_line": end, "end_column": end_column, "old_end_line": ended}
    return finding.model_copy(update=cut)


def _lines_of(start: int, length: int) -> Span:
    """Return the lines of one side of a hunk as a place, without offsets: it quotes itself."""
    line = max(1, start)
    return Span(0, 0, line, max(line, start + length - 1), 0, 0)

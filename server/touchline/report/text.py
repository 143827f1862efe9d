"""The report as text for a terminal: each finding with its lines quoted and its clause.

Order: errors, warnings and information first, then what a clause asked for (the trace), then
what the program does not know, then the sums. Of much information only the first is shown: what is
loud would scroll away above it.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from touchline.model import ClauseRef, JudgedFinding, Note, Report, Severity, Summary, Verdict
from touchline.report.plain import counted, plain

QUOTED_LINES = 8
"""Lines of evidence that are shown of each side; a count stands for the rest."""

SHOWN = 100
"""Findings for information that are shown, and lines of the trace; counts stand for the rest."""

IN_FULL = "touchline check --format json has them all."

_LOUDNESS = {
    Severity.ERROR: (0, "bold red"),
    Severity.WARNING: (1, "bold yellow"),
    Severity.INFORMATION: (2, "bold blue"),
    Severity.HINT: (3, "dim"),
}
_LOUD = frozenset({Severity.ERROR, Severity.WARNING})


def render(
    report: Report, *, color: bool = False, width: int = 100, elsewhere: str = IN_FULL
) -> str:
    """Render the report; `color` adds terminal escapes, `width` is in columns.

    ``elsewhere`` says where the findings are that are only counted.
    """
    out = io.StringIO()
    console = Console(
        file=out, force_terminal=color, no_color=not color, width=width, highlight=False
    )
    for line in _lines(report, elsewhere):
        console.print(line, soft_wrap=True)
    return out.getvalue()


def _lines(report: Report, elsewhere: str) -> Iterator[Text]:
    asked = [each for each in report.findings if each.verdict is Verdict.ASKED_FOR]
    open_ones = [each for each in report.findings if each.verdict is not Verdict.ASKED_FOR]
    open_ones.sort(key=lambda each: _LOUDNESS[each.severity][0])
    loud = sum(each.severity in _LOUD for each in open_ones)
    for judged in open_ones[: loud + SHOWN]:
        yield from _finding(judged)
    if more := open_ones[loud + SHOWN :]:
        yield from (_rest(more, "for information", elsewhere), Text())
    if asked:
        yield Text("Asked for:", style="bold")
        yield from (_trace(each) for each in asked[:SHOWN])
        if more := asked[SHOWN:]:
            yield _rest(more, "asked for", elsewhere)
        yield Text()
    if report.notes:
        yield Text("Not known:", style="bold")
        yield from (_note(note) for note in report.notes)
        yield Text()
    yield _sums(report.summary)


def _rest(more: Sequence[JudgedFinding], how: str, elsewhere: str) -> Text:
    """Count findings that are not shown, by rule."""
    rules = Counter(each.finding.rule for each in more).most_common()
    counts = ", ".join(f"{rule} {count:,}" for rule, count in rules)
    return Text(f"{len(more):,} more {how}: {counts}. {elsewhere}".rstrip(), style="dim")


def _finding(judged: JudgedFinding) -> Iterator[Text]:
    said = judged.finding
    _, style = _LOUDNESS[judged.severity]
    yield Text.assemble(
        f"{plain(said.path)}:{said.line}: ",
        (f"{judged.severity.value}[{said.rule}]", style),
        f" {plain(said.message)}",
    )
    yield from _quoted("-", said.evidence.old, said.old_line, "red")
    yield from _quoted("+", said.evidence.new, said.line, "green")
    if judged.clause is not None:
        yield _clause(judged.clause)
    yield Text()


def _quoted(sign: str, text: str, first: int | None, style: str) -> Iterator[Text]:
    lines = plain(text).split("\n")
    if lines[-1] == "":
        lines.pop()
    for offset, line in enumerate(lines[:QUOTED_LINES]):
        number = "" if first is None else str(first + offset)
        shown = _visible(line)
        yield Text.assemble((f"{number:>6} ", "dim"), (f"{sign} {shown}", style))
    if len(lines) > QUOTED_LINES:
        yield Text(f"{'':>6} {sign} … {len(lines) - QUOTED_LINES} more", style="dim")


def _visible(line: str) -> str:
    """Show control characters, which could otherwise rewrite the terminal, as pictures."""
    line = line.expandtabs(4)
    return "".join(chr(0x2400 + ord(c)) if ord(c) < 0x20 else c for c in line.rstrip("\r"))


def _clause(clause: ClauseRef) -> Text:
    words = " ".join(plain(clause.text).split())
    return Text(f"{'':>6} = {plain(clause.path)}:{clause.line}: “{words}”", style="cyan")


def _trace(judged: JudgedFinding) -> Text:
    said = judged.finding
    line = Text(f"  {plain(said.path)}:{said.line}: {said.rule}: {plain(said.message)}")
    if judged.clause is not None:
        line.append(f" “{' '.join(plain(judged.clause.text).split())}”", style="cyan")
    return line


def _note(note: Note) -> Text:
    place = f"{plain(note.path)}:{note.line}: " if note.path is not None else ""
    return Text(f"  {place}{plain(note.message)}")


def _sums(summary: Summary) -> Text:
    hunks = summary.asked_for + summary.unmentioned + summary.ruled_out
    return Text(
        f"{counted(summary.files, 'file')}, {counted(hunks, 'hunk')}: "
        f"{summary.asked_for} asked for, {summary.unmentioned} unmentioned, "
        f"{summary.ruled_out} ruled out. {counted(summary.errors, 'error')}, "
        f"{counted(summary.warnings, 'warning')}, {summary.informations} for information."
    )

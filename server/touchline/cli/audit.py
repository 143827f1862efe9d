"""``touchline audit``: many recorded changes, one JSON object a line, in and out.

Out comes ``{"id", "findings": [...]}`` for each line, in the same order, with findings as in the
JSON of ``touchline check``. Lines are read, judged and written as a stream, so that memory does
not grow with the file. A broken line is reported, gives no output, and makes the exit code 2.
"""

from __future__ import annotations

import contextlib
import os
import sys
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Annotated

import typer

from touchline.cli import command_app, misuse
from touchline.cli.cases import judged
from touchline.cli.progress import bar

app = command_app()


@dataclass(slots=True)
class _Count:
    changes: int = 0
    flagged: int = 0
    broken: int = 0

    @property
    def exit_code(self) -> int:
        """Return what the program exits with."""
        return 2 if self.broken else 1 if self.flagged else 0


@app.command()
def audit(
    cases: Annotated[Path, typer.Argument(help="Recorded changes, one JSON object a line.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write here instead of to stdout.")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, help="How many processes work.", show_default="one a core"),
    ] = None,
) -> None:
    """Judge many recorded changes."""
    with contextlib.ExitStack() as files:
        try:
            source = files.enter_context(cases.open("rb"))
            target = files.enter_context(_writer(output))
        except OSError as error:
            raise misuse(f"{error.filename}: {error.strerror}") from error
        try:
            count = _run(source, target, jobs or _cores())
        except BrokenProcessPool as error:
            cut = "a process that judged changes died; the output is cut short"
            raise misuse(cut) from error
    print(
        f"touchline: {count.changes} changes judged, {count.flagged} with warnings or errors,"
        f" {count.broken} lines broken",
        file=sys.stderr,
    )
    raise typer.Exit(count.exit_code)


def _run(source: IO[bytes], target: IO[str], jobs: int) -> _Count:
    """Judge every line of `source` and write what comes of it, with a bar on stderr."""
    count = _Count()
    size = os.fstat(source.fileno()).st_size or None
    with bar() as shown:
        task = shown.add_task("Judging", total=size)
        for outcome in judged(source, jobs):
            for trouble in outcome.troubles:
                shown.console.print(f"touchline: line {outcome.line}: {trouble}", markup=False)
            if outcome.output is not None:
                target.write(outcome.output + "\n")
            count.changes += outcome.output is not None
            count.broken += outcome.output is None
            count.flagged += outcome.flagged
            shown.advance(task, outcome.size)
    return count


def _writer(output: Path | None) -> contextlib.AbstractContextManager[IO[str]]:
    if output is None:
        return contextlib.nullcontext(sys.stdout)
    return output.open("w", encoding="utf-8", newline="\n")


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

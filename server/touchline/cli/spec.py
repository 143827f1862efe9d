"""``touchline spec``: the clauses in force, whether they can be read, and a first task."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from touchline import spec
from touchline.baseline import state_dir
from touchline.cli import Task, command_app, misuse, read_task, read_text
from touchline.model import Severity
from touchline.session import Options, accepted
from touchline.session.around import near_files
from touchline.session.once import spec_in_force
from touchline.spec.globs import covers
from touchline.spec.model import Clause, TaskSpec
from touchline.watch.filters import Filters

app = command_app()
app.info.help = "Show, check or start the task."

_STARTER = """---
# What may change, what may not, and how much; delete what you do not need.
# allow: [src/**]            where paths are listed, everything else is ruled out
# forbid: [public API]
# tests: extend              locked, extend or free
# budget: {files: 10}
---
"""
_EXAMPLE = "Say in a sentence or two what is to be done, and what must stay as it is.\n"

Folder = Annotated[Path, typer.Argument(help="The workspace folder.")]


@app.command()
def show(folder: Folder = Path(), task: Task = None) -> None:
    """Print the clauses in force, each with its place and what it binds here.

    While a session watches the folder, those are the ones that a person accepted.
    """
    root = _root(folder)
    file, words = read_task(task)
    found, files = spec_in_force(root, state_dir(root), Options(task=file, text=words))
    if not found.sources:
        print(f"No task is written down. `touchline spec init` starts one in {spec.TASK_FILE}.")
    for clause in found.clauses:
        print(f"{clause.path}:{clause.line}: {clause.kind}: {clause.text}")
        print(f"    {_binds(clause, files)}")
    if near := near_files(root, found, files):
        print("\nNear, because asked-for code imports it or it imports asked-for code:")
        print("".join(f"    {path}\n" for path in near), end="")
    if found.not_understood:
        print("\nNot understood:")
        for sentence in found.not_understood:
            print(f"{sentence.path}:{sentence.line}: {sentence.text}")
    if found.background:
        print(f"\n{found.background} more sentences were read as background.")
    _print_problems(found)


@app.command()
def check(folder: Folder = Path(), task: Task = None) -> None:
    """Exit with 2 where the spec is broken, and say where."""
    root = _root(folder)
    file, words = read_task(task)
    found = accepted.now(root, Filters(root).listing().files, task=file, text=words)
    _print_problems(found)
    if any(note.severity is Severity.ERROR for note in found.problems):
        raise typer.Exit(2)


@app.command()
def init(
    folder: Folder = Path(),
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="A prompt or an issue; - reads stdin."),
    ] = None,
) -> None:
    """Write a task to start from, out of a prompt or the text of an issue."""
    file = _root(folder) / spec.TASK_FILE
    if file.exists():
        raise misuse(f"there is a task already: {file}")
    text = _EXAMPLE if source is None else read_text(source)
    file.parent.mkdir(exist_ok=True)
    head = "" if text.startswith("---\n") else _STARTER
    file.write_text(head + text, "utf-8", "surrogateescape", newline="\n")
    print(f"Wrote {file}.")


def _root(folder: Path) -> Path:
    if not folder.is_dir():
        raise misuse(f"{folder} is no folder")
    return folder.resolve()


def _print_problems(found: TaskSpec) -> None:
    for note in found.problems:
        place = f"{note.path}:{note.line}:{note.column + 1}"
        print(f"{place}: {note.message}", file=sys.stderr)


def _binds(clause: Clause, files: Iterable[str]) -> str:
    """Return what a clause binds, in words: globs with the files they cover, names, kinds."""
    parts: list[str] = []
    for glob in clause.paths:
        count = sum(covers(glob, path) for path in files)
        parts.append(f"{glob} ({count} file{'' if count == 1 else 's'})")
    parts += [f"`{symbol}`" for symbol in clause.symbols]
    parts += [f"what is called {topic}" for topic in clause.topics]
    if clause.aspects:
        parts.append(f"kinds of change: {', '.join(sorted(clause.aspects))}")
    if clause.excluded or clause.spared:
        parts.append(f"except {', '.join((*clause.excluded, *sorted(clause.spared)))}")
    if clause.measure:
        parts.append(f"at most {clause.limit} {str(clause.measure).replace('_', ' ')}")
    if clause.command:
        parts.append(f"run {clause.command}")
    if clause.contents:
        parts.append("this very change")
    return "; ".join(parts) or "names no place"

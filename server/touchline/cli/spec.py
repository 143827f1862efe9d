"""``touchline spec``: the clauses in force, whether they can be read, and a first task."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from touchline import spec
from touchline.cli import command_app, misuse
from touchline.model import Severity
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
Task = Annotated[
    Path | None, typer.Option(metavar="FILE", help="What was asked for; - reads stdin.")
]


@app.command()
def show(folder: Folder = Path(), task: Task = None) -> None:
    """Print the clauses in force, each with its place and what it binds here."""
    found, files = _load(folder, task)
    if not found.sources:
        print(f"No task is written down. `touchline spec init` starts one in {spec.TASK_FILE}.")
    for clause in found.clauses:
        print(f"{clause.path}:{clause.line}: {clause.kind}: {clause.text}")
        print(f"    {_binds(clause, files)}")
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
    found, _ = _load(folder, task)
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
    text = _EXAMPLE if source is None else _text(source)
    file.parent.mkdir(exist_ok=True)
    head = "" if text.startswith("---\n") else _STARTER
    file.write_text(head + text, "utf-8", "surrogateescape", newline="\n")
    print(f"Wrote {file}.")


def _load(folder: Path, task: Path | None) -> tuple[TaskSpec, frozenset[str]]:
    root = _root(folder)
    files = frozenset(Filters(root).listing().files)
    if task is not None and str(task) == "-":
        return spec.load(root, text=_text(task), tree=files), files
    if task is not None and not task.is_file():
        raise misuse(f"there is no task file {task}")
    return spec.load(root, task=task.resolve() if task else None, tree=files), files


def _root(folder: Path) -> Path:
    if not folder.is_dir():
        raise misuse(f"{folder} is no folder")
    return folder.resolve()


def _text(source: Path) -> str:
    try:
        content = sys.stdin.buffer.read() if str(source) == "-" else source.read_bytes()
    except OSError as error:
        raise misuse(f"{source}: {error.strerror}") from error
    return content.decode("utf-8", "surrogateescape")


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

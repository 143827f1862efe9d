"""``touchline watch``: the session, live in a terminal."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from touchline.baseline import state_dir
from touchline.cli import Task, command_app, misuse, read_task
from touchline.report import text
from touchline.rules.rule import Stage
from touchline.session.options import Options
from touchline.session.session import Session

app = command_app()


@app.command()
def watch(
    folder: Annotated[Path, typer.Argument(help="The workspace folder.")] = Path(),
    task: Task = None,
) -> None:
    """Show what an agent's edits mean while it works; Ctrl-C ends it.

    The session is the one that an editor on this folder has, and is taken up again next time.
    """
    root = folder.resolve()
    if not root.is_dir():
        raise misuse(f"{folder} is no folder")
    dirty = threading.Event()
    dirty.set()
    file, words = read_task(task)
    options = Options(task=file, text=words)
    try:
        session = Session.open(root, options, state_dir(root), dirty.set)
    except OSError as error:
        raise misuse(f"{root} can't be watched: {error.strerror}") from error
    try:
        _show(session, dirty)
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
    finally:
        session.close()


def _show(session: Session, dirty: threading.Event) -> None:
    """Draw the report anew whenever something settled; without a terminal print each state."""
    console = Console()
    if console.is_terminal:
        with Live(console=console, screen=True, auto_refresh=False) as live:
            while True:
                live.update(_page(session, console, _next(session, dirty)), refresh=True)
    last = ""
    while True:
        page = _next(session, dirty)
        if page != last:
            sys.stdout.write(page)
            sys.stdout.flush()
        last = page


def _next(session: Session, dirty: threading.Event) -> str:
    """Wait for a change, then return the report as text."""
    dirty.wait()
    dirty.clear()
    settled = session.drain()
    if settled.git or session.has_stashed(settled.paths):
        session.follow_git()
    session.update(settled.paths, {})
    if settled.rescan or settled.git:
        session.rescan()
    report = session.review(Stage.SYNTAX).report
    shown = report.model_copy(update={"notes": session.notes})
    return text.render(shown, color=Console().is_terminal, width=Console().width)


def _page(session: Session, console: Console, report: str) -> Group:
    """Return what fits the screen: the task, the findings from the top, the sums at the end."""
    since = session.info.started.astimezone().strftime("%H:%M")
    title = session.spec.title or session.root.name
    head = Text.assemble((f"Touchline: {title}", "bold"), (f"  since {since}", "dim"))
    lines = Text.from_ansi(report).split("\n")
    room = max(1, console.height - 3)
    body = list(lines) if len(lines) <= room else [*lines[: room - 2], Text("…"), lines[-1]]
    return Group(head, Text(), *body)

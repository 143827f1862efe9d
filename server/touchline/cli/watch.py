"""``touchline watch``: the session, live in a terminal."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Generator, Iterable
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from touchline.baseline import state_dir
from touchline.cli import Task, command_app, misuse, read_task
from touchline.model import Report
from touchline.report import text
from touchline.rules.rule import Stage
from touchline.session.options import Options
from touchline.session.session import Session

app = command_app()

# How often one that only looks on sees after the server that holds the session, in seconds.
_LOOK = 1.0


@app.command()
def watch(
    folder: Annotated[Path, typer.Argument(help="The workspace folder.")] = Path(),
    task: Task = None,
) -> None:
    """Show what an agent's edits mean while it works; Ctrl-C ends it.

    The session is the one that an editor on this folder has, and is taken up again next time.
    While an editor holds it, this follows what is accepted there, and takes over afterwards.
    """
    root = folder.resolve()
    if not root.is_dir():
        raise misuse(f"{folder} is no folder")
    file, words = read_task(task)
    try:
        with closing(_states(root, Options(task=file, text=words))) as states:
            _show(states)
    except OSError as error:
        raise misuse(f"{root} can't be watched: {error.strerror}") from error
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


def _states(root: Path, options: Options) -> Generator[tuple[Session, Report]]:
    """Yield the session and its report whenever something settled. Raises OSError.

    The session is opened anew when another server that held it ended, or began another one.
    """
    dirty = threading.Event()
    while True:
        with closing(Session.open(root, options, state_dir(root), dirty.set)) as session:
            dirty.set()
            while _wait(session, dirty):
                with _held_back():
                    report = _report(session)
                yield session, report


@contextmanager
def _held_back() -> Generator[None]:
    """Let a first Ctrl-C wait for what is under way: code in C that calls Python may swallow it."""
    pressed: list[int] = []

    def note(number: int, _: object) -> None:
        if pressed:
            raise KeyboardInterrupt
        pressed.append(number)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


def _wait(session: Session, dirty: threading.Event) -> bool:
    """Wait for something to do; False where the session is to be opened anew."""
    while not dirty.wait(_LOOK if session.is_second else None):
        before = session.revision
        if not session.follow_first():
            return False
        if session.revision != before:
            break
    dirty.clear()
    return True


def _report(session: Session) -> Report:
    """Take in what was written, and judge it."""
    settled = session.drain()
    if settled.git or session.has_stashed(settled.paths):
        session.follow_git()
    session.update(settled.paths, {})
    if settled.rescan or settled.git:
        session.rescan()
    report = session.review(Stage.SYNTAX).report
    return report.model_copy(update={"notes": session.notes})


def _show(states: Iterable[tuple[Session, Report]]) -> None:
    """Draw each report in the place of the last; without a terminal print those that differ."""
    console = Console()
    if console.is_terminal:
        with Live(console=console, screen=True, auto_refresh=False) as live:
            for session, report in states:
                drawn = text.render(report, color=True, width=console.width)
                live.update(_page(session, console, drawn), refresh=True)
    last = ""
    for _, report in states:
        page = text.render(report, color=False, width=console.width)
        if page != last:
            sys.stdout.write(page)
            sys.stdout.flush()
        last = page


def _page(session: Session, console: Console, report: str) -> Group:
    """Return what fits the screen: the task, the findings from the top, the sums at the end."""
    since = session.info.started.astimezone().strftime("%H:%M")
    title = session.spec.title or session.root.name
    head = Text.assemble((f"Touchline: {title}", "bold"), (f"  since {since}", "dim"))
    lines = Text.from_ansi(report).split("\n")
    room = max(1, console.height - 3)
    body = list(lines) if len(lines) <= room else [*lines[: room - 2], Text("…"), lines[-1]]
    return Group(head, Text(), *body)

"""The command line: one file a command, each imported only when it is called.

Exit codes, everywhere: 0 clean, 1 findings at or above ``--fail-on``, 2 misuse or broken
input, with a one-line cause on stderr.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from touchline import __version__

COMMANDS = {
    "audit": "touchline.cli.audit",
    "revert": "touchline.cli.revert",
    "serve": "touchline.cli.serve",
    "spec": "touchline.cli.spec",
    "check": "touchline.cli.check",
    "watch": "touchline.cli.watch",
}


class LazyGroup(TyperGroup):
    """A group that knows its commands by name and imports one when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (the library's signature)
        """Return the names of the commands, in the order of the help page."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Import the module of a command and return the command of its ``app``."""
        if cmd_name not in COMMANDS:
            return None
        with uncollected():
            app: typer.Typer = import_module(COMMANDS[cmd_name]).app
        command: Any = get_command(app)
        command.name = cmd_name
        return command


@contextmanager
def uncollected() -> Generator[None]:
    """Load modules without the garbage collector, which finds nothing in them but takes its time.

    What was loaded stays for good, so that later collections need not look at it either.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def command_app() -> typer.Typer:
    """Return the empty ``app`` that a command's module fills."""
    return typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


app = typer.Typer(
    cls=LazyGroup,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    no_args_is_help=True,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"touchline {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Watch what a coding agent touches and judge every hunk against the task."""
    del version


def main() -> None:
    """Run the command line. A system's error that no command expects is one line and code 2."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or os.fdopen(nowhere, "w")
    sys.stderr = sys.stderr or os.fdopen(nowhere, "w")
    code: Any = 2
    try:
        try:
            app()
        except SystemExit as ended:
            code = ended.code
        if not sys.stdout.closed:  # as `serve` leaves it
            sys.stdout.flush()
    except OSError as error:
        if not isinstance(error, BrokenPipeError):  # whoever read it has read enough
            place = error.filename or "the output"
            code = misuse(f"{place}: {error.strerror}").exit_code
        os.dup2(nowhere, sys.stdout.fileno())  # else Python tries again at its end
    sys.exit(code)


Task = Annotated[
    Path | None, typer.Option(metavar="FILE", help="What was asked for; - reads stdin.")
]


def read_task(task: Path | None) -> tuple[Path | None, str | None]:
    """Return the file of ``--task``, or the task itself where it is to be read from stdin."""
    if task is None:
        return None, None
    if str(task) == "-":
        return None, read_text(task)
    if not task.is_file():
        raise misuse(f"there is no task file {task}")
    return task.resolve(), None


def read_text(source: Path) -> str:
    """Return the text of a file, of standard input for ``-``."""
    try:
        content = sys.stdin.buffer.read() if str(source) == "-" else source.read_bytes()
    except OSError as error:
        raise misuse(f"{source}: {error.strerror}") from error
    return content.decode("utf-8", "surrogateescape")


def misuse(cause: str) -> typer.Exit:
    """Print a one-line cause on stderr and return the exit for the caller to raise."""
    print(f"touchline: {cause}", file=sys.stderr)
    return typer.Exit(2)

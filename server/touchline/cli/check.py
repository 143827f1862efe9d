"""``touchline check``: judge the work tree, or a patch, once."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from touchline.baseline import state_dir
from touchline.baseline.revision import UnknownRevisionError
from touchline.cli import Task, command_app, misuse, read_task, read_text
from touchline.cli.progress import tracked
from touchline.diff import PatchError
from touchline.model import Report, Severity, Verdict
from touchline.report import json, sarif, text
from touchline.rules.registry import RULES
from touchline.session.once import Reviewed, review_patch, review_tree
from touchline.session.options import Options

app = command_app()

_LOUDNESS = (Severity.HINT, Severity.INFORMATION, Severity.WARNING, Severity.ERROR)


class Format(StrEnum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


@app.command()
def check(  # noqa: PLR0913, PLR0917 (one for each option of the command)
    folder: Annotated[Path, typer.Argument(help="The workspace folder.")] = Path(),
    base: Annotated[
        str | None,
        typer.Option(metavar="REV", help="Compare with a git revision; `main...` is a merge base."),
    ] = None,
    patch: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Judge a unified diff; - reads stdin.")
    ] = None,
    task: Task = None,
    output: Annotated[
        Format, typer.Option("--format", help="How to write the report.")
    ] = Format.TEXT,
    fail_on: Annotated[
        Severity, typer.Option(help="Exit with 1 at findings as loud as this, or louder.")
    ] = Severity.WARNING,
) -> None:
    """Judge the work tree, or a patch, once.

    The work tree, untracked files included, is compared with the start of the session that
    watches it, else with HEAD.
    """
    root = folder.resolve()
    if not root.is_dir():
        raise misuse(f"{folder} is no folder")
    if base == "":
        raise misuse("--base names no revision")
    if base and patch:
        raise misuse("--base and --patch exclude each other")
    if task and patch and str(task) == str(patch) == "-":
        raise misuse("only one of --task and --patch can be read from standard input")
    file, words = read_task(task)
    options = Options(task=file, text=words)
    reviewed = _patch(root, patch, options) if patch else _tree(root, base, options)
    sys.stdout.write(_rendered(reviewed, output))
    raise typer.Exit(int(_fails(reviewed.report, fail_on)))


def _tree(root: Path, base: str | None, options: Options) -> Reviewed:
    try:
        return review_tree(root, state_dir(root), options, base, tracked)
    except (UnknownRevisionError, OSError) as error:
        raise misuse(str(error)) from error


def _patch(root: Path, patch: Path, options: Options) -> Reviewed:
    try:
        return review_patch(root, read_text(patch), options, tracked)
    except PatchError as error:
        raise misuse(f"{patch} is no unified diff: {error}") from error


def _rendered(reviewed: Reviewed, output: Format) -> str:
    match output:
        case Format.JSON:
            return json.render(reviewed.report, reviewed.spec)
        case Format.SARIF:
            rules = [sarif.RuleEntry(rule.id, rule.doc, rule.severity) for rule in RULES]
            return sarif.render(reviewed.report, rules)
        case Format.TEXT:
            return text.render(reviewed.report, color=sys.stdout.isatty())


def _fails(report: Report, fail_on: Severity) -> bool:
    limit = _LOUDNESS.index(fail_on)
    return any(
        found.verdict is not Verdict.ASKED_FOR and _LOUDNESS.index(found.severity) >= limit
        for found in report.findings
    )

"""``touchline revert``: take back what the session's agent did, or undo that.

Exit codes: 0 taken back (or nothing left to), 1 refused because the same lines were changed
again, 2 misuse or a file that could not be written. In the last two cases nothing was written.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from touchline.baseline import state_dir
from touchline.baseline.manifest import Manifest
from touchline.cli import command_app, misuse
from touchline.report.plain import plain
from touchline.revert import ConflictError, Plan, RevertError, Store, plan_undo, preview, undo
from touchline.session import Decisions, Kind, Options, Selection, Session, committed_too, hunk_ids

app = command_app()

_ONE = (
    "say what to take back: one of --hunk, --finding, --file, --rule, --ruled-out, "
    "--unmentioned, --all or --undo"
)


@app.command()
def revert(  # noqa: PLR0913, PLR0917 (one for each option of the command)
    folder: Annotated[Path, typer.Argument(help="The workspace folder.")] = Path(),
    hunk: Annotated[
        str | None, typer.Option(metavar="PATH:LINE", help="The hunk at this line.")
    ] = None,
    finding: Annotated[
        str | None, typer.Option(metavar="FINGERPRINT", help="The lines behind a finding.")
    ] = None,
    file: Annotated[str | None, typer.Option(metavar="PATH", help="All of one file.")] = None,
    rule: Annotated[str | None, typer.Option(metavar="ID", help="All findings of a rule.")] = None,
    ruled_out: Annotated[bool, typer.Option(help="All that the task rules out.")] = False,
    unmentioned: Annotated[bool, typer.Option(help="All that nobody mentioned.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="The whole session.")] = False,
    undoing: Annotated[bool, typer.Option("--undo", help="Undo the last revert.")] = False,
    dry_run: Annotated[bool, typer.Option(help="Print the patch and write nothing.")] = False,
) -> None:
    """Take back what the agent did since the session began, exactly that.

    Lines that were written since stay; where the same lines were changed again, nothing is
    written. Paths are relative to FOLDER.
    """
    root = folder.resolve()
    if not root.is_dir():
        raise misuse(f"{folder} is no folder")
    named: list[tuple[Kind, str | None]] = [
        ("hunk", hunk),
        ("finding", finding),
        ("file", file),
        ("rule", rule),
        ("ruled-out", "" if ruled_out else None),
        ("unmentioned", "" if unmentioned else None),
        ("all", "" if everything else None),
    ]
    chosen = [Selection(kind, name) for kind, name in named if name is not None]
    if len(chosen) + undoing != 1:
        raise misuse(_ONE)
    try:
        _undo(root, dry_run=dry_run) if undoing else _revert(root, chosen[0], dry_run=dry_run)
    except ConflictError as error:
        _refuse(error)
    except (RevertError, OSError) as error:
        raise misuse(plain(str(error))) from error


def _revert(root: Path, selection: Selection, *, dry_run: bool) -> None:
    state = state_dir(root)
    if Manifest(state / "baseline").load() is None:
        raise misuse(
            f"no session has begun in {root}; open it in the editor or run touchline watch"
        )
    session = Session.open(root, Options(), state)
    try:
        session.review()
        decisions = Decisions(session)
        way_back = decisions.plan(_resolved(session, selection))
        if way_back.conflicts:
            raise ConflictError(way_back.conflicts)
        if dry_run:
            _print(way_back)
        elif not way_back.writes:
            print("There is nothing left to take back.")
        else:
            decisions.revert(way_back, "revert")
            more = committed_too(decisions.committed(way_back))
            print(f"Taken back in {_files(way_back)}.{more} To undo: touchline revert --undo")
    finally:
        session.close()


def _undo(root: Path, *, dry_run: bool) -> None:
    store = Store(state_dir(root))
    if dry_run:
        _, way_back = plan_undo(store, root)
        _print(way_back)
        return
    receipt = undo(store, root)
    count = len(receipt.paths)
    print(f"Undone: {count} {'file is' if count == 1 else 'files are'} as before the revert.")


def _resolved(session: Session, selection: Selection) -> Selection:
    """Turn PATH:LINE into a hunk's id, and check that the rest is known."""
    if selection.kind == "hunk":
        path, _, line = selection.id.rpartition(":")
        for name, judged in hunk_ids(session.report.hunks).items():
            found = judged.hunk
            start, end = found.target_start, found.target_start + max(found.target_length, 1)
            at = line.isdigit() and (found.whole_file or start <= int(line) < end)
            if found.path == path and at:
                return Selection("hunk", name)
        raise misuse(f"there is no hunk at {selection.id}")
    if selection.kind == "file" and session.change(selection.id) is None:
        raise misuse(f"{selection.id} is as it was when the session began")
    return selection


def _print(way_back: Plan) -> None:
    sys.stdout.buffer.write(preview(way_back).encode("utf-8", "surrogateescape"))


def _refuse(error: ConflictError) -> NoReturn:
    for conflict in error.conflicts:
        print(f"{plain(conflict.path)}:{conflict.line}: {conflict.message}", file=sys.stderr)
    print("touchline: nothing was written", file=sys.stderr)
    raise typer.Exit(1)


def _files(way_back: Plan) -> str:
    count = len(way_back.writes)
    return "1 file" if count == 1 else f"{count} files"

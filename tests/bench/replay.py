"""Replay recorded changes of real repositories as live edits, and take them back.

For each change: commit ``before``, let the running server watch the folder, write ``after``
from another process, wait until the editor shows what ``touchline check`` says, take every
file's changes back through code actions, and compare the bytes with ``before``.

    python tests/bench/replay.py --corpus FILE.jsonl [--label honest] [--source SOURCE] [--limit N]

A line of the corpus is ``{id, label, source, task, files: [{path, before, after}],
context_files: [{path, content}]}``. Prints one line for each failure and the sums as JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from lsprotocol import types
from tests.lsp.editor import Editor, path_of
from tests.workspace import git

from touchline.lsp.convert import file_uri

_DEADLINE = 60.0
_QUIET = 0.3
_WRITER = """
import json, pathlib, sys
for path, text in json.load(sys.stdin).items():
    place = pathlib.Path(path)
    if text is None:
        place.unlink()
    else:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode("utf-8", "surrogateescape"))
"""


@dataclass
class Sums:
    """What came out of a run."""

    changes: int = 0
    live_equals_check: int = 0
    bytes_restored: int = 0
    findings: Counter[str] = field(default_factory=Counter[str])
    seconds: list[float] = field(default_factory=list[float])

    def as_json(self) -> str:
        """Return the sums for people and programs."""
        return json.dumps(
            {
                "changes": self.changes,
                "live equals check": self.live_equals_check,
                "bytes restored": self.bytes_restored,
                "median seconds from write to quiet": round(statistics.median(self.seconds), 3)
                if self.seconds
                else None,
                "findings": dict(self.findings.most_common()),
            },
            indent=2,
        )


class Replay:
    """One recorded change in a folder of its own."""

    def __init__(self, case: dict[str, Any], folder: Path) -> None:
        self.root = folder / "workspace"
        self._before: dict[str, str | None] = {f["path"]: f["before"] for f in case["files"]}
        self._after: dict[str, str | None] = {f["path"]: f["after"] for f in case["files"]}
        context: list[dict[str, str]] = case.get("context_files") or []
        self._rest: dict[str, str | None] = {f["path"]: f["content"] for f in context}
        self._rest[".touchline/task.md"] = case.get("task") or "# Task\n"

    def commit(self) -> None:
        """Write and commit the state before."""
        self.root.mkdir(parents=True)
        git(self.root, "init", "-q")
        self._write(self._rest | {p: text for p, text in self._before.items() if text is not None})
        git(self.root, "add", "-Af")
        git(self.root, "commit", "-qm", "before", "--allow-empty")

    def edit(self) -> None:
        """Write the state after, from another process."""
        self._write(
            {p: t for p, t in self._after.items() if t is not None or self._before[p] is not None}
        )

    def differences(self) -> list[str]:
        """Return the files whose bytes are not those from before."""
        return [path for path, text in self._before.items() if self._now(path) != _bytes(text)]

    def check(self) -> dict[str, Any]:
        """Return what ``touchline check`` says."""
        command = [sys.executable, "-m", "touchline", "check", "--base", "HEAD", "--format", "json"]
        done = subprocess.run(command, cwd=self.root, capture_output=True, check=False)
        if done.returncode == 2:
            raise RuntimeError(done.stderr.decode())
        return json.loads(done.stdout)

    def _write(self, files: dict[str, str | None]) -> None:
        subprocess.run(
            [sys.executable, "-c", _WRITER],
            cwd=self.root,
            input=json.dumps(files).encode(),
            check=True,
        )

    def _now(self, path: str) -> bytes | None:
        place = self.root / path
        return place.read_bytes() if place.is_file() else None


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode("utf-8", "surrogateescape")


async def replay(editor: Editor, case: dict[str, Any], folder: Path, sums: Sums) -> None:
    """Replay one change and count what came of it."""
    one = Replay(case, folder)
    one.commit()
    await _watch(editor, one.root)
    began = time.monotonic()
    one.edit()
    expected = one.check()
    said, seconds = await _quiet(editor, one.root, expected, began)
    sums.changes += 1
    sums.seconds.append(seconds)
    sums.findings.update(finding["rule"] for finding in expected["findings"])
    if said == _of_check(expected):
        sums.live_equals_check += 1
    else:
        _complain(case, "live differs from check", said ^ _of_check(expected))
    await _take_back(editor, one.root)
    left = one.differences()
    sums.bytes_restored += not left
    if left:
        _complain(case, "bytes differ", left)
    await _leave(editor, one.root)


async def _watch(editor: Editor, root: Path) -> None:
    folder = types.WorkspaceFolder(file_uri(root), root.name)
    _fold(editor, added=[folder])
    await editor.state("watching", root)


async def _leave(editor: Editor, root: Path) -> None:
    _fold(editor, removed=[types.WorkspaceFolder(file_uri(root), root.name)])


def _fold(
    editor: Editor,
    added: list[types.WorkspaceFolder] | None = None,
    removed: list[types.WorkspaceFolder] | None = None,
) -> None:
    event = types.WorkspaceFoldersChangeEvent(added=added or [], removed=removed or [])
    editor.client.workspace_did_change_workspace_folders(
        types.DidChangeWorkspaceFoldersParams(event)
    )


async def _quiet(
    editor: Editor, root: Path, expected: dict[str, Any], began: float
) -> tuple[set[Any], float]:
    """Wait until the editor shows what is expected and stays so; or for the deadline."""
    wanted = _of_check(expected)
    since = None
    end = time.monotonic() + _DEADLINE
    while True:
        said = _of_editor(editor, root)
        now = time.monotonic()
        if said != wanted:
            since = None
        elif since is None:
            since = now
        elif now - since > _QUIET:
            return said, since - began
        if now > end:
            return said, now - began
        await asyncio.sleep(0.02)


def _of_check(report: dict[str, Any]) -> set[Any]:
    """Return what an editor shows of a report: path, rule, severity, message, how often."""
    shown = [
        (f["path"], f["rule"], f["severity"], f["message"])
        for f in report["findings"]
        if f["verdict"] != "asked-for" and f["severity"] != "hint"
    ]
    return set(Counter(shown).items())


def _of_editor(editor: Editor, root: Path) -> set[Any]:
    shown: Counter[Any] = Counter()
    prefix = file_uri(root) + "/"
    for uri, diagnostics in editor.client.diagnostics.items():
        if uri.startswith(prefix):
            path = path_of(uri).relative_to(root).as_posix()
            for each in diagnostics:
                if isinstance(each.data, dict):
                    severity = (each.severity or types.DiagnosticSeverity.Hint).name.lower()
                    shown[path, each.code, severity, each.message.split("\n")[0]] += 1
    return set(shown.items())


async def _take_back(editor: Editor, root: Path) -> None:
    """Take every changed file back through its code action."""
    everything = types.Range(types.Position(0, 0), types.Position(10**6, 0))
    for _ in range(2000):
        view = await editor.client.protocol.send_request_async(
            "touchline/changes", {"root": file_uri(root)}
        )
        if not view.files:
            return
        # The last first: a `.gitignore` goes back after the files that it lets be seen.
        actions = await editor.actions_at(view.files[-1].uri, everything)
        chosen = [action for action in actions if "to this file" in action.title]
        if not chosen:
            return
        answer = await editor.run(chosen[0])
        if not answer["reverted"]:
            print(view.files[-1].path, answer["message"])
            return


def _complain(case: dict[str, Any], what: str, details: object) -> None:
    print(f"{case['id']}: {what}: {str(details)[:1000]}", flush=True)


def cases(arguments: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Yield the chosen lines of the corpus."""
    with arguments.corpus.open(encoding="utf-8") as lines:
        chosen = (case for case in map(json.loads, lines) if _is_chosen(case, arguments))
        for number, case in enumerate(chosen):
            if arguments.limit is None or number < arguments.limit:
                yield case


def _is_chosen(case: dict[str, Any], arguments: argparse.Namespace) -> bool:
    strata = arguments.stratum
    if arguments.id:
        return case["id"] in arguments.id
    return (not arguments.label or case["label"] == arguments.label) and (
        not strata or case.get("meta", {}).get("stratum", case.get("category")) in strata
    )


async def run(arguments: argparse.Namespace) -> Sums:
    """Replay the corpus with one server."""
    sums = Sums()
    with tempfile.TemporaryDirectory() as place:
        os.environ["TOUCHLINE_STATE_DIR"] = f"{place}/state"
        editor = await Editor.start()
        try:
            for number, case in enumerate(cases(arguments)):
                await replay(editor, case, Path(place) / str(number), sums)
        finally:
            await editor.stop()
    return sums


def main() -> None:
    """Run from the command line; exit with 1 when anything differed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--label")
    parser.add_argument("--stratum", action="append")
    parser.add_argument("--id", action="append")
    parser.add_argument("--limit", type=int)
    sums = asyncio.run(run(parser.parse_args()))
    print(sums.as_json())
    sys.exit(not sums.changes == sums.live_equals_check == sums.bytes_restored)


if __name__ == "__main__":
    main()

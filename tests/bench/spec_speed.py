"""How long a long spec takes to read and match, beside ``git diff`` of the same change.

A spec of 2,000 lines with 200 clauses, and 1,000 hunks in 500 files. The limit is a tenth of
the time of ``git diff``, or 50 ms, whichever is larger.
"""

from __future__ import annotations

import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from touchline import diff
from touchline.model import Change, ChangeKind, Hunk
from touchline.spec import Matcher, parse

FILES = 500
ROUNDS = 9
LIMIT = 0.05
PROSE = "The totals of an order are shown to the customer together with the taxes that apply."


def main() -> None:
    """Print the medians; exit 1 beyond the limit."""
    task, tree = _task(), tuple(f"src/part{n % 20}/file{n}.py" for n in range(FILES))
    changes = {path: _change(path) for path in tree}
    hunks = [hunk for change in changes.values() for hunk in diff.hunks(change)]
    clauses = sum(clause.binds for clause in parse(task, "task.md", tree).clauses)
    with tempfile.TemporaryDirectory() as folder:
        ours, gits = _rounds(lambda: _ours(task, tree, hunks, changes), Path(folder), changes)
    limit = max(LIMIT, gits / 10)
    print(
        f"spec: {task.count(chr(10))} lines, {clauses} clauses, {len(hunks)} hunks:"
        f" {ours * 1000:.1f} ms; git diff: {gits * 1000:.1f} ms; limit {limit * 1000:.1f} ms"
    )
    raise SystemExit(ours > limit)


def _task() -> str:
    lines = ["# Totals", ""]
    for number in range(200):
        verb = "Fix" if number % 4 else "Don't touch"
        lines += [f"- {verb} src/part{number % 20}/file{number}.py.", *[PROSE] * 7, "", ""]
    return "\n".join(lines)


def _change(path: str) -> Change:
    before = b"".join(b"line %d\n" % n for n in range(40))
    after = before.replace(b"line 3\n", b"changed\n").replace(b"line 33\n", b"changed\n")
    return Change(path=path, kind=ChangeKind.EDITED, before=before, after=after)


def _ours(task: str, tree: tuple[str, ...], hunks: list[Hunk], changes: dict[str, Change]) -> None:
    matcher = Matcher(parse(task, "task.md", tree))
    for hunk in hunks:
        matcher.hunk(hunk, changes[hunk.path])


def _rounds(
    ours: Callable[[], None], folder: Path, changes: dict[str, Change]
) -> tuple[float, float]:
    """Return the medians of both, measured in turn."""
    _write(folder, {path: change.before or b"" for path, change in changes.items()})
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "before"]):
        _git(folder, *command)
    _write(folder, {path: change.after or b"" for path, change in changes.items()})
    times = [(_timed(ours), _timed(lambda: _git(folder, "diff"))) for _ in range(ROUNDS)]
    return statistics.median(a for a, _ in times), statistics.median(b for _, b in times)


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@localhost"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def _timed(run: Callable[[], None]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

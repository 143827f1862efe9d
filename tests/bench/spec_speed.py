"""How long a long spec takes to read and match, beside ``git diff`` of the same change.

A spec of 2,000 lines with 200 clauses, and 1,000 hunks in 500 files. The limit is a tenth of
the time of ``git diff``, or 50 ms, whichever is larger. Both are given in CPU time and as they
pass on the clock: the best of the rounds, which other programs disturb least.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from touchline import diff
from touchline.model import Change, ChangeKind, Hunk
from touchline.spec import Matcher, parse

FILES = 500
ROUNDS = 15
LIMIT = 0.05
PROSE = "The totals of order {} are shown to the customer together with the taxes that apply."


def main() -> None:
    """Print the times; exit 1 beyond the limit."""
    task, tree = _task(), tuple(f"src/part{n % 20}/file{n}.py" for n in range(FILES))
    changes = {path: _change(path) for path in tree}
    hunks = [hunk for change in changes.values() for hunk in diff.hunks(change)]
    clauses = sum(clause.binds for clause in parse(task, "task.md", tree).clauses)
    with tempfile.TemporaryDirectory() as folder:
        rounds = _rounds(lambda: _ours(task, tree, hunks, changes), Path(folder), changes)
    print(f"spec: {task.count(chr(10))} lines, {clauses} clauses, {len(hunks)} hunks")
    missed = False
    for clock, ours, gits in zip(("CPU", "wall"), *rounds, strict=True):
        limit = max(LIMIT, gits / 10)
        missed = missed or ours > limit
        print(
            f"{clock}: {ours * 1000:.1f} ms; git diff {gits * 1000:.1f} ms;"
            f" limit {limit * 1000:.1f} ms"
        )
    raise SystemExit(missed)


def _task() -> str:
    lines = ["# Totals", ""]
    for number in range(200):
        verb = "Fix" if number % 4 else "Don't touch"
        lines += [
            f"- {verb} src/part{number % 20}/file{number}.py.",
            *(PROSE.format(f"number {'abcdefg'[n]}") for n in range(7)),
            "",
            "",
        ]
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
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the best of both, each in CPU time and on the clock, measured in turn."""
    _write(folder, {path: change.before or b"" for path, change in changes.items()})
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "before"]):
        _git(folder, *command)
    _write(folder, {path: change.after or b"" for path, change in changes.items()})
    times = [(_timed(ours), _timed(lambda: _git(folder, "diff"))) for _ in range(ROUNDS)]
    return _best(ours for ours, _ in times), _best(gits for _, gits in times)


def _best(times: Iterable[tuple[float, float]]) -> tuple[float, float]:
    cpu, wall = zip(*times, strict=True)
    return min(cpu), min(wall)


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@localhost"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def _timed(run: Callable[[], None]) -> tuple[float, float]:
    """Return the seconds of CPU, of programs that it runs as well, and on the clock."""
    start, began = _used(), time.perf_counter()
    run()
    wall = time.perf_counter() - began
    return _used() - start, wall


def _used() -> float:
    both = (getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


if __name__ == "__main__":
    main()

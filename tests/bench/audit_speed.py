"""The speed of `touchline audit`, side by side with a bare parse and with another checker.

    python tests/bench/audit_speed.py --corpus dev.jsonl [--files DIR] [--checkwash PATH]

The bare parse is one tree-sitter parse of every file version that a grammar reads; it and what is
compared with it are in CPU time of one process, so that other work on the machine does not count.
The other checker runs as one process a change, in a Git repository whose HEAD is the state before;
the time to write that repository is left out.

The worst file is looked for among the changed files of the corpus, each reviewed by itself, and
among the source files under DIR, those that are largest in their language: created, deleted and
with every digit changed, as they are and repeated up to nearly 1 MB. Files that are parsed in less
than half a millisecond only say what a review costs at all; they count by their milliseconds.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import tree_sitter

from touchline import spec
from touchline.cli.cases import TASK, Case, judged
from touchline.model import Change, ChangeKind, ChangeSet
from touchline.review import Reviewer
from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.registry import RULES
from touchline.spec.match import Matcher
from touchline.syntax.facts import forget
from touchline.syntax.language import language_of, load

LARGEST = 1_000_000
LEAST_PARSE = 0.0005
DIGITS = bytes.maketrans(b"0123456789", b"1234567890")


def main() -> None:
    """Print one line for each work, the worst file, and the time that each rule takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--files", type=Path, help="a folder of source files")
    parser.add_argument("--checkwash", type=Path, help="the program of PyPI's checkwash")
    parser.add_argument("--changes", type=int, default=20, help="changes for the other checker")
    options = parser.parse_args()
    lines = options.corpus.read_bytes().splitlines(keepends=True)
    rows = [json.loads(line) for line in lines]
    bases = [bare_parse(rows) for _ in range(3)]
    began = time.process_time()
    for _ in judged(lines, 1):
        pass
    spent = time.process_time() - began
    bare = median([*bases, *(bare_parse(rows) for _ in range(3))])
    tell("bare parse, CPU time", bare, len(rows), bare)
    tell("audit --jobs 1, CPU time", spent, len(rows), bare)
    began = time.perf_counter()
    for _ in judged(lines, 2):
        pass
    tell("audit --jobs 2", time.perf_counter() - began, len(rows), None)
    if options.checkwash:
        some = rows[:: max(1, len(rows) // options.changes)]
        tell("checkwash, a process a change", others(options.checkwash, some), len(some), None)
    worst("of the corpus", [change for row in rows for change in Case(**row).change_set().changes])
    if options.files:
        worst("of the folder", largest(options.files))
    for rule, seconds in sorted(by_rule(rows).items(), key=lambda each: -each[1]):
        print(f"  {rule:28} {seconds:6.3f} s")


def tell(work: str, seconds: float, changes: int, bare: float | None) -> None:
    """Print seconds, changes a second, and the ratio to the bare parse."""
    ratio = "" if bare is None else f"{seconds / bare:6.1f} x bare parse"
    print(f"{work:30} {seconds:7.2f} s {changes / seconds:8.1f} changes/s {ratio}", flush=True)


def bare_parse(rows: list[dict[str, Any]]) -> float:
    """Return the CPU seconds that parsing each file version from nothing takes."""
    work = [
        (file["path"], text.encode("utf-8", "replace"))
        for row in rows
        for file in row["files"]
        for text in (file["before"], file["after"])
        if text is not None
    ]
    return sum(parsed(path, content) for path, content in work)


def parsed(path: str, content: bytes | None) -> float:
    """Return the CPU seconds that one parse takes; none for what no grammar reads."""
    language = language_of(path)
    if content is None or language is None:
        return 0.0
    parser = tree_sitter.Parser(load(language).tree_sitter)
    began = time.process_time()
    parser.parse(content)
    return time.process_time() - began


def worst(where: str, changes: list[Change]) -> None:
    """Print which change costs most for a parse of its versions, and which small one in all."""
    found = [(*cost(change), change) for change in changes if language_of(change.path)]
    heavy = [
        (spent / parse, spent, change) for parse, spent, change in found if parse > LEAST_PARSE
    ]
    small = [(spent, change) for parse, spent, change in found if parse <= LEAST_PARSE]
    if heavy:
        ratio, spent, change = max(heavy, key=lambda each: each[0])
        size = max(len(change.before or b""), len(change.after or b"")) // 1000
        print(
            f"worst of {len(heavy)} files {where}: {ratio:.0f} x its parse"
            f" ({spent * 1000:.0f} ms, {size} kB, {change.kind}, {change.path})"
        )
    if small:
        spent, change = max(small, key=lambda each: each[0])
        print(f"worst of {len(small)} small files {where}: {spent * 1000:.1f} ms ({change.path})")


def cost(change: Change) -> tuple[float, float]:
    """Return the CPU seconds of a parse of both versions and of a review, the best of two."""
    versions = ((change.old_path or change.path, change.before), (change.path, change.after))
    parse = min(sum(parsed(*version) for version in versions) for _ in range(2))
    return parse, min(reviewed(change) for _ in range(2))


def reviewed(change: Change) -> float:
    """Return the CPU seconds of a review of one change by itself, nothing known of it before."""
    forget()
    began = time.process_time()
    Reviewer(spec.EMPTY).review(ChangeSet(changes=(change,)))
    return time.process_time() - began


def largest(folder: Path) -> list[Change]:
    """Return changes of the largest file of each language, as it is and as long as may be."""
    files: dict[str, Path] = {}
    for file in sorted(folder.rglob("*")):
        language = language_of(file.name) if file.is_file() else None
        if language and file.stat().st_size > files.get(language, Path()).stat().st_size * (
            language in files
        ):
            files[language] = file
    return [
        change
        for file in files.values()
        for content in (file.read_bytes(), file.read_bytes() * (LARGEST // file.stat().st_size))
        for change in changes_of(file.relative_to(folder).as_posix(), content)
    ]


def changes_of(path: str, content: bytes) -> Iterator[Change]:
    """Yield a file as it comes, as it goes, and with every digit changed."""
    yield Change(path=path, kind=ChangeKind.CREATED, after=content)
    yield Change(path=path, kind=ChangeKind.DELETED, before=content)
    after = content.translate(DIGITS)
    yield Change(path=path, kind=ChangeKind.EDITED, before=content, after=after)


def others(program: Path, rows: list[dict[str, Any]]) -> float:
    """Return the seconds that the other checker takes, a process a change."""
    total = 0.0
    for row in rows:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            write(root, row, "before")
            for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x", "--allow-empty"]):
                identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
                subprocess.run(["git", *identity, *command], cwd=root, check=True)
            write(root, row, "after")
            began = time.perf_counter()
            subprocess.run([program, "check"], cwd=root, check=False, capture_output=True)
            total += time.perf_counter() - began
    return total


def write(root: Path, row: dict[str, Any], side: str) -> None:
    """Write one side of a change into a folder."""
    for file in row["files"]:
        path = root / file["path"]
        if file[side] is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file[side], "utf-8", "replace")


def by_rule(rows: list[dict[str, Any]]) -> dict[str, float]:
    """Return the CPU seconds that each rule takes alone, all facts and answers at hand."""
    spent: dict[str, float] = defaultdict(float)
    for row in rows:
        case = Case.model_validate(row)
        change_set = case.change_set()
        task = spec.parse(case.task or "", TASK, [change.path for change in change_set.changes])
        files = [FileChange(change) for change in change_set.changes]
        across = Across(files, dict(change_set.context), Matcher(task))
        for warm in (True, False):
            for rule in RULES:
                began = time.process_time()
                for file in filter(rule.is_about, files):
                    list(rule.check(file, Analysis(across)))
                spent[rule.id] += 0.0 if warm else time.process_time() - began
    return spent


if __name__ == "__main__":
    sys.exit(main())

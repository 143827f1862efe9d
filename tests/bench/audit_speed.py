"""The speed of `touchline audit`, side by side with a bare parse and with another checker.

    python tests/bench/audit_speed.py --corpus dev.jsonl [--checkwash PATH] [--changes 40]

The bare parse, and the audit in one process that is compared with it, are in CPU time, so that
other work on the machine does not count. The parse is one tree-sitter parse of every file version
that a grammar reads. The other checker runs as one process a change, in a Git repository whose
HEAD is the state before; the time to write that repository is left out.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import tree_sitter

from touchline import spec
from touchline.cli.cases import TASK, Case, judged
from touchline.review import Reviewer
from touchline.rules.registry import RULES
from touchline.syntax.language import language_of, load


def main() -> None:
    """Print one line for each work, and the rules that take the most time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--checkwash", type=Path, help="the program of PyPI's checkwash")
    parser.add_argument("--changes", type=int, default=40, help="changes for the other checker")
    options = parser.parse_args()
    lines = options.corpus.read_bytes().splitlines(keepends=True)
    rows = [json.loads(line) for line in lines]
    bare = bare_parse(rows)
    tell("bare parse, CPU time", bare, len(rows), bare)
    began = time.process_time()
    for _ in judged(lines, 1):
        pass
    tell("audit --jobs 1, CPU time", time.process_time() - began, len(rows), bare)
    began = time.perf_counter()
    for _ in judged(lines, 2):
        pass
    tell("audit --jobs 2", time.perf_counter() - began, len(rows), None)
    if options.checkwash:
        some = rows[:: max(1, len(rows) // options.changes)]
        tell("checkwash, a process a change", others(options.checkwash, some), len(some), None)
    for rule, seconds in sorted(by_rule(rows).items(), key=lambda each: -each[1]):
        print(f"  {rule:28} {seconds:6.2f} s")


def tell(work: str, seconds: float, changes: int, bare: float | None) -> None:
    """Print seconds, changes a second, and the ratio to the bare parse."""
    ratio = "" if bare is None else f"{seconds / bare:6.1f} x bare parse"
    print(f"{work:30} {seconds:7.2f} s {changes / seconds:8.1f} changes/s {ratio}", flush=True)


def bare_parse(rows: list[dict[str, Any]]) -> float:
    """Return the CPU seconds that parsing each file version from nothing takes."""
    work = [
        (tree_sitter.Parser(load(language).tree_sitter), text.encode("utf-8", "replace"))
        for row in rows
        for file in row["files"]
        for text in (file["before"], file["after"])
        if text is not None and (language := language_of(file["path"]))
    ]
    began = time.process_time()
    for parser, content in work:
        parser.parse(content)
    return time.process_time() - began


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
    """Return the seconds that each rule takes alone, with the facts at hand."""
    spent: dict[str, float] = defaultdict(float)
    for row in rows:
        case = Case.model_validate(row)
        change_set = case.change_set()
        task = spec.parse(case.task or "", TASK, [change.path for change in change_set.changes])
        Reviewer(task).review(change_set)
        for rule in RULES:
            reviewer = Reviewer(task, rules=(rule,))
            began = time.perf_counter()
            reviewer.review(change_set)
            spent[rule.id] += time.perf_counter() - began
    return spent


if __name__ == "__main__":
    sys.exit(main())

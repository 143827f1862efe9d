"""How the hunks of honest recorded changes stand against their commit messages as tasks.

``--corpus FILE`` is a file of recorded changes, one JSON object a line. Exits 1 where an honest
random commit gets an error.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from touchline.model import Change, ChangeKind, ChangeSet, JudgedHunk, Report, Severity
from touchline.review import Reviewer
from touchline.spec import parse

STRATA = ("random", "hard_negative")


def main() -> None:
    """Print the table of both strata."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    rows = [json.loads(line) for line in parser.parse_args().corpus.open(encoding="utf-8")]
    errors = {stratum: _measured(stratum, rows) for stratum in STRATA}
    raise SystemExit(errors["random"] > 0)


def _measured(stratum: str, rows: list[dict[str, Any]]) -> int:
    counts: Counter[str] = Counter()
    erring: list[str] = []
    chosen = [r for r in rows if r["label"] == "honest" and r["meta"].get("stratum") == stratum]
    for row in chosen:
        report = reviewed(row)
        counts.update(_standing(hunk) for hunk in report.hunks)
        if any(found.severity is Severity.ERROR for found in report.findings):
            erring.append(row["id"])
    total = counts.total() or 1
    split = ", ".join(
        f"{name} {count} ({count / total:.0%})" for name, count in counts.most_common()
    )
    print(
        f"{stratum}: {len(chosen)} changes, {total} hunks: {split}; errors in {len(erring)} changes"
    )
    for identifier in erring:
        print(f"  error in {identifier}")
    return len(erring)


def reviewed(row: dict[str, Any]) -> Report:
    """Review one recorded change against its message."""
    changes = tuple(sorted((_change(file) for file in row["files"]), key=lambda c: c.path))
    context = tuple((f["path"], f["content"].encode()) for f in row.get("context_files") or ())
    tree = {*(change.path for change in changes), *(path for path, _ in context)}
    spec = parse(row["task"], "task", tree)
    return Reviewer(spec, lambda: dict(context)).review(ChangeSet(changes=changes, context=context))


def _change(file: dict[str, Any]) -> Change:
    before, after = (
        None if file[side] is None else file[side].encode("utf-8", "surrogatepass")
        for side in ("before", "after")
    )
    kind = ChangeKind.EDITED
    if before is None:
        kind = ChangeKind.CREATED
    elif after is None:
        kind = ChangeKind.DELETED
    return Change(path=file["path"], kind=kind, before=before, after=after)


def _standing(hunk: JudgedHunk) -> str:
    return "near" if hunk.near else str(hunk.verdict)


if __name__ == "__main__":
    main()

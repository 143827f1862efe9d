"""Replay recorded changes: revert all restores every byte, and undo brings every byte back.

    .venv/bin/python tests/bench/revert_corpus.py CASES.jsonl

Each line of the file is one change: ``{"id", "files": [{"path", "before", "after"}]}``. It goes
through a session with a baseline of its own, as in the editor.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from touchline.session import Decisions, Options, Selection, Session

Tree = dict[str, bytes]


def main() -> None:
    """Replay every change; exit 1 where a byte differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    cases = [json.loads(line) for line in parser.parse_args().cases.read_text().splitlines()]
    failed = [case["id"] for case in cases if not holds(case)]
    files = sum(len(case["files"]) for case in cases)
    print(f"{len(cases) - len(failed)} of {len(cases)} changes ({files} files) restored and undone")
    for name in failed:
        print(f"  differs: {name}")
    raise SystemExit(bool(failed))


def holds(case: dict[str, Any]) -> bool:
    """Whether one change goes back and comes back, byte for byte."""
    before, after = side(case, "before"), side(case, "after")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        root.mkdir()
        lay_out(root, before)
        session = Session.open(root, Options(), Path(folder) / "state")
        try:
            lay_out(root, after)
            session.rescan()
            session.review()
            decisions = Decisions(session)
            decisions.revert(decisions.plan(Selection("all")), "all")
            reverted = tree_of(root)
            decisions.undo()
        finally:
            session.close()
        return reverted == before and tree_of(root) == after


def side(case: dict[str, Any], name: str) -> Tree:
    """Return the files of one side; surrogates stand for bytes that are no UTF-8."""
    contents = {file["path"]: file[name] for file in case["files"]}
    return {
        path: content.encode("utf-8", "surrogateescape")
        for path, content in contents.items()
        if content is not None
    }


def lay_out(root: Path, tree: Tree) -> None:
    """Make a folder hold exactly these files."""
    for entry in root.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    for path, content in tree.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def tree_of(root: Path) -> Tree:
    """Read every file."""
    found = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


if __name__ == "__main__":
    main()

"""How many known weakenings are caught in real test files, laid over honest changes.

    .venv/bin/python tests/bench/seeded.py --tests DIR --corpus FILE.jsonl

DIR has one folder a language (python, javascript, go, rust, java, ruby) with test files under
``<repository>/<path in it>``, and ``ci`` with workflows. Each file is seeded once by each operator;
the seeded file joins an honest change of the corpus that edits source, and ``touchline audit``
judges the whole. Caught is a seed on whose file a rule about weakened checks warns; asked for one
that such a rule saw, but that the honest change's message licenses ("update the tests").
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from seeding.ci import CI_OPERATORS
from seeding.controls import CONTROLS
from seeding.dialects import DIALECTS
from seeding.operators import OPERATORS, Operator, Source, seeded

RULES = {
    "removed-test",
    "skipped-test",
    "focused-test",
    "uncollected-test",
    "removed-assertion",
    "weakened-assertion",
    "changed-expectation",
    "bypassed-test",
    "vacuous-test",
    "softened-ci",
    "lowered-threshold",
    "patched-test-runner",
}
SOURCE_ENDS = (".py", ".ts", ".tsx", ".js", ".rs", ".go", ".java", ".rb")


def sources(folder: Path) -> Iterator[Source]:
    """Read every test file under the folder, with its path in its own repository."""
    for language in (*DIALECTS, "ci"):
        for file in sorted((folder / language).glob("*/**/*")):
            if file.is_file():
                path = "/".join(file.relative_to(folder / language).parts[1:])
                text = file.read_text("utf-8", "surrogateescape").replace("\r\n", "\n")
                yield Source(language, path, text)


def honest_changes(corpus: Path) -> list[dict[str, Any]]:
    """Read the random honest changes that edit a source file which is no test."""
    with corpus.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        row
        for row in rows
        if row["meta"]["stratum"] == "random"
        and any(_is_source(f["path"]) and f["before"] and f["after"] for f in row["files"])
    ]


def _is_source(path: str) -> bool:
    return path.endswith(SOURCE_ENDS) and "test" not in path and "spec" not in path


def cases(
    files: list[Source], honest: list[dict[str, Any]], counts: Counter[tuple[str, str, str]]
) -> Iterator[dict[str, Any]]:
    """Make one audit case for each seed; places that can't be seeded go to the counts."""
    for number, source in enumerate(files):
        operators = CI_OPERATORS if source.language == "ci" else OPERATORS | CONTROLS
        for name, operator in operators.items():
            case = _case(source, name, operator, honest[number % len(honest)])
            counts[source.language, name, "seeded" if case else "no place"] += 1
            if case:
                yield case


def _case(
    source: Source, name: str, operator: Operator, change: dict[str, Any]
) -> dict[str, Any] | None:
    seed = seeded(source, operator, random.Random(f"{source.path} {name}"))
    if seed is None:
        return None
    if seed.path == source.path:
        files = [{"path": seed.path, "before": source.text, "after": seed.text}]
    else:
        files = [
            {"path": source.path, "before": source.text, "after": None},
            {"path": seed.path, "before": None, "after": seed.text},
        ]
    return {
        "id": json.dumps([source.language, name, source.path, seed.path, seed.line + 1]),
        "task": change["task"],
        "files": [*change["files"], *files],
        "context_files": change.get("context_files") or [],
    }


def audit(lines: list[str], jobs: int) -> list[dict[str, Any]]:
    """Run and read the findings of ``touchline audit`` for the cases, in order."""
    with tempfile.TemporaryDirectory() as folder:
        given, found = Path(folder, "cases.jsonl"), Path(folder, "findings.jsonl")
        given.write_text("".join(lines), encoding="utf-8")
        command = [sys.executable, "-m", "touchline", "audit", str(given), "-o", str(found)]
        done = subprocess.run([*command, "--jobs", str(jobs)], check=False)
        if done.returncode not in {0, 1}:  # 1 says that there are findings
            raise SystemExit(done.returncode)
        return [json.loads(line) for line in found.read_text("utf-8").splitlines()]


def outcome(result: dict[str, Any]) -> str:
    """Say what the rules about weakened checks made of the seeded file."""
    _, _, *paths, _ = json.loads(result["id"])
    found = [f for f in result["findings"] if f["path"] in paths and f["rule"] in RULES]
    if any(finding["severity"] in {"warning", "error"} for finding in found):
        return "caught"
    return "asked for" if any(f["verdict"] == "asked-for" for f in found) else "missed"


def table(counts: Counter[tuple[str, str, str]], files: Counter[str]) -> str:
    """Lay out one line for each language and operator, with a sum for each language."""
    rows = ["language    operator           files seeded no place caught asked for      %"]
    for language in files:
        names: list[str] = list(CI_OPERATORS) if language == "ci" else list(OPERATORS)
        for title, members in [*((n, [n]) for n in names), ("all", names)]:
            rows.append(_row(language, title, members, counts, files[language]))
        if language != "ci":
            rows += [
                _row(language, f"({name})", [name], counts, files[language]) for name in CONTROLS
            ]
    return "\n".join(rows)


def _row(
    language: str,
    title: str,
    members: list[str],
    counts: Counter[tuple[str, str, str]],
    files: int,
) -> str:
    seeds, none, caught, asked = (
        sum(counts[language, name, what] for name in members)
        for what in ("seeded", "no place", "caught", "asked for")
    )
    share = f"{100 * caught / seeds:6.1f}" if seeds else "     -"
    return f"{language:11} {title:18} {files:5} {seeds:6} {none:8} {caught:6} {asked:9} {share}"


def main() -> None:
    """Seed, audit, print the table, and write what was missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tests", type=Path, required=True, help="folder of test files")
    options.add_argument("--corpus", type=Path, required=True, help="labelled changes, JSON lines")
    options.add_argument("--language", action="append", help="only this folder")
    options.add_argument("--misses", type=Path, help="where to write missed cases, JSON lines")
    options.add_argument("--jobs", type=int, default=2)
    given = options.parse_args()
    files = [s for s in sources(given.tests) if not given.language or s.language in given.language]
    counts: Counter[tuple[str, str, str]] = Counter()
    lines = [json.dumps(case) + "\n" for case in cases(files, honest_changes(given.corpus), counts)]
    wrong: list[str] = []
    for line, result in zip(lines, audit(lines, given.jobs), strict=True):
        language, name, *_ = json.loads(result["id"])
        made = outcome(result)
        counts[language, name, made] += 1
        if (made == "caught") == (name in CONTROLS):
            wrong.append(json.dumps(json.loads(line) | {"findings": result["findings"]}) + "\n")
    if given.misses:
        given.misses.write_text("".join(wrong), encoding="utf-8")
    print(table(counts, Counter(source.language for source in files)))
    print("In brackets: honest edits of the same files; each that is caught is a false alarm.")


if __name__ == "__main__":
    main()

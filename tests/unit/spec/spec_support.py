"""Short ways to say what a test is about."""

from __future__ import annotations

from touchline.judge import judge_findings, judge_hunks
from touchline.model import (
    Aspect,
    Author,
    Change,
    ChangeKind,
    Evidence,
    Finding,
    Hunk,
    JudgedFinding,
    JudgedHunk,
    Provenance,
    Severity,
)
from touchline.spec import Clause, Matcher, TaskSpec, parse

TREE = (
    "README.md",
    "CHANGELOG.md",
    "docs/index.md",
    "src/app.py",
    "src/billing/invoice.py",
    "lib/parse.py",
    "lib/total.py",
    "lib/legacy/old.py",
    "lib/migrations/0001_first.py",
    "pyproject.toml",
    "tests/test_parse.py",
    "tests/unit/test_total.py",
    "uv.lock",
    ".github/workflows/ci.yml",
)


def spec_of(task: str) -> TaskSpec:
    """Read a task for the small work tree."""
    return parse(task, "task.md", TREE)


def hunk(path: str, removed: str = "", added: str = "new\n", symbols: tuple[str, ...] = ()) -> Hunk:
    """Make a hunk of at most one line on each side."""
    return Hunk(
        path=path,
        source_start=1,
        source_length=bool(removed),
        target_start=1,
        target_length=bool(added),
        removed=(removed,) if removed else (),
        added=(added,) if added else (),
        symbols=symbols,
    )


def judge_hunk(
    task: str | TaskSpec, of: Hunk, kind: ChangeKind = ChangeKind.EDITED, mode: int | None = None
) -> JudgedHunk:
    """Judge one hunk against a task."""
    spec = spec_of(task) if isinstance(task, str) else task
    change = Change(path=of.path, kind=kind, after_mode=mode)
    return judge_hunks([of], {of.path: change}, Matcher(spec))[0]


def verdict(task: str, path: str, kind: ChangeKind = ChangeKind.EDITED) -> str:
    """Return the verdict on a changed line in a file."""
    return str(judge_hunk(task, hunk(path, "old\n"), kind).verdict)


def finding(
    path: str = "tests/test_parse.py",
    aspect: Aspect = Aspect.TEST_SKIP,
    severity: Severity = Severity.WARNING,
    **fields: object,
) -> Finding:
    """Make a finding on line 3 of a file."""
    base: dict[str, object] = {
        "rule": "skipped-test",
        "path": path,
        "line": 3,
        "end_line": 3,
        "message": "said",
        "severity": severity,
        "aspect": aspect,
        "evidence": Evidence(old="old", new="new"),
    }
    return Finding.model_validate({**base, **fields})


def judge_all(
    task: str | TaskSpec, *findings: Finding, author: Author = Author.UNKNOWN
) -> tuple[JudgedFinding, ...]:
    """Judge findings together; ``author`` wrote the changes."""
    spec = spec_of(task) if isinstance(task, str) else task
    provenance = Provenance(author=author, confidence=1.0)
    changes = {
        f.path: Change(path=f.path, kind=ChangeKind.EDITED, provenance=provenance) for f in findings
    }
    return judge_findings(findings, changes, Matcher(spec))


def judge_one(task: str | TaskSpec, of: Finding) -> JudgedFinding:
    """Judge one finding."""
    return judge_all(task, of)[0]


def described(clause: Clause) -> str:
    """Return a clause in one line: kind, paths, :symbols, ~topics, [kinds of change], and so on."""
    parts = [str(clause.kind), *clause.paths]
    parts += [f":{symbol}" for symbol in clause.symbols]
    parts += [f"~{topic.replace(' ', '-')}" for topic in clause.topics]
    if clause.aspects:
        parts.append(f"[{' '.join(sorted(clause.aspects))}]")
    parts += [f"except {path}" for path in clause.excluded]
    if clause.spared:
        parts.append(f"sparing [{' '.join(sorted(clause.spared))}]")
    if clause.measure:
        parts.append(f"{clause.measure} <= {clause.limit}")
    if clause.command:
        parts.append(f"$ {clause.command}")
    return " ".join(parts)

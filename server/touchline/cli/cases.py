"""Recorded changes: one line of a file in, its judged findings out.

A line is ``{"id", "task", "files": [{"path", "before", "after"}], "context_files": [{"path",
"content"}]}``; other fields are ignored.
"""

from __future__ import annotations

import gc
import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ValidationError

from touchline import spec
from touchline.model import Change, ChangeKind, ChangeSet, Report
from touchline.report.json import finding
from touchline.review import Reviewer

TASK = "task"
"""The path under which clauses and rules know the task's text."""

_AHEAD = 4
"""Lines that are under way for each process; what bounds the memory."""

_FEW = 16
"""So many lines are judged here before processes would have started."""

_GARBAGE = 20_000
"""Objects that are made before the collector looks for circles: a change makes thousands."""


def _encode(text: object) -> object:
    """Turn text into bytes: surrogate escapes into what they stand for."""
    if not isinstance(text, str):
        return text
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


Content = Annotated[bytes, BeforeValidator(_encode)]


class _File(BaseModel):
    path: str
    before: Content | None = None
    after: Content | None = None

    def change(self) -> Change:
        """Return the file as a change."""
        if self.before is None:
            kind = ChangeKind.CREATED
        else:
            kind = ChangeKind.EDITED if self.after is not None else ChangeKind.DELETED
        return Change(path=self.path, kind=kind, before=self.before, after=self.after)


class _Context(BaseModel):
    path: str
    content: Content


class Case(BaseModel):
    """One recorded change, as a line of the input holds it; other fields are ignored."""

    id: str | int
    task: str | None = None
    files: tuple[_File, ...]
    context_files: tuple[_Context, ...] | None = None

    def change_set(self) -> ChangeSet:
        """Return the changes, one for each path, and what stood around them."""
        changes = {file.path: file.change() for file in self.files}
        context = [(file.path, file.content) for file in self.context_files or ()]
        if self.task:
            context.append((TASK, self.task.encode("utf-8", "replace")))
        return ChangeSet(
            changes=tuple(changes[path] for path in sorted(changes)), context=tuple(context)
        )


class Outcome(NamedTuple):
    """What came of a line: its output, or None where the line is broken.

    ``line`` is its number, ``size`` its bytes; ``troubles`` say in words what went wrong.
    """

    line: int
    size: int
    output: str | None = None
    troubles: tuple[str, ...] = ()
    flagged: bool = False


def judged(lines: Iterable[bytes], jobs: int) -> Iterator[Outcome]:
    """Judge lines in up to `jobs` processes; outcomes come in the order of the lines."""
    numbered = ((number, line) for number, line in enumerate(lines, 1) if not line.isspace())
    if jobs > 1:
        first = list(islice(numbered, _FEW + 1))
        numbered = chain(first, numbered)
        jobs = jobs if len(first) > _FEW else 1
    if jobs == 1:
        gc.set_threshold(_GARBAGE)
        yield from (judge_line(number, line) for number, line in numbered)
        return
    anew = get_context("spawn")
    with ProcessPoolExecutor(jobs, anew, gc.set_threshold, (_GARBAGE,)) as pool:
        under_way: deque[Future[Outcome]] = deque()
        for number, line in numbered:
            under_way.append(pool.submit(judge_line, number, line))
            if len(under_way) >= jobs * _AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def judge_line(number: int, line: bytes) -> Outcome:
    """Judge one line. A line that is not a case gives no output and the trouble in words."""
    outcome = Outcome(number, len(line))
    try:
        case = Case.model_validate(json.loads(line))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        return outcome._replace(troubles=(f"{where}: {first['msg']}".lstrip(": "),))
    except (ValueError, RecursionError) as error:
        return outcome._replace(troubles=(f"not JSON: {error}",))
    report = review(case)
    found: dict[str, Any] = {"id": case.id, "findings": [finding(f) for f in report.findings]}
    return outcome._replace(
        output=json.dumps(found, ensure_ascii=False),
        troubles=tuple(f"{n.path}: {n.message}" for n in report.notes if n.kind == "rule"),
        flagged=report.summary.errors + report.summary.warnings > 0,
    )


def review(case: Case) -> Report:
    """Review one case against the clauses of its own task; the report has no hunks."""
    change_set = case.change_set()
    tree = {path for path, _ in change_set.context} | {c.path for c in change_set.changes}
    task = spec.Unread(case.task or "", TASK, tree)
    return Reviewer(task).review(change_set, findings_only=True)

"""What a reader makes of one text, and how several become one spec."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from touchline.model import Note, Severity
from touchline.spec.model import Clause, Quote, RuleOverride, TaskSpec, TestPolicy


@dataclass(slots=True)
class Reading:
    """The parts of a spec that one text gives, in the order of the text."""

    title: str = ""
    clauses: list[Clause] = field(default_factory=list[Clause])
    rules: list[RuleOverride] = field(default_factory=list[RuleOverride])
    tests: TestPolicy | None = None
    not_understood: list[Quote] = field(default_factory=list[Quote])
    background: int = 0
    problems: list[Note] = field(default_factory=list[Note])


def problem(path: str, message: str, line: int = 1, column: int = 0) -> Note:
    """Note a place in a spec that could not be read."""
    return Note(
        kind="spec", message=message, path=path, line=line, column=column, severity=Severity.ERROR
    )


def joined(path: str | None, sources: Iterable[str], readings: Iterable[Reading]) -> TaskSpec:
    """Return the spec of several readings; the first that has a title or a policy gives it."""
    parts = list(readings)
    return TaskSpec(
        title=next((part.title for part in parts if part.title), ""),
        path=path,
        clauses=tuple(clause for part in parts for clause in part.clauses),
        rules=tuple(rule for part in parts for rule in part.rules),
        tests=next((part.tests for part in parts if part.tests), None),
        not_understood=tuple(sentence for part in parts for sentence in part.not_understood),
        background=sum(part.background for part in parts),
        problems=tuple(note for part in parts for note in part.problems),
        sources=tuple(sources),
    )

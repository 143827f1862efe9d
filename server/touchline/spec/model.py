"""What the person asked for, as clauses.

A clause binds a *place* and *kinds of change*:

- ``paths`` are globs relative to the workspace root, anchored there (``lib/parse.py``,
  ``src/**``, ``**/*.md``); ``excluded`` are globs that the clause leaves out again.
- ``symbols`` are names in the code (``parse``, ``Parser.parse``), or names of dependencies
  where the clause speaks of those.
- ``topics`` are words for things that stand under a name of the code ("the legacy endpoint").
- ``aspects`` are kinds of change. A clause without any asks for work at its place, or forbids
  all work there.

A clause that binds nothing of these is still listed (a goal that names no place), but no hunk
answers to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from touchline.model import Aspect, ClauseRef, Frozen, Note, Severity

EVERYTHING = "**"
"""The glob of a clause that speaks of the whole work tree."""


class ClauseKind(StrEnum):
    """What a clause does."""

    GOAL = "goal"
    ALLOW = "allow"
    FORBID = "forbid"
    REQUIRE = "require"
    BUDGET = "budget"
    VERIFY = "verify"


ASKING = frozenset({ClauseKind.GOAL, ClauseKind.ALLOW, ClauseKind.REQUIRE})
"""The kinds of clauses that a hunk can answer to."""


LIMITING = frozenset({ClauseKind.FORBID, ClauseKind.BUDGET})
"""The kinds of clauses that work can go beyond."""


class Origin(StrEnum):
    """Where a clause comes from; a task outranks a standing rule."""

    TASK = "task"
    ALLOW = "allow"
    STANDING = "standing"


class TestPolicy(StrEnum):
    """``tests:`` in the front matter of a task."""

    LOCKED = "locked"
    EXTEND = "extend"
    FREE = "free"


class Measure(StrEnum):
    """What a budget counts."""

    FILES = "files"
    LINES = "lines"
    NEW_DEPENDENCIES = "new_dependencies"


class Quote(Frozen):
    """Words of a text with their place.

    ``text`` has its runs of white space, and what Markdown puts at the start of a continued
    line, made one space. Lines are 1-based; columns are 0-based offsets in bytes, the end
    exclusive.
    """

    text: str
    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Clause(Quote):
    """One statement of the spec. ``confidence`` (0 to 1) is how sure the reading is.

    ``limit`` and ``measure`` belong to a budget, ``command`` to a verify clause; ``contents``
    are the fingerprints that an allow clause of one click is bound to.
    """

    kind: ClauseKind
    paths: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    aspects: frozenset[Aspect] = frozenset()
    spared: frozenset[Aspect] = frozenset()
    contents: tuple[str, ...] = ()
    measure: Measure | None = None
    limit: int | None = None
    command: str | None = None
    topics: tuple[str, ...] = ()
    reason: str = ""
    origin: Origin = Origin.TASK
    confidence: float = 1.0

    @property
    def ref(self) -> ClauseRef:
        """The clause as a verdict names it."""
        return ClauseRef(text=self.text, path=self.path, line=self.line)

    @property
    def binds(self) -> bool:
        """Whether any hunk or finding can answer to the clause."""
        return bool(self.paths or self.symbols or self.topics or self.aspects or self.contents)


class RuleOverride(Quote):
    """A line under ``rules:`` in the front matter; a ``severity`` of None is "off"."""

    rule: str
    severity: Severity | None
    reason: str = ""

    @property
    def ref(self) -> ClauseRef:
        """The line as a verdict names it."""
        return ClauseRef(text=self.text, path=self.path, line=self.line)


class TaskSpec(Frozen):
    """Everything that is in force, in the order in which it was read.

    ``sources`` are the paths that were read; ``problems`` are places that could not be.
    ``not_understood`` are sentences that seem to rule something in or out, but what they speak
    of was not found; ``background`` counts those that only tell something.
    """

    title: str = ""
    path: str | None = None
    clauses: tuple[Clause, ...] = ()
    rules: tuple[RuleOverride, ...] = ()
    tests: TestPolicy | None = None
    not_understood: tuple[Quote, ...] = ()
    background: int = 0
    problems: tuple[Note, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def limits(self) -> tuple[Clause, ...]:
        """The clauses that work can go beyond."""
        return tuple(clause for clause in self.clauses if clause.kind in LIMITING)


EMPTY = TaskSpec()
"""The spec where nobody wrote one: scope is silent."""

CHECKS = frozenset(
    {
        Aspect.TEST_REMOVAL,
        Aspect.TEST_SKIP,
        Aspect.ASSERTIONS,
        Aspect.EXPECTATIONS,
        Aspect.SNAPSHOTS,
    }
)
"""The aspects of a change to existing tests."""

_ASKED: Mapping[Aspect, frozenset[Aspect]] = {
    Aspect.TESTS: frozenset({Aspect.EXPECTATIONS, Aspect.SNAPSHOTS}),
    Aspect.TEST_REMOVAL: frozenset({Aspect.TEST_SKIP}),
}

_FORBIDDEN: Mapping[Aspect, frozenset[Aspect]] = {
    Aspect.TESTS: CHECKS | {Aspect.TEST_DOUBLES},
    Aspect.DELETION: frozenset({Aspect.TEST_REMOVAL}),
    Aspect.ASSERTIONS: frozenset({Aspect.TEST_REMOVAL}),
}


def asked_with(aspects: frozenset[Aspect]) -> frozenset[Aspect]:
    """Return what asking for these kinds of change asks for.

    "Update the tests" asks for other expected values, not for skips or removed assertions. A
    test that may go may as well be skipped.
    """
    return aspects.union(*(_ASKED.get(aspect, frozenset()) for aspect in aspects))


def forbidden_with(aspects: frozenset[Aspect]) -> frozenset[Aspect]:
    """Return what forbidding these kinds forbids: "leave the tests alone" means all of it."""
    return aspects.union(*(_FORBIDDEN.get(aspect, frozenset()) for aspect in aspects))

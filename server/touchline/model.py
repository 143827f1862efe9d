r"""The words every room shares: frozen models without behaviour.

Conventions, everywhere in the program:

- A *path* is a string with ``/`` between its parts, relative to the workspace root.
- A *line* is 1-based; ranges include both ends. Line 0 is never used.
- A *column* is a 0-based offset in bytes of the line; an end column is exclusive.
- Bytes become text with ``utf-8`` and ``surrogateescape``, so that any bytes round-trip.
- Text is split into lines on ``\n`` only, as git does it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Base of every model: immutable, hashable, and strict about its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Severity(StrEnum):
    """How loudly a finding speaks; the names are those of LSP."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"
    HINT = "hint"


class Verdict(StrEnum):
    """Where a hunk or a finding stands against the task spec."""

    ASKED_FOR = "asked-for"
    UNMENTIONED = "unmentioned"
    RULED_OUT = "ruled-out"


class Author(StrEnum):
    """Who wrote a change, as far as the program can tell."""

    AGENT = "agent"
    HUMAN = "human"
    GIT = "git"
    UNKNOWN = "unknown"


class Provenance(Frozen):
    """Who wrote a change and how sure that is (0 to 1). It never alters a verdict."""

    author: Author = Author.UNKNOWN
    confidence: float = 0.0


class ChangeKind(StrEnum):
    """What happened to a file as a whole."""

    CREATED = "created"
    EDITED = "edited"
    DELETED = "deleted"
    RENAMED = "renamed"
    MODE = "mode"


class Aspect(StrEnum):
    """The kind of change that a clause can ask for or forbid, and that a finding is.

    A clause that asks for work at a place licenses hunks there. It licenses a finding only
    when it asks for the finding's aspect as well.
    """

    TESTS = "tests"
    NEW_TESTS = "new-tests"
    TEST_REMOVAL = "test-removal"
    TEST_SKIP = "test-skip"
    ASSERTIONS = "assertions"
    EXPECTATIONS = "expectations"
    SNAPSHOTS = "snapshots"
    SUPPRESSION = "suppression"
    WEAKENING = "weakening"
    CI = "ci"
    CONFIGURATION = "configuration"
    THRESHOLDS = "thresholds"
    DEPENDENCIES = "dependencies"
    PUBLIC_API = "public-api"
    DOCUMENTATION = "documentation"
    HARD_CODING = "hard-coding"
    ERROR_HANDLING = "error-handling"
    STUB = "stub"
    TEST_DOUBLES = "test-doubles"
    EXIT = "exit"
    DELETION = "deletion"
    RENAME = "rename"
    MODE = "mode"
    MIGRATION = "migration"
    SECURITY = "security"
    GENERATED = "generated"
    EXECUTABLE = "executable"
    SCOPE = "scope"
    BUDGET = "budget"
    RULE = "rule"
    TASK = "task"


class Change(Frozen):
    """One file, before (at the baseline) and after (now).

    ``before`` is None for a created file and ``after`` None for a deleted one. Where the
    contents could not or should not be read, both are None and ``unread`` says why, in
    words for the person ("50 MB, larger than the limit of 10 MB").
    ``old_path`` is the path in the baseline when the file was renamed.
    Modes are git's file modes (0o100644, 0o100755, 0o120000 for a symbolic link).
    ``provenance`` is who wrote the change as a whole; its hunks may have several authors.
    """

    path: str
    kind: ChangeKind
    before: bytes | None = None
    after: bytes | None = None
    old_path: str | None = None
    before_mode: int | None = None
    after_mode: int | None = None
    unread: str | None = None
    provenance: Provenance = Provenance()


class ChangeSet(Frozen):
    """All changes of a session, sorted by path, one for each path.

    ``context`` holds files that did not change but that a rule may look at (path, content).
    """

    changes: tuple[Change, ...] = ()
    context: tuple[tuple[str, bytes], ...] = ()


class Hunk(Frozen):
    """One run of changed lines, without context lines; positions are those of unified diff.

    ``removed`` and ``added`` are the lines with their line ends, as surrogate-escaped text.
    A start of an empty side is the line before it, as in ``@@ -12,3 +11,0 @@``.
    ``whole_file`` marks a binary, UTF-16 or unread file, a rename or a mode change: it has
    no lines and is taken back as a whole.
    ``symbols`` are the dotted names of the definitions in which the hunk lies, outermost first.
    """

    path: str
    source_start: int
    source_length: int
    target_start: int
    target_length: int
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    whole_file: bool = False
    symbols: tuple[str, ...] = ()

    @property
    def header(self) -> str:
        """The header of the hunk in unified diff."""
        return (
            f"@@ -{_range(self.source_start, self.source_length)}"
            f" +{_range(self.target_start, self.target_length)} @@"
        )


def _range(start: int, length: int) -> str:
    return f"{start}" if length == 1 else f"{start},{length}"


class Evidence(Frozen):
    """The text that a finding speaks of: what stood there and what stands there now."""

    old: str = ""
    new: str = ""


class Finding(Frozen):
    """What one rule says of one place.

    ``line`` to ``end_line`` are lines of the after text; for removed text the surviving
    neighbour; 1 for a deleted file. ``column`` and ``end_column`` narrow the range when known.
    ``old_line`` to ``old_end_line`` are the lines of the before text that the finding is about.
    ``subject`` is the name of what was touched (a test's name path, a dependency, a path).
    ``severity`` is the rule's own word for the case that no clause speaks of it.
    """

    rule: str
    path: str
    line: int
    end_line: int
    message: str
    severity: Severity
    aspect: Aspect
    column: int | None = None
    end_column: int | None = None
    old_line: int | None = None
    old_end_line: int | None = None
    subject: str = ""
    evidence: Evidence = Evidence()


class ClauseRef(Frozen):
    """A clause as a verdict names it: its words and the place where the person wrote them."""

    text: str
    path: str
    line: int


class JudgedFinding(Frozen):
    """A finding with its verdict. ``clause`` is None where nobody mentioned it."""

    finding: Finding
    verdict: Verdict
    severity: Severity
    clause: ClauseRef | None = None
    provenance: Provenance = Provenance()
    fingerprint: str = ""


class JudgedHunk(Frozen):
    """A hunk with its verdict; ``near`` is set where asked-for code imports this file or is
    imported by it, which leaves the verdict at unmentioned.
    """

    hunk: Hunk
    verdict: Verdict
    clause: ClauseRef | None = None
    near: bool = False
    provenance: Provenance = Provenance()


class Note(Frozen):
    """Something that the program does not know or could not do, said to the person.

    ``line`` and ``column`` are set where the note belongs to a place in a file (a broken spec).
    """

    kind: Literal["unread", "unparsed", "watch", "spec", "rule", "baseline", "session"]
    message: str
    path: str | None = None
    line: int = 1
    column: int = 0
    severity: Severity = Severity.INFORMATION


class Summary(Frozen):
    """The counts of a report: files changed, hunks by verdict, findings by severity."""

    files: int = 0
    asked_for: int = 0
    unmentioned: int = 0
    ruled_out: int = 0
    errors: int = 0
    warnings: int = 0
    informations: int = 0


class Report(Frozen):
    """Everything that is to be said of a change set at one moment."""

    findings: tuple[JudgedFinding, ...] = ()
    hunks: tuple[JudgedHunk, ...] = ()
    notes: tuple[Note, ...] = ()
    summary: Summary = Summary()

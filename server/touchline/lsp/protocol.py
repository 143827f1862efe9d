"""The messages between Touchline's server and a client that knows it.

Plain clients need none of them: diagnostics, code actions and ``workspace/executeCommand``
are enough. On the wire the names are camelCase; addresses are URIs; lines are 1-based, as
everywhere in Touchline, unless a field is one of LSP's own ranges.

Methods (all start with ``touchline/``):

======================  ============  =============================================
``touchline/status``    notification  server to client: `Status`, at most every 100 ms
``touchline/notTyped``  notification  client to server: `UriParams`
``touchline/present``   request       server to client, no parameters; any answer, once its window
                                      is there
``touchline/changes``   request       `RootParams` to `Changes`
``touchline/baseline``  request       `UriParams` to `BaselineText` or null
``touchline/revert``    request       `RevertParams` to `RevertResult`
``touchline/undo``      request       `RootParams` to `Outcome`
``touchline/undoMove``  request       `RootParams` to `Outcome`
``touchline/keep``      request       `TargetParams` to `Outcome`
``touchline/allow``     request       `AllowParams` to `Outcome`
``touchline/message``   request       `TargetParams` to `AgentMessage`
``touchline/session``   request       `SessionParams` to `Outcome`
``touchline/sessions``  request       `RootParams` to `PastSessions`
======================  ============  =============================================
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from touchline.model import Author, ChangeKind, Severity, Verdict

BASELINE_SCHEME = "touchline-baseline"

STATUS = "touchline/status"
NOT_TYPED = "touchline/notTyped"
PRESENT = "touchline/present"
CHANGES = "touchline/changes"
BASELINE = "touchline/baseline"
REVERT = "touchline/revert"
UNDO = "touchline/undo"
UNDO_MOVE = "touchline/undoMove"
KEEP = "touchline/keep"
ALLOW = "touchline/allow"
MESSAGE = "touchline/message"
SESSION = "touchline/session"
SESSIONS = "touchline/sessions"


class Wire(BaseModel):
    """A message: immutable, camelCase on the wire; unknown fields of a newer client are ignored."""

    model_config = ConfigDict(
        frozen=True, alias_generator=to_camel, populate_by_name=True, extra="ignore"
    )


class InitializationOptions(Wire):
    """What a client says of itself at ``initialize``; each may be left out.

    ``baseline_documents``: the client can open ``touchline-baseline:`` documents.
    ``client_commands``: commands that the client runs itself, among ``touchline.allow``
    (asks for the reason), ``touchline.copyMessage`` (the clipboard), ``touchline.revert`` (shows
    a larger one before it happens), ``touchline.keep`` and ``touchline.showAnswers`` (lists
    `AnswersParams`). The server's own stand in for the others.
    ``watcher_exclude``: globs of paths not to watch. ``show``: whose diagnostics are pushed;
    ``not-mine`` leaves out what a person typed. ``reports_typing``: the client tells of edits in
    its buffers that were not made at the cursor (``touchline/notTyped``). ``has_window``: the
    client can outlive its window, and answers ``touchline/present`` only with one.
    ``undo_limit``: megabytes of replaced files that are kept for undo.
    """

    baseline_documents: bool = False
    client_commands: tuple[str, ...] = ()
    state_dir: str | None = None
    task_file: str | None = None
    watcher_exclude: tuple[str, ...] = ()
    show: Literal["not-mine", "everything", "outside"] = "not-mine"
    reports_typing: bool = False
    has_window: bool = False
    undo_limit: int | None = None


class RootParams(Wire):
    """One workspace folder; without it the only one, or the first."""

    root: str | None = None


class UriParams(Wire):
    """One document."""

    uri: str


class RuleParams(Wire):
    """One rule, by its id."""

    rule: str


class Answer(Wire):
    """One place."""

    uri: str
    line: int


class AnswersParams(Answer):
    """A clause's place, and what answers to it."""

    answers: tuple[Answer, ...] = ()


class Counts(Wire):
    """The session in numbers: hunks by verdict, findings by severity.

    ``near`` counts those unmentioned hunks that asked-for code imports or is imported by, and
    ``unmentioned`` the others; ``mine`` the findings that are not shown because a person typed
    them; ``by_agent`` and the like the hunks by who wrote them.
    """

    files: int = 0
    hunks: int = 0
    asked_for: int = 0
    near: int = 0
    unmentioned: int = 0
    ruled_out: int = 0
    errors: int = 0
    warnings: int = 0
    informations: int = 0
    mine: int = 0
    by_agent: int = 0
    by_human: int = 0
    by_git: int = 0
    by_unknown: int = 0


class WireNote(Wire):
    """Something that the program does not know or could not do."""

    kind: str
    message: str
    uri: str | None = None


class TaskInfo(Wire):
    """The task in force: its title and where it is written, if in a file."""

    title: str
    uri: str | None = None


class MoveInfo(Wire):
    """HEAD went to a commit that is no work of the session, and the baseline of some files with it.

    ``commit`` is what HEAD names now, ``files`` how many files count as they are there. With
    ``stash`` it is the stash that holds what these files were at the session's start.
    """

    commit: str
    files: int
    stash: bool = False


class Status(Wire):
    """The state of one folder's session; ``revision`` grows whenever `Changes` would differ.

    ``text`` is one plain sentence for a tooltip; ``since`` the session's start (ISO 8601);
    ``uncommitted`` how many files were different from the last commit before the session;
    ``label`` what the baseline is ("the work tree as it was", "HEAD", a session's name).
    ``head_move`` is the last move of git's that the baseline followed; `UNDO_MOVE` takes it back.
    ``worktrees`` are the addresses of the repository's other work trees, each of which can be
    opened as a folder of its own.
    """

    root: str
    state: Literal["starting", "watching", "paused", "trouble"]
    text: str = ""
    paused: bool = False
    revision: int = 0
    since: str | None = None
    label: str = ""
    uncommitted: int = 0
    counts: Counts = Counts()
    task: TaskInfo | None = None
    head_move: MoveInfo | None = None
    worktrees: tuple[str, ...] = ()
    notes: tuple[WireNote, ...] = ()


class WireClause(Wire):
    """A clause: its words and where they are written (1-based line)."""

    text: str
    line: int
    uri: str


class WireHunk(Wire):
    """One hunk; ``line`` and ``end_line`` are lines of the text now (1-based).

    ``old_line`` and ``old_end_line`` are lines of the baseline. ``id`` survives line shifts.
    """

    id: str
    uri: str
    path: str
    line: int
    end_line: int
    old_line: int
    old_end_line: int
    header: str
    whole_file: bool
    symbol: str
    added: int
    removed: int
    verdict: Verdict
    near: bool
    clause: WireClause | None = None
    author: Author = Author.UNKNOWN
    confidence: float = 0.0


class WireFinding(Wire):
    """One finding, asked-for ones included; ``hunks`` are the ids of the hunks behind it."""

    id: str
    uri: str
    path: str
    line: int
    end_line: int
    rule: str
    message: str
    severity: Severity
    verdict: Verdict
    hunks: tuple[str, ...] = ()
    clause: WireClause | None = None
    author: Author = Author.UNKNOWN
    confidence: float = 0.0
    href: str = ""


class WireFile(Wire):
    """One changed file; ``baseline_uri`` is null for a created one, ``uri`` is always set."""

    uri: str
    path: str
    kind: ChangeKind
    old_path: str | None = None
    baseline_uri: str | None = None
    unread: str | None = None


class Changes(Wire):
    """Everything that the changes view shows of one folder."""

    root: str
    revision: int
    files: tuple[WireFile, ...] = ()
    hunks: tuple[WireHunk, ...] = ()
    findings: tuple[WireFinding, ...] = ()


class BaselineText(Wire):
    """A file as it stood at the session's start; bytes that are no UTF-8 show as U+FFFD."""

    text: str


class Target(Wire):
    """What a revert, a keep or a message is about.

    ``id`` is a hunk's or a finding's id, a rule's id, or a file's path; unused for the rest. Of
    these, and of a file, what one of ``hidden`` wrote is left out.
    """

    kind: Literal["hunk", "finding", "file", "rule", "ruled-out", "unmentioned", "all"]
    id: str = ""
    hidden: tuple[Author, ...] = ()


class TargetParams(RootParams):
    """One folder and what in it is meant."""

    target: Target


class RevertParams(TargetParams):
    """``dry_run`` writes nothing; the answer then has the patch of each file."""

    dry_run: bool = False


class WireConflict(Wire):
    """Lines that changed again since: the three texts, and nothing written."""

    uri: str
    path: str
    line: int
    base: str
    found: str
    now: str


class FileRevert(Wire):
    """What a revert does to one file; ``text`` is the text after it, null when it goes away.

    ``exists`` tells whether the file is there before it. ``text`` and ``patch`` are set in a
    dry run only.
    """

    uri: str
    path: str
    exists: bool = True
    patch: str = ""
    text: str | None = None


class RevertResult(Wire):
    """``reverted`` counts hunks; ``message`` is one sentence for the person."""

    reverted: int
    message: str
    files: tuple[FileRevert, ...] = ()
    conflicts: tuple[WireConflict, ...] = ()


class Outcome(Wire):
    """Whether it was done, and one sentence for the person."""

    done: bool
    message: str


class AllowParams(RootParams):
    """Make a finding (by id) a clause: "allow, because ``reason``"."""

    id: str
    reason: str = ""


class AgentMessage(Wire):
    """Plain text to paste into the agent's chat."""

    text: str


class SessionParams(RootParams):
    """Start a session, pause or resume it, or include what was uncommitted when it began.

    ``revision``: None starts from what is there now; else any git revision, ``NAME...`` for the
    merge base with it, where ``main...`` finds the main branch whatever it is called. ``name`` is
    the person's word for the session.
    """

    action: Literal["start", "include", "pause", "resume"]
    revision: str | None = None
    name: str = ""


class PastSession(Wire):
    """A session that is over: its name, when it was (ISO 8601), and what it ended with.

    ``report`` is the URI of a text file with all that was said of it; null where none was kept.
    """

    label: str
    began: str
    ended: str
    files: int = 0
    ruled_out: int = 0
    errors: int = 0
    warnings: int = 0
    report: str | None = None


class PastSessions(Wire):
    """The last sessions of a folder, the last one first."""

    sessions: tuple[PastSession, ...] = ()

"""A review without a watch: the work tree as it stands, or a patch."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from touchline import diff
from touchline.baseline import Baseline, Limits, Seen, look
from touchline.baseline.manifest import Manifest
from touchline.baseline.revision import Revision, UnknownRevisionError
from touchline.model import Change, ChangeKind, ChangeSet, Frozen, Note, Report
from touchline.review import Track, unseen
from touchline.session import accepted
from touchline.session.around import around
from touchline.session.changes import Changes
from touchline.session.compared import Compared, suspects
from touchline.session.context import Context, context_of, task_texts
from touchline.session.named import named
from touchline.session.options import Options
from touchline.spec.model import TaskSpec
from touchline.tree import Listing
from touchline.watch import Filters

_ABSENT = "the file that the patch is about is not here"


class Reviewed(Frozen):
    """A report, the spec that it was judged against, and what it was compared with."""

    report: Report
    spec: TaskSpec
    label: str


def review_tree(
    root: Path, state: Path, options: Options, revision: str | None, track: Track = unseen
) -> Reviewed:
    """Compare the work tree with a revision, else with the session's start, else with HEAD.

    ``track`` is told how far it has come.
    Raises UnknownRevisionError where there is no such commit or no repository.
    """
    listing = _listing(root, state, options, revision)
    session = None if revision else _session(root, state, options, listing)
    stored = session is not None
    baseline: Compared = session or Revision(root, listing, revision or "HEAD")
    task = _spec(root, baseline, options, listing.files)
    changes = Changes(root, baseline, options.limits.file)
    paths = suspects(baseline, listing)
    if not stored:
        paths = _shared(root, listing, baseline, paths)
    changes.update(track("Reading", paths))
    stands = around(task, listing.files, baseline.read)
    texts = partial(task_texts, task, accepted.reader(root, baseline), options.text)
    context = context_of(baseline, texts, listing.files)
    own = accepted.own_rules(root, baseline if stored else None)
    reviewer = accepted.reviewer(task, own, stands, context)
    reviewer.track = track
    report = reviewer.review(changes.set())
    return _reviewed(report, task, baseline.info.label, baseline.notes)


def spec_in_force(root: Path, state: Path, options: Options) -> tuple[TaskSpec, frozenset[str]]:
    """Return the spec that a check judges by, and the files of the work tree."""
    listing = _listing(root, state, options)
    session = _session(root, state, options, listing)
    with suppress(UnknownRevisionError):
        baseline = session or Revision(root, listing, "HEAD")
        return _spec(root, baseline, options, listing.files), frozenset(listing.files)
    task = accepted.now(root, listing.files, task=options.task, text=options.text)
    return task, frozenset(listing.files)


def _listing(root: Path, state: Path, options: Options, revision: str | None = None) -> Listing:
    """List the files that a session watches, or without one what git would."""
    live = revision is None and Manifest(state / "baseline").load() is not None
    always = named(root, options.task, options.text) if live else ()
    return Filters(root, exclude=options.exclude, always=always).listing()


def _session(root: Path, state: Path, options: Options, listing: Listing) -> Baseline | None:
    """Open the baseline of a session to read it; None where there is no session."""
    if Manifest(state / "baseline").load() is None:
        return None
    return Baseline.open(root, state, listing, limits=options.limits, writable=False)


def _spec(root: Path, baseline: Compared, options: Options, files: Collection[str]) -> TaskSpec:
    return accepted.load(root, baseline, files, task=options.task, text=options.text)


def review_patch(root: Path, text: str, options: Options, track: Track = unseen) -> Reviewed:
    """Judge a unified diff as it stands. Raises PatchError where it is none.

    A patch shows parts of files; the rest is taken from the work tree, whichever of the two
    sides of the patch that has.
    """
    files = Filters(root).listing().files
    task = accepted.now(root, files, task=options.task, text=options.text)
    found = tuple(_completed(root, entry, options.limits) for entry in diff.parse_patch(text))
    ordered = tuple(sorted(found, key=lambda change: change.path))
    read = partial(_on_disk, root, options.limits)
    context = Context(partial(task_texts, task, read, options.text), files, read)
    own = accepted.own_rules(root, None)
    reviewer = accepted.reviewer(task, own, around(task, files, read), context)
    reviewer.track = track
    report = reviewer.review(ChangeSet(changes=ordered))
    return _reviewed(report, task, "the patch", ())


def _reviewed(report: Report, task: TaskSpec, label: str, notes: tuple[Note, ...]) -> Reviewed:
    report = report.model_copy(update={"notes": (*notes, *report.notes)})
    return Reviewed(report=report, spec=task, label=label)


def _shared(root: Path, listing: Listing, baseline: Compared, paths: set[str]) -> set[str]:
    """Leave out task files that were never committed: whoever runs the check has them lie there."""
    new = [p for p in paths if p.startswith(accepted.FOLDER) and baseline.entry(p) is None]
    head = Revision(root, listing, "HEAD") if new else baseline
    return paths - {path for path in new if head.entry(path) is None}


def _on_disk(root: Path, limits: Limits, path: str) -> bytes | None:
    seen = look(root, path, limits.file)
    return seen.content if seen else None


def _completed(root: Path, entry: diff.PatchEntry, limits: Limits) -> Change:
    change = entry.change
    if change.kind is ChangeKind.CREATED or change.kind is ChangeKind.DELETED or change.unread:
        return change
    for path in dict.fromkeys((change.path, change.old_path or change.path)):
        seen = look(root, path, limits.file)
        for before, after in _sides(seen, entry):
            return change.model_copy(update={"before": before, "after": after})
    return change.model_copy(update={"unread": _ABSENT})


def _sides(seen: Seen | None, entry: diff.PatchEntry) -> Iterator[tuple[bytes, bytes]]:
    """Yield the two sides, if the file is one of them."""
    if seen is None or seen.content is None:
        return
    content = seen.content
    hunks = [hunk for hunk in entry.hunks if not hunk.whole_file]
    with suppress(ValueError):
        yield diff.apply(content, [diff.inverse(hunk) for hunk in hunks]), content
    with suppress(ValueError):
        yield content, diff.apply(content, hunks)

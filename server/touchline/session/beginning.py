"""Where a session begins: at what is there now, or at a revision of git."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pygit2

from touchline.baseline import Baseline, Entry, Seen, look
from touchline.baseline.revision import Revision, UnknownRevisionError
from touchline.model import Frozen
from touchline.session.compared import suspects
from touchline.tree import Listing, Repository

_MAIN = ("main...", "origin/HEAD...", "master...", "trunk...")
_OWN = ".touchline/"


class Beginning(Frozen):
    """A git revision, or None for what is there now, and the person's name for the session."""

    revision: str | None = None
    name: str = ""

    @property
    def label(self) -> str:
        """The words for it."""
        return self.name or self.revision or "session start"


def resolved(root: Path, beginning: Beginning) -> Beginning:
    """Return a beginning whose revision git knows. Raises UnknownRevisionError.

    ``main...`` means the merge base with the main branch, whatever that is called.
    """
    if beginning.revision is None:
        return beginning
    names = _MAIN if beginning.revision == _MAIN[0] else (beginning.revision,)
    for name in names[:-1]:
        with suppress(UnknownRevisionError):
            Revision(root, Listing(), name)
            return beginning.model_copy(update={"revision": name})
    Revision(root, Listing(), names[-1])
    return beginning.model_copy(update={"revision": names[-1]})


def begin(
    baseline: Baseline, root: Path, listing: Listing, beginning: Beginning, limit: int
) -> None:
    """Let a baseline that was just taken be that of a session's beginning.

    Raises UnknownRevisionError, or OSError where the state can't be kept.
    """
    if beginning.revision is None:
        baseline.describe(beginning.label, uncommitted(baseline, root))
        return
    revision = Revision(root, listing, beginning.revision)
    for path in suspects(revision, listing):
        _go_back(baseline, revision, path, root, limit)
    baseline.describe(beginning.label, 0)


def include(baseline: Baseline, root: Path, repositories: list[Repository]) -> set[str]:
    """Let what was not committed when the session began be a part of it; returns those files.

    What the baseline took over since, from the person or from git, stays as it is. Raises
    UnknownRevisionError where the commit of that time is gone, or OSError.
    """
    if baseline.info.head is None:
        return set()
    revision = Revision(root, Listing(repositories=repositories), baseline.info.head)
    back: list[tuple[str, bytes | None, int | None]] = []
    for path, entry in baseline.untouched():
        committed = revision.entry(path)
        if committed and entry and committed[:2] == entry[:2]:
            continue
        change = revision.change(path, _as_taken(baseline, path, entry))
        if change and change.unread is None and not (path.startswith(_OWN) and not committed):
            back.append((path, change.before, change.before_mode))
    baseline.accept_all(back)
    baseline.describe(baseline.info.label, 0)
    return {path for path, _, _ in back}


def _as_taken(baseline: Baseline, path: str, entry: Entry | None) -> Seen | None:
    return entry and Seen(
        entry.content_id, entry.mode, entry.size, baseline.read(path), entry.unread
    )


def _go_back(baseline: Baseline, revision: Revision, path: str, root: Path, limit: int) -> None:
    """Compare a file with a revision from here on.

    What says what is asked for stays as it is where the revision has none: it was written for
    this session.
    """
    change = revision.change(path, look(root, path, limit))
    own = path.startswith(_OWN) and revision.entry(path) is None
    if change is not None and change.unread is None and not own:
        baseline.accept(path, change.before, change.before_mode)


def uncommitted(baseline: Baseline, root: Path) -> int:
    """Return how many files of a baseline that was just taken differ from the last commit."""
    repository = Repository.at(root)
    if repository is None or repository.git.head_is_unborn:
        return 0
    tree = repository.git.head.peel(pygit2.Commit).tree
    staged = (delta.new_file.path for delta in repository.git.diff("HEAD", cached=True).deltas)
    paths = {*baseline.own(), *filter(None, map(repository.to_workspace, staged))}
    return sum(_differs(baseline, tree, path, repository.from_workspace(path)) for path in paths)


def _differs(baseline: Baseline, tree: pygit2.Tree, path: str, place: str) -> bool:
    entry = baseline.entry(path)
    committed = str(tree[place].id) if place in tree else None
    return not path.startswith(_OWN) and (entry.content_id if entry else None) != committed

"""By what a session judges: the spec and rules in force, here or in the process beside."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from touchline.model import Change, ChangeSet
from touchline.review import Review, Reviewer
from touchline.rules.rule import Stage
from touchline.session import accepted
from touchline.session.around import around
from touchline.session.aside import Aside, AsideError, Terms, huge, large
from touchline.session.compared import Compared
from touchline.session.context import context_of, task_texts
from touchline.spec.match import Matcher
from touchline.spec.model import TaskSpec


class Snapshot(NamedTuple):
    """One state of a session, to be judged while the session goes on."""

    terms: Terms
    change_set: ChangeSet
    context: tuple[tuple[str, bytes], ...]
    reviewer: Reviewer
    unjudged: frozenset[str]


class Judging:
    """Keeps the spec, the project's rules and what was worked out with them.

    ``task`` is a task file to use instead of the one that would be found, ``text`` the task
    itself; ``tree`` are the files that there are, and may change.
    """

    def __init__(
        self,
        root: Path,
        baseline: Compared,
        tree: Collection[str],
        *,
        task: Path | None,
        text: str | None,
    ) -> None:
        self._root = root
        self._baseline = baseline
        self._task = task
        self._text = text
        self._own_rules = accepted.own_rules(root, baseline)
        self._aside = Aside()
        self._failed: dict[str, Change] = {}
        self.spec = self._read(tree)
        self.reviewer = self._make_reviewer(tree)

    def follow(self, paths: Collection[str], tree: Collection[str], *, moved: bool) -> None:
        """Read the spec and the rules that paths may bear on; what still holds is kept.

        ``moved`` says that the files are others now than before.
        """
        self.reviewer.look_again()
        rules = any(map(accepted.is_rule, paths))
        if rules:
            self._own_rules = accepted.own_rules(self._root, self._baseline)
        if not (moved or rules or any(map(self._tells_spec, paths))):
            return
        spec = self._read(tree)
        if rules or spec != self.spec:
            self.spec = spec
            self.reviewer = self._make_reviewer(tree).after(self.reviewer)

    def look(self, change_set: ChangeSet, stage: Stage, *, placed: bool = True) -> Review:
        """Judge a change set here; of its lines only those that are compared in no time.

        With ``placed`` false it is not looked in which definitions hunks lie.
        """
        unjudged = self._unjudged(change_set)
        if stage is Stage.HUNKS and (left := huge(change_set.changes) - unjudged):
            rest = tuple(change for change in change_set.changes if change.path not in left)
            change_set = change_set.model_copy(update={"changes": rest})
        return self.reviewer.look(change_set, stage, unjudged, placed=placed)

    def prepare(self, change_set: ChangeSet) -> Iterator[None]:
        """Work out in steps what judging the syntax needs."""
        return self.reviewer.prepare(change_set, self._unjudged(change_set))

    def is_large(self, change_set: ChangeSet) -> bool:
        """Tell whether a change set holds a file whose parse is left to the process beside."""
        return bool(large(change_set.changes) - self._unjudged(change_set))

    def snapshot(self, change_set: ChangeSet) -> Snapshot:
        """Return what `judge` needs."""
        stands = dict(self._stands()) if Matcher(self.spec).names_code else {}
        terms = Terms(self.spec, accepted.rule_files(self._root, self._baseline), stands)
        context = (*change_set.context, *self._context.of(change_set.changes).items())
        unjudged = self._unjudged(change_set)
        return Snapshot(terms, change_set, context, self.reviewer, unjudged)

    def judge(self, snapshot: Snapshot) -> Review | None:
        """Judge a snapshot in the process beside; None: it failed, or was told to end.

        May be called by another thread than everything else, one call at a time.
        """
        change_set = snapshot.change_set.model_copy(update={"context": snapshot.context})
        try:
            return self._aside.look(snapshot.terms, change_set, snapshot.unjudged)
        except AsideError:
            return None

    def is_current(self, snapshot: Snapshot, change_set: ChangeSet) -> bool:
        """Tell whether a snapshot is what there is now."""
        return snapshot.reviewer is self.reviewer and _same(snapshot.change_set, change_set)

    def give_up(self, change_set: ChangeSet) -> None:
        """Leave out the syntax of large files until they change: it could not be read."""
        failed = large(change_set.changes)
        self._failed = {c.path: c for c in change_set.changes if c.path in failed}

    def close(self) -> None:
        """End the process beside."""
        self._aside.close()

    def _unjudged(self, change_set: ChangeSet) -> frozenset[str]:
        if not self._failed:
            return frozenset()
        return frozenset(c.path for c in change_set.changes if self._failed.get(c.path) is c)

    def _tells_spec(self, path: str) -> bool:
        return accepted.tells_spec(path, self._task, self._root)

    def _read(self, tree: Collection[str]) -> TaskSpec:
        return accepted.load(self._root, self._baseline, tree, task=self._task, text=self._text)

    def _make_reviewer(self, tree: Collection[str]) -> Reviewer:
        self._stands = around(self.spec, tree, self._baseline.read)
        texts = partial(task_texts, self.spec, self._baseline.read, self._text)
        self._context = context_of(self._baseline, texts, tree)
        return accepted.reviewer(self.spec, self._own_rules, self._stands, self._context)


def _same(one: ChangeSet, other: ChangeSet) -> bool:
    """Tell whether two change sets are made of the very same changes."""
    pairs = zip(one.changes, other.changes, strict=False)
    return len(one.changes) == len(other.changes) and all(a is b for a, b in pairs)

"""What a person decides about changes: take back, undo that, keep, allow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from touchline import diff
from touchline.model import Change, Hunk, Report
from touchline.revert import (
    FileState,
    Pick,
    Plan,
    Receipt,
    Workspace,
    Write,
    apply,
    plan,
    select,
    undo,
)
from touchline.session.committed import committed
from touchline.session.select import Selection, chosen_findings, chosen_hunks, hunks_of
from touchline.session.session import Session
from touchline.session.telling import message
from touchline.spec.allow import ALLOW_FILE, append


class Decisions:
    """Carries decisions out on a session's folder. To be used like the session itself."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store = session.store

    def plan(self, selection: Selection) -> Plan:
        """Return what taking a selection back would write; nothing is written yet.

        An editor's unsaved text counts as the file.
        """
        with Workspace(self._session.root) as workspace:
            return plan(self._picks(selection), lambda path: self._now(path, workspace))

    def revert(self, way_back: Plan, label: str) -> Receipt:
        """Write a plan as one unit. Raises RevertError; then nothing was written."""
        return self._told(apply(way_back, self._store, self._session.root, label=label))

    def undo(self) -> Receipt:
        """Bring back what the last revert took. Raises RevertError."""
        return self._told(undo(self._store, self._session.root))

    def committed(self, way_back: Plan) -> tuple[str, ...]:
        """Return the paths of a plan that were committed since the session began.

        A revert changes the work tree only; the commits stay as they are.
        """
        paths = (write.path for write in way_back.writes)
        return committed(self._session.root, self._session.info.head, paths)

    def keep(self, selection: Selection) -> int:
        """Move the baseline of a selection to what is there now; returns the number of hunks.

        Raises OSError when that can't be kept.
        """
        picks = self._picks(selection)
        for pick in picks:
            self._session.accept(pick.change, _kept(pick))
        return sum(len(pick.hunks or ("all",)) for pick in picks)

    def allow(self, finding: str, reason: str) -> bool:
        """Write the clause that allows a finding (by id); False where it is gone already.

        Only the new clause is accepted with it, not what else was written to the file.
        Raises RevertError or OSError; then nothing was written.
        """
        report = self._session.report
        found = next((each for each in report.findings if each.fingerprint == finding), None)
        if found is None:
            return False
        behind = hunks_of(found.finding, (judged.hunk for judged in report.hunks))
        with Workspace(self._session.root) as workspace:
            old = workspace.read(ALLOW_FILE)

        def longer(content: bytes | None) -> bytes:
            text = (content or b"").decode("utf-8", "surrogateescape")
            return append(text, found, reason, behind).encode("utf-8", "surrogateescape")

        new = replace(old or FileState(b""), content=longer(old.content if old else None))
        self._told(
            apply(
                Plan((Write(ALLOW_FILE, old, new),)), self._store, self._session.root, label="allow"
            )
        )
        self._session.accept_text(ALLOW_FILE, longer(self._session.baseline(ALLOW_FILE)))
        return True

    def message(self, selection: Selection) -> str:
        """Return a text that tells the agent what to look at again."""
        return message(self._session.report, selection)

    def _told(self, receipt: Receipt) -> Receipt:
        """Tell the session at once; the watch would tell it soon."""
        self._session.update(receipt.paths, {}, other=None)
        return receipt

    def _picks(self, selection: Selection) -> tuple[Pick, ...]:
        """Return what is meant; what is not there any more may have been a moment ago."""
        changes = {change.path: change for change in self._session.changes}
        picks = _picks(selection, self._session.report, changes)
        if picks or selection.kind not in {"hunk", "finding"}:
            return picks
        seen = ((each.review.report, each.changes) for each in self._session.earlier)
        earlier = (_picks(selection, *each) for each in seen)
        return next((found for found in earlier if found and all(map(self._is_open, found))), ())

    def _is_open(self, pick: Pick) -> bool:
        """Tell whether a change still starts from the baseline: what was kept stays kept."""
        return self._session.baseline(pick.change.path) == pick.change.before

    def _now(self, path: str, workspace: Workspace) -> FileState | None:
        there = workspace.read(path)
        text = self._session.text(path)
        if text is None:
            return there
        if there is None:
            return FileState(text)
        return FileState(text, there.mode, there.permissions)


def _kept(pick: Pick) -> bytes | None:
    if pick.hunks is None:
        return pick.change.after
    return diff.apply(pick.change.before or b"", pick.hunks)


def _picks(selection: Selection, report: Report, changes: Mapping[str, Change]) -> tuple[Pick, ...]:
    """Return what is meant: whole files, hunks, or just the lines behind findings."""
    if selection.kind == "all":
        return select.whole(changes.values())
    if selection.kind == "file":
        return select.whole(change for change in changes.values() if change.path == selection.id)
    findings = [f for f in chosen_findings(report, selection) if f.path in changes]
    hunks = [hunk for hunk in chosen_hunks(report, selection) if hunk.path in changes]
    return _joined(select.of_hunks(hunks, changes), select.of_findings(findings, changes))


def _joined(by_hunk: Iterable[Pick], by_finding: Iterable[Pick]) -> tuple[Pick, ...]:
    """Return one pick a file; whole hunks include the lines behind findings in them."""
    picks = {pick.change.path: pick for pick in by_finding}
    for pick in by_hunk:
        other = picks.get(pick.change.path)
        picks[pick.change.path] = _both(pick, other) if other else pick
    return tuple(picks.values())


def _both(one: Pick, other: Pick) -> Pick:
    if one.hunks is None or other.hunks is None:
        return Pick(one.change)
    spans = [(hunk.source_start, hunk.source_start + hunk.source_length) for hunk in one.hunks]
    rest = [
        hunk
        for hunk in other.hunks
        if not any(start <= hunk.source_start <= end for start, end in spans)
    ]
    return Pick(one.change, tuple(sorted((*one.hunks, *rest), key=_start)))


def _start(hunk: Hunk) -> int:
    return hunk.target_start

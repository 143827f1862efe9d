"""What a revert would write: pure, computed against the files as they are now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from touchline.model import Change
from touchline.revert.places import places
from touchline.revert.restore import Refused, restored
from touchline.revert.states import Conflict, FileState, Pick, Plan, Reader, Write


@dataclass(frozen=True, slots=True)
class _Outcome:
    """Where the file of a change lies now, and the state that it gets at its old path."""

    change: Change
    old_path: str
    state: FileState | None

    @property
    def leaves(self) -> bool:
        """Whether nothing stays at the path where the change left its file."""
        return self.state is None or self.old_path != self.change.path

    @property
    def arrives(self) -> bool:
        """Whether a file comes back to a path where the change left none."""
        return self.state is not None and (self.leaves or self.change.after is None)


def plan(picks: Iterable[Pick], current: Reader) -> Plan:
    """Return the writes that take ``picks`` back from the files that ``current`` reads.

    Where the same lines were changed again the plan has a conflict; nothing is guessed. What
    is back already needs no write.
    """
    chosen = tuple(pick for pick in picks if pick.hunks != ())
    conflicts: list[Conflict] = []
    outcomes: list[_Outcome] = []
    for pick in chosen:
        try:
            outcomes.append(_outcome(pick, current))
        except Refused as refused:
            conflicts += refused.conflicts
    wanted: dict[str, FileState | None] = {o.change.path: None for o in outcomes if o.leaves}
    for outcome in outcomes:
        if outcome.state is None:
            continue
        if outcome.arrives and outcome.old_path not in wanted:
            conflicts += _in_the_way(outcome, current(outcome.old_path))
        wanted[outcome.old_path] = outcome.state
    writes = tuple(sorted(_writes(wanted, current), key=lambda write: write.path))
    return Plan(writes, tuple(conflicts), places(chosen))


def _outcome(pick: Pick, current: Reader) -> _Outcome:
    change = pick.change
    moves_back = pick.hunks is None or any(hunk.whole_file for hunk in pick.hunks)
    old_path = (change.old_path if moves_back else None) or change.path
    return _Outcome(change, old_path, restored(pick, current(change.path), current(old_path)))


def _in_the_way(outcome: _Outcome, there: FileState | None) -> Iterator[Conflict]:
    if there is None or there.same(outcome.state):
        return
    message = "another file stands at the old place; move it away and try again"
    change = outcome.change
    yield Conflict(
        outcome.old_path, message, base=change.before, found=change.after, now=there.content
    )


def _writes(wanted: dict[str, FileState | None], current: Reader) -> Iterator[Write]:
    for path, state in wanted.items():
        now = current(path)
        if now != state and not (now and state and state.permissions is None and now.same(state)):
            yield Write(path, now, state)

"""Random edits by agent and person, interleaved with reverts, undos, crashes and late writes.

The oracle knows nothing of diffs: lines are unique, so each one can be followed by its text.
``TOUCHLINE_SEQUENCES`` sets how many sequences are tried.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from tests.unit.revert.killing import run_and_kill

from touchline import diff
from touchline.model import Change, ChangeKind, Hunk
from touchline.revert import (
    ConflictError,
    FileState,
    Limits,
    NothingToUndoError,
    Pick,
    Plan,
    RevertError,
    Store,
    Workspace,
    apply,
    plan,
    recover,
    undo,
)

PATHS = ("a.txt", "lib/b.txt", "lib/deep/c.txt", "lib")
LIMITS = Limits(bytes=4000, units=6)
# A kill of the process loses nothing that was written, on any file system: the fastest will do.
_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
EXECUTABLE, REGULAR, SYMLINK = 0o100755, 0o100644, 0o120000

Files = dict[str, FileState]
Step = tuple[Any, ...]
Turn = tuple[list[Step], list[Step], Step, list[Step]]
name = st.sampled_from(PATHS)
place = st.integers(0, 12)
count = st.integers(0, 3)
kill = st.one_of(st.none(), st.none(), st.none(), st.integers(1, 900))
lines_edit = st.tuples(st.just("lines_are_edited"), name, place, count, count)
edit = st.one_of(
    *[lines_edit] * 6,
    st.tuples(st.just("last_line_end_goes"), name),
    st.tuples(st.just("file_is_deleted"), name),
    st.tuples(
        st.just("file_becomes_something_else"), name, st.sampled_from(["binary", "link", "mode"])
    ),
)
revert = st.tuples(
    st.just("changes_are_taken_back"),
    st.sets(name, min_size=3),
    st.sets(count, min_size=1),
    st.booleans(),
    kill,
)
undos = st.lists(st.tuples(st.just("last_revert_is_undone"), kill), max_size=3)
turns = st.lists(
    st.tuples(st.lists(edit, min_size=1, max_size=3), st.lists(edit, max_size=2), revert, undos),
    min_size=1,
    max_size=4,
)


class Reverts:
    """One workspace whose files are edited, taken back and brought back."""

    def __init__(self, folder: Path, *, unique: bool, end: str, lines: list[int]) -> None:
        self.root = folder / "root"
        self.root.mkdir()
        self.store = Store(folder / "state", LIMITS)
        self.written = 0
        self.unique = unique
        self.end = end
        self.units: dict[int, dict[str, tuple[FileState | None, FileState | None]]] = {}
        self.undone: set[int] = set()
        for name, number in zip(PATHS, lines, strict=False):
            self.write(name, [self.line() for _ in range(number)])
        self.base = self.found = self.files()

    # What agent and person do

    def lines_are_edited(self, name: str, at: int, gone: int, new: int) -> None:
        """Replace some lines of a file by new ones, creating it where it is missing."""
        now = self.files().get(name)
        if now is not None and (now.mode == SYMLINK or b"\0" in now.content):
            return
        lines = split(now.content if now else b"")
        at %= len(lines) + 1
        lines[at : at + gone] = [self.line() for _ in range(new)]
        self.write(name, lines)

    def last_line_end_goes(self, name: str) -> None:
        """Leave a file without its last line end."""
        now = self.files().get(name)
        if now and now.mode != SYMLINK and now.content.endswith(b"\n"):
            self.write(name, [now.content.rstrip(b"\r\n").decode()])

    def file_is_deleted(self, name: str) -> None:
        """Delete a file."""
        if name in self.files():
            (self.root / name).unlink()

    def file_becomes_something_else(self, name: str, kind: str) -> None:
        """Turn a file into a binary one or a link, or toggle its mode."""
        now = self.files().get(name)
        if now is None or now.mode == SYMLINK:
            return
        file = self.root / name
        if kind == "binary":
            file.write_bytes(b"\0" + self.line().encode())
        elif kind == "mode":
            file.chmod(0o644 if now.mode == EXECUTABLE else 0o755)
        else:
            file.unlink()
            file.symlink_to(self.line().strip())

    # What Touchline does

    def changes_are_taken_back(
        self, names: set[str], which: set[int], hunks: bool, kill: int | None
    ) -> None:
        """Take back hunks, files or everything, computed against the files as they are now."""
        picks = [
            Pick(change, chosen(change, which) if hunks else None)
            for change in self.changes()
            if change.path in names
        ]
        before = self.files()
        with Workspace(self.root) as workspace:
            found = plan(picks, workspace.read)
        self.judge(found, picks, before)
        self.carry_out(found, kill)

    def last_revert_is_undone(self, kill: int | None) -> None:
        """Bring back what the last revert took."""
        before = self.files()
        last = max((n for n in self.kept() if self.units[n] and n not in self.undone), default=None)
        number = self.store.next_number()
        try:
            if kill is None or not run_and_kill(lambda: undo(self.store, self.root), kill):
                if kill is None:
                    undo(self.store, self.root)
            else:
                recover(self.store, self.root)
        except NothingToUndoError:
            assert last is None
            assert self.files() == before
            return
        except RevertError as error:
            assert self.files() == before
            names = self.units[last or 0]
            refused = isinstance(error, ConflictError)
            assert refused or any(map(self.is_blocked, names))
            return
        self.judge_undo(last, number, before, kill)

    # What must be true

    def nothing_is_left_behind(self) -> None:
        """Check that the workspace holds no file of ours, and the store stays within its limit."""
        assert not list(self.root.glob(".touchline*"))
        assert not list(self.root.rglob("*.kept-*"))
        packs = sorted((self.store.folder / "packs").glob("*.pack"))
        assert len(packs) <= LIMITS.units
        assert sum(pack.stat().st_size for pack in packs[:-1]) <= LIMITS.bytes

    def judge(self, found: Plan, picks: list[Pick], before: Files) -> None:
        """Compare a plan with what the oracle expects of it."""
        paths = {pick.change.path for pick in picks}
        refused = {conflict.path for conflict in found.conflicts}
        result = {write.path: write.new for write in found.writes}
        assert {write.path for write in found.writes} <= paths
        for pick in picks:
            name = pick.change.path
            now = before.get(name)
            new = result.get(name, now)
            is_text = self.all_text(name, now)
            if is_text and name not in refused and pick.hunks is not None:
                assert new is not None
            if pick.hunks is None and now == self.found.get(name):
                blocked = now is None and name in refused
                assert blocked or same(new, self.base.get(name))
                continue
            if is_text and now is not None:
                hunks = diff.hunks(pick.change) if pick.hunks is None else pick.hunks
                after = None if name in refused or new is None else new.content
                self.judge_lines(pick.change, now.content, hunks, after)

    def judge_lines(
        self, change: Change, now: bytes, hunks: tuple[Hunk, ...], result: bytes | None
    ) -> None:
        """Follow each line by its text."""
        found, lines = split(change.after or b""), split(now)
        gone = [line for hunk in hunks for line in hunk.added]
        back = [line for hunk in hunks for line in hunk.removed]
        if not self.unique:
            left = Counter(split(result)) if result is not None else Counter(lines)
            assert not (Counter(lines) - Counter(gone)) - left
            return
        whole = all(line.endswith("\n") for line in [*found, *lines, *back])
        expected = in_place(found, lines, hunks)
        if expected is not None and (whole or result is not None):
            event(f"lines taken back, written since: {now != change.after}")
            assert result is not None, "refused although every place is as it was"
            assert split(result) == expected
        elif result is not None:
            kept = [line for line in split(result) if line not in back]
            assert kept == [line for line in lines if line not in gone and line not in back]

    def carry_out(self, found: Plan, kill: int | None) -> None:
        """Apply a plan, killed or not, and check that all of it or nothing was done."""
        before = self.files()
        number = self.store.next_number()
        if found.conflicts:
            try:
                apply(found, self.store, self.root)
            except ConflictError:
                assert self.files() == before
                event("revert refused")
                return
            raise AssertionError("a plan with conflicts was carried out")
        if kill is not None and run_and_kill(lambda: apply(found, self.store, self.root), kill):
            recover(self.store, self.root)
        elif kill is None:
            try:
                apply(found, self.store, self.root)
            except RevertError:
                assert self.files() == before
                assert any(self.is_blocked(write.path) for write in found.writes)
                return
        after = dict(before)
        for write in found.writes:
            after.pop(write.path, None)
            if write.new is not None:
                after[write.path] = write.new
        now = self.files()
        done = number in self.store.numbers()
        assert alike(now, after if done else before)
        event(f"revert {'done' if done else 'not done'}, killed: {kill is not None}")
        assert done or kill is not None or not found.writes
        if done:
            self.units[number] = {
                w.path: (before.get(w.path), now.get(w.path)) for w in found.writes
            }

    def judge_undo(self, last: int | None, number: int, before: Files, kill: int | None) -> None:
        """Check that an undo brought everything back, or that it was killed before."""
        now = self.files()
        if number not in self.store.numbers():
            event("undo rolled back" if last else "nothing to undo")
            assert alike(now, before)
            return
        assert last is not None
        event(f"undone, killed: {kill is not None}")
        self.undone.add(last)
        self.units[number] = {}
        for name, (old, new) in self.units[last].items():
            if same(before.get(name), new):
                assert now.get(name) == old
        untouched = set(before) | set(now)
        for name in untouched - set(self.units[last]):
            assert before.get(name) == now.get(name)

    # The small print

    def kept(self) -> list[int]:
        """Return the units that the store still has."""
        return [number for number in self.store.numbers() if number in self.units]

    def all_text(self, name: str, now: FileState | None) -> bool:
        """Whether a file was and is a text, at the baseline, when found, and now."""
        states = (self.base.get(name), self.found.get(name), now)
        return all(s is not None and s.mode != SYMLINK and b"\0" not in s.content for s in states)

    def line(self) -> str:
        """Return a line that was never written before, or one of very few."""
        self.written += 1
        return f"line {self.written if self.unique else self.written % 3}{self.end}"

    def write(self, name: str, lines: list[str]) -> None:
        """Write a file; a folder where the file would be, or a file where its folder, stays."""
        file = self.root / name
        if file.is_dir() or self.is_blocked(name):
            return
        if file.is_symlink():
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes("".join(lines).encode())

    def is_blocked(self, name: str) -> bool:
        """Whether a file or a link stands where a folder above a path would be."""
        above = [self.root / parent for parent in parents(name)]
        return any(p.is_symlink() or p.is_file() for p in above)

    def files(self) -> Files:
        """Read every file."""
        found = sorted(p for p in self.root.rglob("*") if p.is_symlink() or p.is_file())
        with Workspace(self.root) as workspace:
            names = [p.relative_to(self.root).as_posix() for p in found]
            states = ((name, workspace.read(name)) for name in names)
            return {name: state for name, state in states if state is not None}

    def changes(self) -> list[Change]:
        """Return the changes that the person is shown."""
        names = sorted(self.base.keys() | self.found.keys())
        pairs = [(name, self.base.get(name), self.found.get(name)) for name in names]
        return [change_of(name, a, b) for name, a, b in pairs if a != b]


def change_of(name: str, before: FileState | None, after: FileState | None) -> Change:
    """Return the change between two states of a file."""
    kind = ChangeKind.EDITED if before and after else ChangeKind.CREATED
    if after is None:
        kind = ChangeKind.DELETED
    elif before and before.content == after.content:
        kind = ChangeKind.MODE
    return Change(
        path=name,
        kind=kind,
        before=before.content if before else None,
        after=after.content if after else None,
        before_mode=before.mode if before else None,
        after_mode=after.mode if after else None,
    )


def chosen(change: Change, which: set[int]) -> tuple[Hunk, ...]:
    """Return some hunks of a change."""
    return tuple(hunk for index, hunk in enumerate(diff.hunks(change)) if index in which)


def in_place(found: list[str], now: list[str], hunks: tuple[Hunk, ...]) -> list[str] | None:
    """Replace each hunk's lines where they stand as they were; None where one does not."""
    result = list(now)
    for hunk in hunks:
        added = list(hunk.added)
        if added:
            if added[0] not in result:
                return None
            at = result.index(added[0])
        else:
            around = found[: hunk.target_start][-1:], found[hunk.target_start :][:1]
            if any(line not in result for side in around for line in side):
                return None
            at = result.index(around[0][0]) + 1 if around[0] else 0
            if result[at : at + 1] != around[1]:
                return None
        if result[at : at + len(added)] != added:
            return None
        result[at : at + len(added)] = hunk.removed
    return result


def split(content: bytes) -> list[str]:
    """Return the lines of a content as text."""
    lines = content.split(b"\n")
    return [line.decode() + "\n" for line in lines[:-1]] + [lines[-1].decode()] * bool(lines[-1])


def parents(name: str) -> list[str]:
    """Return the paths of the folders above a path."""
    parts = name.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]


def same(one: FileState | None, other: FileState | None) -> bool:
    """Whether two states are the same file, permissions aside."""
    return (one is None and other is None) or (one is not None and one.same(other))


def alike(one: Files, other: Files) -> bool:
    """Whether two workspaces hold the same files, permissions aside."""
    return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)


@pytest.mark.timeout(900)  # 500 sequences with real processes, on a machine that may be busy
@settings(
    max_examples=int(os.environ.get("TOUCHLINE_SEQUENCES", "200")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    st.booleans(), st.sampled_from(["\n", "\r\n"]), st.lists(place, min_size=3, max_size=3), turns
)
def test_no_sequence_loses_a_byte(
    unique: bool, end: str, lines: list[int], sequence: list[Turn]
) -> None:
    """Edits, reverts, undos and kills in any order leave the bytes that the oracle expects."""
    with tempfile.TemporaryDirectory(dir=_MEMORY) as folder:
        reverts = Reverts(Path(folder), unique=unique, end=end, lines=lines)
        for agent, person, taking_back, bringing_back in sequence:
            for act, *arguments in agent:
                getattr(reverts, act)(*arguments)
            reverts.found = reverts.files()
            for act, *arguments in (*person, taking_back, *bringing_back):
                getattr(reverts, act)(*arguments)
                reverts.nothing_is_left_behind()

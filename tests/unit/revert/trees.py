"""Small trees of files: laid out, read back, compared, and taken back on a real disk."""

from __future__ import annotations

import os
from pathlib import Path

from touchline.model import Change, ChangeKind
from touchline.revert import FileState, Pick, Store, Workspace, apply, plan

Tree = dict[str, FileState]
LINK, EXECUTABLE = 0o120000, 0o100755


def file(content: bytes, mode: int = 0o100644) -> FileState:
    """Return a file state."""
    return FileState(content, mode)


def changes(before: Tree, after: Tree, renames: dict[str, str] | None = None) -> list[Change]:
    """Return the changes between two trees; ``renames`` maps new paths to old ones."""
    moved = renames or {}
    found: list[Change] = []
    for path in sorted(before.keys() | after.keys()):
        old_path = moved.get(path, path)
        new = after.get(path)
        old = before.get(old_path)
        if path in moved.values() and path not in moved:
            old = None
        if old == new and path not in moved:
            continue
        found.append(change(path, old, new, moved.get(path)))
    return found


def change(path: str, old: FileState | None, new: FileState | None, old_path: str | None) -> Change:
    """Return one change."""
    kind = ChangeKind.CREATED if old is None else ChangeKind.EDITED
    if old_path:
        kind = ChangeKind.RENAMED
    elif new is None:
        kind = ChangeKind.DELETED
    elif old and old.content == new.content and old.mode != new.mode:
        kind = ChangeKind.MODE
    return Change(
        path=path,
        kind=kind,
        before=old.content if old else None,
        after=new.content if new else None,
        old_path=old_path,
        before_mode=old.mode if old else None,
        after_mode=new.mode if new else None,
    )


def lay_out(root: Path, tree: Tree) -> None:
    """Write a tree."""
    for path, state in tree.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if state.mode == LINK:
            place.symlink_to(os.fsdecode(state.content))
        else:
            place.write_bytes(state.content)
            place.chmod(state.mode & 0o777)


def tree_of(root: Path) -> Tree:
    """Read a tree."""
    paths = [path for path in sorted(root.rglob("*")) if path.is_symlink() or path.is_file()]
    with Workspace(root) as workspace:
        names = [path.relative_to(root).as_posix() for path in paths]
        states = {name: workspace.read(name) for name in names}
    return {name: file(state.content, state.mode) for name, state in states.items() if state}


def take_back(root: Path, store: Store, picks: list[Pick]) -> None:
    """Plan against the disk and apply."""
    with Workspace(root) as workspace:
        made = plan(picks, workspace.read)
    apply(made, store, root)

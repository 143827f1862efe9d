"""Storms: what tools, editors and agents do to a work tree all at once.

Each takes a workspace that `prepare` filled and a number that makes one round differ from the
next. After each the live change set must equal a scan from scratch.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.workspace import Workspace

Storm = Callable[[Workspace, int, int], None]


def prepare(workspace: Workspace, files: int) -> None:
    """Fill a repository with two commits that lie far apart."""
    old = {f"p{i % 40}/q{i % 7}/f{i}.py": b"a = %d\n" % i for i in range(files)}
    workspace.commit({**old, ".gitignore": b"*.log\nbuild/\n"})
    workspace.git("branch", "distant")
    for path in list(old)[: files // 3]:
        (workspace.root / path).unlink()
    new = {f"p{i % 50}/r{i % 5}/f{i}.py": b"b = %d\n" % i for i in range(files)}
    changed = {path: content + b"changed\n" for path, content in list(old.items())[files // 2 :]}
    workspace.commit({**new, **changed})


def burst(workspace: Workspace, size: int, number: int) -> None:
    """Write many new files at once."""
    workspace.write({f"burst{number}/d{i % 97}/f{i}.py": b"%d\n" % i for i in range(size)})


def checkout(workspace: Workspace, _size: int, number: int) -> None:
    """Go to a distant commit, or back."""
    workspace.git("checkout", "-qf", "main" if number % 2 else "distant")


def nested(workspace: Workspace, size: int, number: int) -> None:
    """Make deep folders and write into them at once."""
    script = "for i in $(seq $1); do mkdir -p n$2/$i/a/b/c/d; echo x > n$2/$i/a/b/c/d/f; done"
    _shell(workspace, script, str(size // 50), str(number))


def moves(workspace: Workspace, _size: int, number: int) -> None:
    """Rename folders, move one out of the workspace and another in."""
    root = workspace.root
    outside = Path(tempfile.mkdtemp(dir=root.parent))
    workspace.write({f"m{number}/{name}/x/f": name.encode() for name in "abcd"})
    (root / f"m{number}").rename(root / f"moved{number}")
    workspace.write({f"moved{number}/a/x/g": b"after"})
    (root / f"moved{number}/b").rename(root / f"moved{number}/c/b")
    shutil.move(root / f"moved{number}/d", outside / "d")
    (outside / "in/deep").mkdir(parents=True)
    (outside / "in/deep/f").write_bytes(b"came")
    shutil.move(outside / "in", root / f"came{number}")
    (root / f"came{number}/deep/f").write_bytes(b"changed")


def editors(workspace: Workspace, size: int, number: int) -> None:
    """Save as vim, VS Code and `sed -i` do: backups, renames, truncation."""
    workspace.write({f"e/{name}{i}": b"x\n" for i in range(size // 100) for name in "vcs"})
    for i in range(size // 100):
        vim, code = workspace.root / f"e/v{i}", workspace.root / f"e/c{i}"
        vim.rename(vim.with_name(f"v{i}~"))
        vim.write_bytes(b"vim %d\n" % number)
        vim.with_name(f"v{i}~").unlink()
        temporary = code.with_name(f".c{i}.tmp")
        temporary.write_bytes(b"code %d\n" % number)
        temporary.replace(code)
    _shell(workspace, f"sed -i s/x/sed{number}/ e/s*")


def recreate(workspace: Workspace, size: int, number: int) -> None:
    """Remove a folder and make it again, several times."""
    for turn in range(3):
        shutil.rmtree(workspace.root / "again", ignore_errors=True)
        content = b"%d %d" % (number, turn)
        workspace.write({f"again/{i % 5}/f{i}": content for i in range(size // 20)})


def rewrite(workspace: Workspace, _size: int, number: int) -> None:
    """Rewrite a file with the same size within the same second, and keep its times."""
    place = workspace.root / "same"
    for turn in range(5):
        place.write_bytes(b"%04d" % (number * 10 + turn))
        os.utime(place, (1_000_000, 1_000_000))


def backwards(workspace: Workspace, _size: int, number: int) -> None:
    """Write files whose times lie in the past, as under a clock that was set back."""
    for i in range(20):
        place = workspace.root / f"back{i}"
        place.write_bytes(b"%d" % number)
        os.utime(place, (1_000_000 - number, 1_000_000 - number))


STORMS: dict[str, Storm] = {
    storm.__name__: storm
    for storm in (burst, checkout, nested, moves, editors, recreate, rewrite, backwards)
}


def _shell(workspace: Workspace, script: str, *arguments: str) -> None:
    subprocess.run(["sh", "-c", script, "sh", *arguments], cwd=workspace.root, check=True)

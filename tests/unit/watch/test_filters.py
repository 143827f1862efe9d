"""Which files are watched: what git ignores, by whichever of its files, is not."""

from pathlib import Path

import pytest
from tests.workspace import Workspace

from touchline.watch import Filters


def _by_own_file(workspace: Workspace, home: Path) -> None:
    """Ignore in the file that the person names in git's settings."""
    home.joinpath("mine").write_bytes(b"*.out\n")
    workspace.git("config", "core.excludesfile", str(home / "mine"))


def _by_usual_file(workspace: Workspace, home: Path) -> None:  # noqa: ARG001 (one signature)
    """Ignore in the file that git reads where its settings name none."""
    home.joinpath("git").mkdir()
    home.joinpath("git/ignore").write_bytes(b"*.out\n")


def _by_exclude(workspace: Workspace, home: Path) -> None:  # noqa: ARG001 (one signature)
    """Ignore in the repository's own file that is never committed."""
    workspace.root.joinpath(".git/info").mkdir(exist_ok=True)
    workspace.root.joinpath(".git/info/exclude").write_bytes(b"*.out\n")


@pytest.mark.parametrize("ignore", [_by_own_file, _by_usual_file, _by_exclude])
def test_git_ignores_a_file_in_several_places(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ignore: object
) -> None:
    """The person's own file, git's usual one and `info/exclude` all count; tracked files stay."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    workspace.commit({"kept.out": b"1", "d/a": b"1"})
    assert callable(ignore)
    ignore(workspace, home)
    workspace.write({"new.out": b"1", "d/new.out": b"1", "d/new": b"1"})
    assert set(Filters(workspace.root).walk()) == {"kept.out", "d/a", "d/new"}


def test_what_the_editor_excludes_is_not_watched(workspace: Workspace) -> None:
    """Globs as in `files.watcherExclude`: braces, any depth, and from the root."""
    workspace.commit({"a": b"1", "x.log": b"1", "d/x.tmp": b"1", "d/out/a": b"1", "top/a": b"1"})
    excluded = Filters(workspace.root, exclude=["**/*.{log,tmp}", "**/out/**", "top/**"])
    assert set(excluded.walk()) == {"a"}


def test_folders_of_dependencies_are_named(workspace: Workspace) -> None:
    """Those that git does not ignore are left out and named, caches are only left out."""
    workspace.commit({".gitignore": b"venv/\n", "a": b"1", "web/node_modules/tracked": b"1"})
    workspace.write(
        {f"{folder}/x": b"1" for folder in ("venv", "node_modules", "api/.venv", "__pycache__")}
    )
    filters = Filters(workspace.root)
    assert set(filters.walk()) == {".gitignore", "a", "web/node_modules/tracked"}
    assert filters.left_out == {"node_modules", "api/.venv"}
    workspace.write({".gitignore": b"venv/\n.venv/\n"})
    filters.refresh()
    filters.listing()
    assert filters.left_out == {"node_modules"}

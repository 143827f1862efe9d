"""What git itself did: it is said, and one click has the session look at it after all."""

from __future__ import annotations

from pathlib import Path

from tests.lsp.conftest import Start
from tests.lsp.editor import agent, project, until


async def test_one_click_undoes_a_move_of_head(tmp_path: Path, start: Start) -> None:
    """A checkout is no change until the person wants it compared with the session's start."""
    root = project(tmp_path / "w", {"f": "old\n"})
    agent(
        "git branch old; echo new > f; git -c user.name=A -c user.email=a@b commit -qam new", root
    )
    editor = await start(root)
    assert editor.status().headMove is None
    agent("git checkout -q old", root)
    await until(lambda: editor.status().headMove)
    assert editor.status().headMove.files == 1
    assert any("HEAD moved" in note.message for note in editor.status().notes)
    assert not (await editor.request("touchline/changes")).files
    outcome = await editor.request("touchline/undoMove")
    assert outcome.done
    assert outcome.message == "Compared with before HEAD moved: 1 file."
    await until(lambda: editor.status().headMove is None and editor.status().counts.files == 1)
    assert not (await editor.request("touchline/undoMove")).done


async def test_work_that_git_stashed_comes_and_goes_unseen(tmp_path: Path, start: Start) -> None:
    """A stash of what lay before the session is told as git's; once dropped, it is a change."""
    root = project(tmp_path / "w", {"f": "old\n", "g": "old\n"})
    agent("echo mine > f; echo mine > g; echo mine > made", root)
    editor = await start(root)
    agent("git stash -q -u", root)
    await until(
        lambda: editor.status().headMove and editor.status().headMove.files == 3, editor.status
    )
    assert editor.status().headMove.stash
    assert any("is stashed" in note.message for note in editor.status().notes)
    assert not (await editor.request("touchline/changes")).files
    agent("git stash pop -q; echo agent >> g", root)
    await until(lambda: editor.status().headMove is None and editor.status().counts.files == 1)
    (file,) = (await editor.request("touchline/changes")).files
    assert file.path == "g"
    agent("echo mine > g; git stash -q", root)
    await until(lambda: editor.status().headMove)
    agent("git stash drop -q", root)
    await until(lambda: editor.status().headMove is None and editor.status().counts.files == 2)


async def test_other_work_trees_are_offered(tmp_path: Path, start: Start) -> None:
    """Linked work trees, inside of the folder or beside it, are named; none is watched with it."""
    root = project(tmp_path / "w", {"f": "1\n"})
    agent("git worktree add -q ../beside -b b; git worktree add -q trees/inside -b i", root)
    editor = await start(root)
    inside, beside = root / "trees/inside", root.with_name("beside")
    assert list(editor.status().worktrees) == [beside.as_uri(), inside.as_uri()]
    agent("echo 2 > trees/inside/f; echo 2 > f", root)
    await until(lambda: editor.status().counts.files)
    (file,) = (await editor.request("touchline/changes")).files
    assert file.path == "f"
    other = await start(beside)
    assert root.as_uri() in other.status().worktrees

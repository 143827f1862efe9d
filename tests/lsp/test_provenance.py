"""Who wrote it: what is typed in the editor is hidden by default, and judged all the same."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from tests.lsp.conftest import Start
from tests.lsp.editor import DEADLINE, Editor, agent, project, until

from touchline.lsp.protocol import NOT_TYPED

TEST = "tests/test_shop.py"
LINE = "    assert total([1, 2]) == 3\n"
FULL = f"def test_total():\n    assert total([]) == 0\n{LINE}"
WEAK = FULL.replace(LINE, "")
BLOCK = "".join(f"VALUE_{n} = compute({n}, {n + 1}, {n + 2})\n" for n in range(12))


def shop(root: Path) -> Path:
    """Make a project with one test."""
    return project(root, {TEST: FULL})


async def hunks(editor: Editor) -> list[tuple[str, float]]:
    """Return the author of each hunk, and how sure that is."""
    changes: Any = await editor.request("touchline/changes")
    return [(hunk.author, hunk.confidence) for hunk in changes.hunks]


async def mine(editor: Editor, count: int) -> None:
    """Wait until so many findings are the person's own."""
    await until(lambda: editor.status().counts.mine == count, f"{count} of the person's own")


async def test_what_is_typed_is_counted_and_not_shown(tmp_path: Path, start: Start) -> None:
    """A line that the person deletes warns nobody, before and after the save; an agent's does."""
    root = shop(tmp_path / "shop")
    editor = await start(root)
    editor.open(TEST)
    editor.type(TEST, WEAK)
    await mine(editor, 1)
    assert editor.status().counts.warnings == 1
    assert editor.shown(TEST) == []
    editor.save(TEST, WEAK)
    agent(f"sed -i '/== 0/s/^/    x = 1\\n/' {TEST}", root)
    await until(lambda: editor.status().counts.hunks == 2, "the agent's hunk")
    await mine(editor, 1)
    assert sorted(await hunks(editor)) == [("agent", 0.9), ("human", 0.7)]


async def test_a_write_before_a_save_is_told_is_the_agents(tmp_path: Path, start: Start) -> None:
    """Where an agent writes before the editor says that it saved, each line has its own author."""
    root = shop(tmp_path / "shop")
    editor = await start(root)
    editor.open(TEST)
    editor.type(TEST, WEAK)
    await mine(editor, 1)
    (root / TEST).write_text(WEAK.replace("    assert", "    x = 1\n    assert"))
    editor.say_saved(TEST)
    await until_authors(editor, {"agent", "human"})


async def test_everything_shows_what_is_typed(tmp_path: Path, start: Start) -> None:
    """With the setting, the person's own edits get their squiggle."""
    editor = await start(shop(tmp_path / "shop"), options={"show": "everything"})
    editor.open(TEST)
    editor.type(TEST, WEAK)
    await editor.sees(TEST, "removed-assertion")


@pytest.mark.parametrize(("show", "codes"), [("not-mine", ["removed-assertion"]), ("outside", [])])
async def test_a_block_in_a_buffer_is_shown_and_nobodys(
    tmp_path: Path, start: Start, show: str, codes: list[str]
) -> None:
    """What an in-editor agent writes is marked unknown; only `outside` leaves it out."""
    editor = await start(shop(tmp_path / "shop"), options={"show": show})
    editor.open(TEST)
    editor.type(TEST, WEAK + BLOCK)
    await until(lambda: editor.status().counts.warnings == 1, "counted")
    await editor.sees(TEST, *codes)
    await until_authors(editor, {"unknown"})


async def test_an_edit_away_from_the_cursor_is_nobodys(tmp_path: Path, start: Start) -> None:
    """A client that sees the cursor corrects what looked typed."""
    editor = await start(shop(tmp_path / "shop"), options={"reportsTyping": True})
    editor.open(TEST)
    editor.type(TEST, WEAK)
    await mine(editor, 1)
    assert await hunks(editor) == [("human", 0.95)]
    editor.client.protocol.notify(NOT_TYPED, {"uri": editor.uri(TEST)})
    await editor.sees(TEST, "removed-assertion")
    await until_authors(editor, {"unknown"})


async def test_a_save_that_was_seen_before_it_was_told_is_the_persons(
    tmp_path: Path, start: Start
) -> None:
    """The file may be on disk before the editor tells its last keys."""
    root = shop(tmp_path / "shop")
    editor = await start(root)
    editor.open(TEST)
    (root / TEST).write_text(WEAK)
    await editor.sees(TEST, "removed-assertion")
    editor.type(TEST, WEAK)
    editor.save(TEST, WEAK)
    await editor.sees(TEST)
    await mine(editor, 1)


async def test_format_on_save_is_the_persons(tmp_path: Path, start: Start) -> None:
    """A formatter that the person's save runs adds nobody to the file."""
    root = project(tmp_path / "shop", {"a.py": "x = [\n" + "    1,\n" * 60 + "]\ny = 1\n"})
    editor = await start(root)
    editor.open("a.py")
    text = (root / "a.py").read_text().replace("y = 1", "y = 2")
    editor.type("a.py", text)
    await until(lambda: editor.status().counts.hunks == 1, "what was typed")
    formatted = text.replace("    1,\n", "  1,\n")
    editor.type("a.py", formatted, version=3)
    editor.save("a.py", formatted)
    await until_authors(editor, {"human"})


async def test_undo_and_redo_of_an_agents_block(tmp_path: Path, start: Start) -> None:
    """When a block comes back by redo, it has the author that it had."""
    editor = await start(shop(tmp_path / "shop"))
    editor.open(TEST)
    for version, text in enumerate((FULL + BLOCK, FULL, FULL + BLOCK), 2):
        editor.type(TEST, text, version=version)
        await until(lambda n=text != FULL: editor.status().counts.hunks == n, "the text judged")
    await until_authors(editor, {"unknown"})


async def until_authors(editor: Editor, wanted: set[str]) -> None:
    """Wait until the hunks are of these authors."""
    end = time.monotonic() + DEADLINE
    while (found := {author for author, _ in await hunks(editor)}) != wanted:
        assert time.monotonic() < end, f"{found}, not {wanted}"
        await asyncio.sleep(0.02)

"""Taking changes back from the editor: exactly the bytes from before, of any kind of change."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types
from tests.lsp.conftest import Start
from tests.lsp.editor import agent, project, until

TASK = "---\nallow: [src/**]\n---\n\n# Work in src\n"
EVERYTHING = types.Range(types.Position(0, 0), types.Position(10**6, 0))


CONTENTS = {
    "crlf": b"one\r\ntwo\r\nthree\r\n",
    "mixed": b"one\r\ntwo\nthree\r\n",
    "bom": b"\xef\xbb\xbfone\ntwo\nthree\n",
    "latin-1": b"one \xe9\ntwo\nthree\n",
    "no-newline": b"one\ntwo\nthree",
    "odd": b"one\rtwo\x0c\nthree\xe2\x80\xa8\n",
    "utf-16": "one\ntwo\nthree\n".encode("utf-16"),
    "empty": b"",
    "binary": b"\x00\x01\x02",
}


@pytest.mark.parametrize("edit", ["echo changed > $f", "rm $f", "mv $f $f.moved"])
async def test_the_bytes_come_back(tmp_path: Path, start: Start, edit: str) -> None:
    """Whatever the bytes and whatever was done, the file's action restores them."""
    others = {f"other/{name}": content for name, content in CONTENTS.items()}
    root = project(tmp_path / "w", {**others, "src/a": "1\n", ".touchline/task.md": TASK})
    editor = await start(root)
    agent(f"for f in other/*; do {edit}; done", root)
    await until(lambda: editor.status().counts.files >= len(others))
    while files := (await editor.request("touchline/changes")).files:
        actions = await editor.actions_at(files[0].uri, EVERYTHING)
        await editor.run(next(action for action in actions if "to this file" in action.title))
    found = {path.relative_to(root).as_posix(): path for path in (root / "other").iterdir()}
    assert {name: path.read_bytes() for name, path in found.items()} == others
    await until(lambda: editor.status().counts.files == 0)
    assert not any(editor.client.diagnostics.values())


async def test_a_deleted_test_is_restored_from_its_baseline_document(
    tmp_path: Path, start: Start
) -> None:
    """A client that opens baseline documents gets the diagnostic there, with the light bulb."""
    text = "def test_a():\n    assert f() == 1\n"
    root = project(tmp_path / "w", {"test_a.py": text})
    editor = await start(root, options={"baselineDocuments": True})
    agent("rm test_a.py", root)
    uri = editor.uri("test_a.py").replace("file://", "touchline-baseline:")
    shown = editor.client.diagnostics
    await until(lambda: "removed-test" in [d.code for d in shown.get(uri, [])])
    diagnostic = shown[uri][0]
    answer = await editor.request("touchline/baseline", uri=uri)
    assert answer.text == text
    actions = await editor.actions_at(uri, diagnostic.range, [diagnostic])
    await editor.run(next(a for a in actions if a.is_preferred))
    assert (root / "test_a.py").read_text() == text
    await until(lambda: not editor.client.diagnostics.get(uri))


async def test_one_hunk_of_two(tmp_path: Path, start: Start) -> None:
    """The action at one hunk leaves the other as it is."""
    lines = [f"line {number}\n" for number in range(20)]
    root = project(tmp_path / "w", {"a.txt": "".join(lines)})
    editor = await start(root)
    agent("sed -i -e '3s/.*/three/' -e '15s/.*/fifteen/' a.txt", root)
    await until(lambda: editor.status().counts.hunks == 2)
    at = types.Range(types.Position(14, 0), types.Position(14, 0))
    actions = await editor.actions_at(editor.uri("a.txt"), at)
    await editor.run(actions[0])
    lines[2] = "three\n"
    assert (root / "a.txt").read_text() == "".join(lines)


async def test_lines_changed_again_are_refused(tmp_path: Path, start: Start) -> None:
    """Where the same lines were changed since the report, nothing is written, and it is said."""
    root = project(tmp_path / "w", {"a.txt": "one\ntwo\nthree\n"})
    editor = await start(root)
    agent("sed -i 's/two/agent/' a.txt", root)
    await until(lambda: editor.status().counts.hunks == 1)
    view = await editor.request("touchline/changes")
    editor.open("a.txt")
    editor.type("a.txt", "one\nmine\nthree\n")
    target = {"kind": "hunk", "id": view.hunks[0].id}
    result = await editor.request("touchline/revert", target=target)
    assert result.reverted == 0
    assert (root / "a.txt").read_text() == "one\nagent\nthree\n"


async def test_a_click_on_what_changed_a_moment_ago_guesses_nothing(
    tmp_path: Path, start: Start
) -> None:
    """The lines were changed again before the click: the answer has the three texts."""
    root = project(tmp_path / "w", {"a.txt": "one\ntwo\nthree\n"})
    editor = await start(root)
    agent("sed -i 's/two/agent/' a.txt", root)
    await until(lambda: editor.status().counts.hunks == 1)
    shown = (await editor.request("touchline/changes")).hunks[0].id
    agent("sed -i 's/agent/agent again/' a.txt", root)

    async def changed() -> bool:
        view = await editor.request("touchline/changes")
        return view.hunks[0].id != shown

    while not await changed():
        pass
    result = await editor.request("touchline/revert", target={"kind": "hunk", "id": shown})
    assert (result.reverted, (root / "a.txt").read_text()) == (0, "one\nagent again\nthree\n")
    (conflict,) = result.conflicts
    texts = (conflict.base, conflict.found, conflict.now)
    assert texts == tuple(f"one\n{line}\nthree\n" for line in ("two", "agent", "agent again"))


async def test_what_was_kept_is_not_taken_back_by_an_old_click(
    tmp_path: Path, start: Start
) -> None:
    """A hunk that became the baseline is no change any more, whatever still shows it."""
    root = project(tmp_path / "w", {"a.txt": "one\n"})
    editor = await start(root)
    agent("echo two > a.txt", root)
    await until(lambda: editor.status().counts.hunks == 1)
    target = {"kind": "hunk", "id": (await editor.request("touchline/changes")).hunks[0].id}
    await editor.request("touchline/keep", target=target)
    result = await editor.request("touchline/revert", target=target)
    assert (result.reverted, (root / "a.txt").read_text()) == (0, "two\n")


async def test_undo_brings_the_agents_version_back(tmp_path: Path, start: Start) -> None:
    """A revert can be undone, and the finding is there again."""
    text = "def test_a():\n    assert f() == 1\n    assert g() == 2\n"
    root = project(tmp_path / "w", {"test_a.py": text})
    editor = await start(root)
    agent("sed -i '/== 2/d' test_a.py", root)
    (diagnostic,) = await editor.sees("test_a.py", "removed-assertion")
    await editor.choose("test_a.py", diagnostic, "Take this change back")
    await editor.sees("test_a.py")
    outcome = await editor.request("touchline/undo")
    assert outcome.done
    assert "g()" not in (root / "test_a.py").read_text()
    await editor.sees("test_a.py", "removed-assertion")


async def test_keeping_moves_the_baseline(tmp_path: Path, start: Start) -> None:
    """What a person keeps is no change any more, also after a restart."""
    root = project(tmp_path / "w", {"a.txt": "one\n"})
    editor = await start(root)
    agent("echo two > a.txt", root)
    await until(lambda: editor.status().counts.files == 1)
    await editor.request("touchline/keep", target={"kind": "file", "id": "a.txt"})
    await until(lambda: editor.status().counts.files == 0)
    agent("echo three > a.txt", root)
    await until(lambda: editor.status().counts.files == 1)
    answer = await editor.request("touchline/baseline", uri=editor.uri("a.txt"))
    assert answer.text == "two\n"


async def test_a_preview_writes_nothing(tmp_path: Path, start: Start) -> None:
    """A dry run answers with the patch."""
    root = project(tmp_path / "w", {"a.txt": "one\n"})
    editor = await start(root)
    agent("echo two > a.txt", root)
    await until(lambda: editor.status().counts.files == 1)
    result = await editor.request("touchline/revert", target={"kind": "all"}, dryRun=True)
    assert "+one" in result.files[0].patch
    assert (root / "a.txt").read_text() == "two\n"

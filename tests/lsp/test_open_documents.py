"""Promise 1: the file is the truth, and an open document counts while it has unsaved edits."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types
from tests.lsp.conftest import Start
from tests.lsp.editor import agent, project, until

FULL = "def test_total():\n    assert total([]) == 0\n    assert total([1, 2]) == 3\n"
WEAK = "def test_total():\n    assert total([]) == 0\n"
TEST = "tests/test_shop.py"


def shop(root: Path) -> Path:
    """Make a project with one test."""
    return project(root, {TEST: FULL})


async def test_unsaved_edits_count(tmp_path: Path, start: Start) -> None:
    """What is typed is judged before it is saved, and no longer when it is undone."""
    editor = await start(shop(tmp_path / "shop"), options={"show": "everything"})
    editor.open(TEST)
    editor.type(TEST, WEAK)
    await editor.sees(TEST, "removed-assertion")
    editor.type(TEST, FULL, version=3)
    await editor.sees(TEST)


async def test_closing_without_saving_forgets_the_edits(tmp_path: Path, start: Start) -> None:
    """A document that is closed leaves the file on disk as the truth."""
    editor = await start(shop(tmp_path / "shop"), options={"show": "everything"})
    editor.open(TEST)
    editor.type(TEST, WEAK)
    await editor.sees(TEST, "removed-assertion")
    editor.close(TEST)
    await editor.sees(TEST)


async def test_a_stale_clean_buffer_does_not_count(tmp_path: Path, start: Start) -> None:
    """A clean buffer that was not reloaded is judged by the file, at the buffer's lines."""
    root = shop(tmp_path / "shop")
    editor = await start(root)
    editor.open(TEST)
    await editor.request("touchline/changes")  # the server knows the document by then
    agent(f"{{ echo '# one'; echo '# two'; cat {TEST}; }} > new; mv new {TEST}", root)
    agent(f"sed -i 's/def test_total/@pytest.mark.skip\\n&/' {TEST}", root)
    (diagnostic,) = await editor.sees(TEST, "skipped-test")
    assert diagnostic.range.start.line == 0
    editor.type(TEST, (root / TEST).read_text())
    await until(lambda: [d.range.start.line for d in editor.shown(TEST)] == [2])


async def test_opening_a_file_that_is_being_written_shows_no_removed_tests(
    tmp_path: Path, start: Start
) -> None:
    """A writer that cut the file has not written it again yet; the close tells what it is."""
    whole = "def test_a():\n    assert f() == 1\n"
    root = project(tmp_path / "w", {"test_a.py": whole, "other.txt": "1\n"})
    editor = await start(root)
    with (root / "test_a.py").open("w") as file:
        editor.open("test_a.py", whole)
        agent("echo 2 > other.txt", root)
        await until(lambda: editor.status().counts.files == 1, "a round after the opening")
        view = await editor.request("touchline/changes")
        assert [changed.path for changed in view.files] == ["other.txt"]
        file.write(whole)


async def test_a_write_beneath_unsaved_edits_is_told(tmp_path: Path, start: Start) -> None:
    """When something writes to disk beneath unsaved edits, the message says so."""
    root = shop(tmp_path / "shop")
    editor = await start(root, options={"show": "everything"})
    editor.open(TEST)
    editor.type(TEST, WEAK)
    (diagnostic,) = await editor.sees(TEST, "removed-assertion")
    assert "beneath" not in diagnostic.message
    agent(f"echo '# agent' >> {TEST}", root)
    await until(lambda: any("beneath" in d.message for d in editor.shown(TEST)))


async def test_a_save_is_judged_by_the_file(tmp_path: Path, start: Start) -> None:
    """After a save the file counts, and an agent's later write with it."""
    root = shop(tmp_path / "shop")
    editor = await start(root, options={"show": "everything"})
    editor.open(TEST)
    editor.type(TEST, WEAK)
    editor.save(TEST, WEAK)
    await editor.sees(TEST, "removed-assertion")
    agent(f"git checkout -q {TEST}", root)
    await editor.sees(TEST)


async def test_columns_fit_the_negotiated_encoding(tmp_path: Path, start: Start) -> None:
    """With UTF-8 positions a range ends after the bytes of the line, with UTF-16 its units."""
    ends: list[int] = []
    for encoding in ("utf-8", "utf-16"):
        root = project(tmp_path / encoding, {"src/a.txt": "one\n", ".touchline/task.md": TASK})
        editor = await start(root, encoding=encoding)
        agent("printf 'h\\u00e9 \\U0001F600\\n' > other.txt", root)
        (diagnostic,) = await editor.sees("other.txt", "out-of-scope")
        ends.append(diagnostic.range.end.character)
    assert ends == [len("hé 😀".encode()), len("hé 😀".encode("utf-16-le")) // 2]


async def test_a_revert_beneath_unsaved_edits_goes_through_the_editor(
    tmp_path: Path, start: Start
) -> None:
    """Unsaved documents get a WorkspaceEdit with their version; the disk stays as it is."""
    root = shop(tmp_path / "shop")
    editor = await start(root, options={"show": "everything"})
    editor.open(TEST)
    editor.type(TEST, WEAK, version=7)
    (diagnostic,) = await editor.sees(TEST, "removed-assertion")
    await editor.choose(TEST, diagnostic, "Take this change back")
    (edit,) = editor.edits
    (change,) = edit.edit.document_changes or []
    assert isinstance(change, types.TextDocumentEdit)
    assert change.text_document.version == 7
    edits = [e for e in change.edits if not isinstance(e, types.SnippetTextEdit)]
    assert [(e.range.start.line, e.new_text) for e in edits] == [
        (2, "    assert total([1, 2]) == 3\n")
    ]
    assert (root / TEST).read_text() == FULL


TASK = "---\nallow: [src/**]\n---\n\n# Work in src\n"

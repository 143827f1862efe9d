"""Folders and files as they are in the wild: nothing crashes the server, nothing is silent."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types
from tests.lsp.conftest import Start
from tests.lsp.editor import agent, project, until

FULL = "def test_total():\n    assert total([]) == 0\n    assert total([1, 2]) == 3\n"
WEAKEN = "sed -i '/== 3/d' test_a.py"


async def test_not_a_git_repository(tmp_path: Path, start: Start) -> None:
    """Without git the baseline is a copy, and everything works."""
    root = project(tmp_path / "plain", {"test_a.py": FULL}, commit=False)
    editor = await start(root)
    agent(WEAKEN, root)
    (diagnostic,) = await editor.sees("test_a.py", "removed-assertion")
    await editor.choose("test_a.py", diagnostic, "Take this change back")
    assert (root / "test_a.py").read_text() == FULL


async def test_no_commit_yet(tmp_path: Path, start: Start) -> None:
    """In a repository without a commit the work tree as it was is the baseline."""
    root = project(tmp_path / "new", {"test_a.py": FULL}, commit=False)
    agent("git init -q", root)
    editor = await start(root)
    agent(WEAKEN, root)
    await editor.sees("test_a.py", "removed-assertion")


async def test_an_empty_folder(tmp_path: Path, start: Start) -> None:
    """An empty folder is watched; a file that comes is counted."""
    root = tmp_path / "empty"
    root.mkdir()
    editor = await start(root)
    agent("echo 1 > a.py", root)
    await until(lambda: editor.status().counts.files == 1)


async def test_a_broken_task(tmp_path: Path, start: Start) -> None:
    """A broken task has a diagnostic at its place, and weakened checks are still seen."""
    task = "---\nallow: [src/**\ntests: sometimes\n---\n\n# Task\n"
    root = project(tmp_path / "broken", {"test_a.py": FULL, ".touchline/task.md": task})
    editor = await start(root)
    (problem,) = await editor.sees(".touchline/task.md", "spec")
    assert problem.severity == types.DiagnosticSeverity.Error
    agent(WEAKEN, root)
    await editor.sees("test_a.py", "removed-assertion")


async def test_a_large_file_is_shown_as_not_read(tmp_path: Path, start: Start) -> None:
    """A file of 50 MB is not read, and that is said."""
    root = project(tmp_path / "large", {"a.py": "1\n"})
    editor = await start(root)
    agent("head -c 50000000 /dev/zero > large.bin", root)
    await until(lambda: any("50 MB" in note.message for note in editor.status().notes))
    (note,) = editor.shown("large.bin")
    assert "50 MB" in note.message
    assert note.severity == types.DiagnosticSeverity.Information


async def test_a_binary_file_is_taken_back_as_a_whole(tmp_path: Path, start: Start) -> None:
    """A changed binary file is one hunk, and its bytes come back."""
    content = bytes(range(256)) * 8
    root = project(tmp_path / "binary", {"icon.png": content, ".touchline/task.md": TASK})
    editor = await start(root)
    agent("printf 'x\\0y' > icon.png", root)
    (diagnostic,) = await editor.sees("icon.png", "out-of-scope")
    await editor.choose("icon.png", diagnostic, "Take this change back")
    assert (root / "icon.png").read_bytes() == content


async def test_invalid_utf_8(tmp_path: Path, start: Start) -> None:
    """Bytes that are no UTF-8 are judged, shown as U+FFFD, and come back as they were."""
    content = b"def test_a():\n    assert f() == '\xe9'\n    assert g() == 3\n"
    root = project(tmp_path / "latin", {"test_a.py": content})
    editor = await start(root)
    agent("LC_ALL=C sed -i '2d' test_a.py", root)
    (diagnostic,) = await editor.sees("test_a.py", "removed-assertion")
    assert "\ufffd" in (diagnostic.related_information or [])[0].message
    await editor.choose("test_a.py", diagnostic, "Take this change back")
    assert (root / "test_a.py").read_bytes() == content


async def test_a_deleted_root(tmp_path: Path, start: Start) -> None:
    """A root that goes away is told; when it comes back, its files are compared again."""
    root = project(tmp_path / "gone", {"test_a.py": FULL})
    editor = await start(root)
    agent("mv gone aside", tmp_path)
    status = await editor.state("trouble")
    assert status.text
    agent("mv aside gone && cd gone && " + WEAKEN, tmp_path)
    await editor.state("watching")
    await editor.sees("test_a.py", "removed-assertion")


async def test_a_folder_that_does_not_exist(tmp_path: Path, start: Start) -> None:
    """Another folder of the same window goes on when one can't be watched."""
    root = project(tmp_path / "here", {"test_a.py": FULL})
    editor = await start(root)
    agent(WEAKEN, root)
    await editor.sees("test_a.py", "removed-assertion")


async def test_a_second_server_looks_on(tmp_path: Path, start: Start) -> None:
    """A second server on the same folder says so and shows the same."""
    root = project(tmp_path / "twice", {"test_a.py": FULL})
    first = await start(root)
    second = await start(root)
    assert any("only looks on" in note.message for note in second.status().notes)
    agent(WEAKEN, root)
    await first.sees("test_a.py", "removed-assertion")
    await second.sees("test_a.py", "removed-assertion")


TASK = "---\nallow: [src/**]\n---\n\n# Work in src\n"

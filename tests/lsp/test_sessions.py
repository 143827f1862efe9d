"""Sessions: begun from now or a revision, named, paused, over, and taken up again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from tests.lsp.conftest import Start
from tests.lsp.editor import Editor, agent, project, until
from tests.workspace import git

from touchline.lsp.convert import file_uri


async def ask(editor: Editor, action: str, **more: Any) -> Any:
    """Ask for a step of the session and return the outcome."""
    return await editor.request("touchline/session", action=action, **more)


async def changed(editor: Editor, files: int, label: str) -> None:
    """Wait until a session of a name says that so many files changed."""

    def reached() -> bool:
        status = editor.status()
        if status.state != "watching":
            return False
        return (status.label, status.counts.files) == (label, files)

    await until(reached, f"{files} files since {label}, last {editor.status()}")


def kept_at(report: str) -> Path:
    """Return the file that a URI names."""
    return Path(unquote(urlsplit(report).path))


def history(root: Path) -> Path:
    """Make two commits on main, one on a branch, and leave two files uncommitted."""
    project(root, {"a.txt": "1\n", "b.txt": "1\n", "c.txt": "1\n"})
    agent("echo 2 > a.txt", root)
    git(root, "commit", "-aqm", "a")
    git(root, "checkout", "-qb", "work")
    agent("echo 2 > b.txt", root)
    git(root, "commit", "-aqm", "b")
    agent("echo 2 > c.txt; echo new > d.txt; mkdir .touchline; echo x > .touchline/task.md", root)
    return root


async def test_a_session_starts_from_now_head_the_branch_or_any_revision(
    tmp_path: Path, start: Start
) -> None:
    """What counts as changed is what differs from where the person began the session."""
    editor = await start(history(tmp_path / "w"))
    await changed(editor, 0, "session start")
    assert editor.status().uncommitted == 2
    for revision, name, label, files in (
        ("HEAD", "", "HEAD", 2),
        ("main...", "the branch", "the branch", 3),
        ("main~1", "", "main~1", 4),
        (None, "again", "again", 0),
    ):
        assert (await ask(editor, "start", revision=revision, name=name)).done
        await changed(editor, files, label)
    past = await editor.request("touchline/sessions")
    assert [each.label for each in past.sessions] == [
        "main~1",
        "the branch",
        "HEAD",
        "session start",
    ]
    assert past.sessions[0].files == 4
    assert "4 files" in kept_at(past.sessions[0].report).read_text("utf-8")


async def test_the_report_of_a_session_is_kept_as_long_as_the_session_is_listed(
    tmp_path: Path, start: Start
) -> None:
    """Twenty sessions are listed, and as many reports lie in the state folder."""
    editor = await start(history(tmp_path / "w"))
    for number in range(22):
        assert (await ask(editor, "start", revision="HEAD", name=f"n{number}")).done
        await changed(editor, 2, f"n{number}")
    past = await editor.request("touchline/sessions")
    reports = [each.report for each in past.sessions]
    assert len(reports) == 20
    assert all("2 files" in kept_at(report).read_text("utf-8") for report in reports)
    assert len(list(kept_at(reports[0]).parent.iterdir())) == 20


async def test_a_revision_that_git_does_not_know_starts_nothing(
    tmp_path: Path, start: Start
) -> None:
    """The session that runs goes on, and the message names what was not found."""
    editor = await start(history(tmp_path / "w"))
    outcome = await ask(editor, "start", revision="no-such-branch")
    assert not outcome.done
    assert "no-such-branch" in outcome.message
    await changed(editor, 0, "session start")


async def test_a_paused_session_shows_nothing_and_misses_nothing(
    tmp_path: Path, start: Start
) -> None:
    """While paused nothing is shown; afterwards everything is."""
    test = "def test_a():\n    assert f() == 1\n    assert f() > 0\n"
    editor = await start(project(tmp_path / "w", {"test_a.py": test}))
    await ask(editor, "pause")
    await editor.state("paused")
    agent("sed -i '/> 0/d' test_a.py", editor.roots[0])
    await until(lambda: editor.status().counts.warnings == 1, "counted")
    assert editor.shown("test_a.py") == []
    await ask(editor, "resume")
    await editor.sees("test_a.py", "removed-assertion")


async def test_a_pause_lasts_until_it_is_over(tmp_path: Path) -> None:
    """A server that is started anew is paused as the one before was; a new session is not."""
    root = project(tmp_path / "w", {"a.txt": "1\n"})
    editor = await Editor.start(root)
    await ask(editor, "pause")
    await editor.state("paused")
    await editor.stop()
    editor = await Editor.start(root, until="paused")
    assert editor.status().paused
    await ask(editor, "start")
    await changed(editor, 0, "session start")
    assert not editor.status().paused
    await ask(editor, "pause")
    await editor.state("paused")
    await ask(editor, "resume")
    await editor.state("watching")
    await editor.stop()


async def test_a_restarted_server_sees_what_was_written_meanwhile(tmp_path: Path) -> None:
    """A session that has a name keeps it, and its start, over a restart."""
    root = history(tmp_path / "w")
    editor = await Editor.start(root)
    await ask(editor, "start", revision="HEAD", name="refunds")
    await changed(editor, 2, "refunds")
    await editor.stop()
    agent("echo 3 > b.txt", root)
    editor = await Editor.start(root)
    await changed(editor, 3, "refunds")
    await editor.stop()


async def test_uncommitted_work_is_included_beside_what_was_committed_since(
    tmp_path: Path, start: Start
) -> None:
    """The session, its name and what was kept stay; what an agent committed stays in the view."""
    root = history(tmp_path / "w")
    editor = await start(root)
    await ask(editor, "start", name="refunds")
    await changed(editor, 0, "refunds")
    agent("echo 3 > a.txt; echo 3 > b.txt", root)
    await changed(editor, 2, "refunds")
    since = editor.status().since
    await editor.request("touchline/keep", target={"kind": "file", "id": "a.txt"})
    agent("echo 3 >> c.txt", root)
    git(root, "add", "-A")
    git(root, "commit", "-qm", "all of it")
    await changed(editor, 2, "refunds")
    assert (await ask(editor, "include")).done
    await changed(editor, 3, "refunds")
    assert (editor.status().since, editor.status().uncommitted) == (since, 0)
    changes = await editor.request("touchline/changes")
    assert [file.path for file in changes.files] == ["b.txt", "c.txt", "d.txt"]
    assert not (await ask(editor, "include")).done


async def test_a_long_start_says_how_far_it_is(tmp_path: Path, start: Start) -> None:
    """While thousands of files that git does not have are copied, the status has their count."""
    root = project(tmp_path / "w", {"a.txt": "1\n"})
    agent("for n in {1..9000}; do echo $n > $n.txt; done", root)
    editor = await start(root)
    said = [text for state, text in editor.texts if state == "starting"]
    counts = [
        re.fullmatch(r"Taking the baseline: ([\d,]+) of 9,000 files\.", text) for text in said
    ]
    assert any(count and count[1] != "0" for count in counts), said


async def test_a_folder_that_is_added_has_a_session_until_it_is_removed(
    tmp_path: Path, start: Start
) -> None:
    """A running server watches the new folder; its warnings go with it, and the others stay."""
    test = "def test_a():\n    assert f() == 1\n    assert f() > 0\n"
    editor = await start(project(tmp_path / "one", {"test_a.py": test}))
    other = project(tmp_path / "two", {"test_a.py": test})
    folder = types.WorkspaceFolder(file_uri(other), "two")

    def change(**event: list[types.WorkspaceFolder]) -> None:
        both = types.WorkspaceFoldersChangeEvent(**{"added": [], "removed": [], **event})
        editor.client.workspace_did_change_workspace_folders(
            types.DidChangeWorkspaceFoldersParams(both)
        )

    def warned() -> bool:
        return bool(editor.client.diagnostics.get(file_uri(other, "test_a.py")))

    change(added=[folder])
    await editor.state("watching", other)
    for root in (*editor.roots, other):
        agent("sed -i '/> 0/d' test_a.py", root)
    await until(warned, "a warning in the new folder")
    await editor.sees("test_a.py", "removed-assertion")
    change(removed=[folder])
    await until(lambda: not warned(), "the warning goes with its folder")
    assert editor.codes("test_a.py") == ["removed-assertion"]

"""Two servers on one folder: the second looks on, and goes on alone when the first ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.lsp.conftest import Start
from tests.lsp.editor import Editor, project, until

_OFTEN = 3
_FILE = {"kind": "file", "id": "a.py"}


async def test_a_second_server_follows_what_the_first_accepts(tmp_path: Path, start: Start) -> None:
    """A kept file is no change there either; what it was moved to is read from the first's pack."""
    first, second = await _two(tmp_path, start)
    (tmp_path / "w/a.py").write_text("get(url, verify=False)\n")
    await first.sees("a.py", "disabled-security-check")
    await second.sees("a.py", "disabled-security-check")
    await first.request("touchline/keep", target=_FILE)
    await second.sees("a.py")
    (tmp_path / "w/a.py").write_text("get(url, verify=False)\nput(url, verify=False)\n")
    (found,) = await second.sees("a.py", "disabled-security-check")
    assert found.range.start.line == 1


async def test_a_second_server_follows_to_another_session(tmp_path: Path, start: Start) -> None:
    """What the first begins anew, the second looks on."""
    first, second = await _two(tmp_path, start)
    (tmp_path / "w/a.py").write_text("get(url, verify=False)\n")
    await second.sees("a.py", "disabled-security-check")
    await first.request("touchline/session", action="start", name="again")
    await until(lambda: second.status().label == "again")
    await second.sees("a.py")
    assert _only_looks_on(second)


async def test_a_second_server_takes_over_when_the_first_ends(tmp_path: Path, start: Start) -> None:
    """The session goes on where it was, and the second may decide then."""
    first, second = await _two(tmp_path, start)
    (tmp_path / "w/a.py").write_text("get(url, verify=False)\n")
    await second.sees("a.py", "disabled-security-check")
    began = second.status().since
    await first.stop()
    await until(lambda: _decides(second))
    await second.sees("a.py", "disabled-security-check")
    assert second.status().since == began
    await second.request("touchline/keep", target=_FILE)
    await second.sees("a.py")


async def test_a_second_server_takes_over_from_one_without_a_window(
    tmp_path: Path, start: Start
) -> None:
    """A window that went without a word leaves its server; that one lets go, and looks on."""
    first, second = await _two(tmp_path, start, options={"hasWindow": True})
    (tmp_path / "w/a.py").write_text("get(url, verify=False)\n")
    began = first.status().since
    await until(lambda: _decides(second))
    assert second.status().since == began
    await until(lambda: _only_looks_on(first))
    await second.request("touchline/keep", target=_FILE)
    await second.sees("a.py")
    await first.sees("a.py")


async def test_a_window_that_answers_keeps_its_session(tmp_path: Path, start: Start) -> None:
    """It is asked again and again, and stays the one that decides."""
    first, second = await _two(tmp_path, start, options={"hasWindow": True}, answers=True)
    await until(lambda: first.asked >= _OFTEN)
    assert _only_looks_on(second)
    assert _decides(first)


async def _two(folder: Path, start: Start, **settings: Any) -> tuple[Editor, Editor]:
    root = project(folder / "w", {"a.py": "get(url)\n"})
    first = await start(root, **settings)
    second = await start(root)
    await until(lambda: _only_looks_on(second))
    return first, second


def _decides(editor: Editor) -> bool:
    return editor.status().state == "watching" and not _only_looks_on(editor)


def _only_looks_on(editor: Editor) -> bool:
    return any("only looks on" in note.message for note in editor.status().notes)

"""A file whose parse takes long holds nothing up."""

from __future__ import annotations

from pathlib import Path

from tests.lsp.conftest import Start
from tests.lsp.editor import project, until

FUNCTION = "def f%d(values):\n    return [value for value in values if value]\n\n\n"
FILLING = "".join(FUNCTION % number for number in range(10_000))
TEST = "def test_total():\n    assert total([1, 2]) == 3\n    assert total([]) == 0\n"
LESS = "def test_total():\n    assert total([1, 2]) == 3\n"


async def test_other_files_are_judged_meanwhile(tmp_path: Path, start: Start) -> None:
    """While 700 kB are parsed, another file's warning comes before theirs."""
    root = project(tmp_path / "w", {"test_big.py": FILLING + TEST, "a.py": "get(url)\n"})
    editor = await start(root)
    (root / "test_big.py").write_text(FILLING + LESS)
    await until(lambda: editor.status().counts.hunks == 1)
    (root / "a.py").write_text("get(url, verify=False)\n")
    await editor.sees("a.py", "disabled-security-check")
    assert not editor.shown("test_big.py")
    await until(lambda: editor.codes("test_big.py") == ["removed-assertion"])
    await editor.sees("a.py", "disabled-security-check")


async def test_a_file_is_judged_while_many_others_wait_for_their_parses(
    tmp_path: Path, start: Start
) -> None:
    """A hundred files come at once; before their syntax is read, the next write warns."""
    names = [f"tests/test_{number}.py" for number in range(100)]
    long = FILLING[:60_000]
    root = project(tmp_path / "w", {**dict.fromkeys(names, long + TEST), "a.py": "get(url)\n"})
    editor = await start(root)
    for name in names:
        (root / name).write_text(long + LESS)
    await until(lambda: editor.status().counts.hunks == 100)
    (root / "a.py").write_text("get(url, verify=False)\n")
    await editor.sees("a.py", "disabled-security-check")
    assert not all(editor.shown(name) for name in names)
    await until(lambda: all(editor.codes(name) == ["removed-assertion"] for name in names))


async def test_other_files_are_judged_while_a_huge_one_is_compared(
    tmp_path: Path, start: Start
) -> None:
    """Five megabytes of which each tenth line is another are compared beside."""
    lines = [f"{number:029}\n" for number in range(170_000)]
    root = project(tmp_path / "w", {"big.txt": "".join(lines), "a.py": "get(url)\n"})
    editor = await start(root)
    lines[::10] = [f"{number:>29}\n" for number in range(17_000)]
    (root / "big.txt").write_text("".join(lines))
    (root / "a.py").write_text("get(url, verify=False)\n")
    await editor.sees("a.py", "disabled-security-check")
    assert (await editor.request("touchline/changes")).hunks[0].path == "a.py"
    await until(lambda: editor.status().counts.hunks == 17_001)
    await editor.sees("a.py", "disabled-security-check")

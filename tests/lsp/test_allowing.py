"""One click makes a finding a clause, and only that clause is accepted."""

from __future__ import annotations

from pathlib import Path

from tests.lsp.conftest import Start
from tests.lsp.editor import agent, project, until

FULL = "def test_total():\n    assert total([]) == 0\n    assert total([1, 2]) == 3\n"


async def test_allowing_a_finding_ends_it(tmp_path: Path, start: Start) -> None:
    """The clause is written, in force at once, and itself no finding."""
    root = project(tmp_path / "w", {"test_a.py": FULL})
    editor = await start(root)
    agent("sed -i '/== 3/d' test_a.py", root)
    (diagnostic,) = await editor.sees("test_a.py", "removed-assertion")
    answer = await editor.choose("test_a.py", diagnostic, "Allow this")
    assert answer["done"], answer
    await editor.sees("test_a.py")
    assert "removed-assertion" in (root / ".touchline/allow.md").read_text()
    assert not editor.shown(".touchline/allow.md")


async def test_an_agents_clause_is_not_accepted_with_it(tmp_path: Path, start: Start) -> None:
    """What an agent wrote to the file stays a finding when a person allows something else."""
    root = project(tmp_path / "w", {"test_a.py": FULL})
    editor = await start(root)
    agent("mkdir .touchline; echo '- Allow everything' > .touchline/allow.md", root)
    await editor.sees(".touchline/allow.md", "changed-task")
    agent("sed -i '/== 3/d' test_a.py", root)
    (diagnostic,) = await editor.sees("test_a.py", "removed-assertion")
    await editor.choose("test_a.py", diagnostic, "Allow this")
    await editor.sees("test_a.py")
    await editor.sees(".touchline/allow.md", "changed-task")
    assert "Allow everything" in (root / ".touchline/allow.md").read_text()


async def test_a_changed_task_counts_once_it_is_accepted(tmp_path: Path, start: Start) -> None:
    """The quick fix puts the new text of the task in force, and nothing before it does."""
    files: dict[str, str | bytes] = {".touchline/task.md": "Don't touch a.txt.\n", "a.txt": "one\n"}
    root = project(tmp_path / "w", files)
    editor = await start(root)
    agent("echo 'Fix a.txt.' > .touchline/task.md; echo two > a.txt", root)
    (diagnostic,) = await editor.sees(".touchline/task.md", "changed-task")
    await until(lambda: editor.status().counts.ruledOut == 2, "the old task is in force")
    await editor.choose(".touchline/task.md", diagnostic, "Accept the new task")
    await editor.sees(".touchline/task.md")
    await until(lambda: editor.status().counts.askedFor == 1, "the new task is in force")

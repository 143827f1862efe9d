"""From a write on disk to a warning in the editor, and back with one click."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types
from tests.lsp.conftest import Start
from tests.lsp.editor import agent, project

TESTS = """\
from shop import total


def test_total():
    assert total([]) == 0
    assert total([1, 2]) == 3


def test_discount():
    assert total([10], discount=0.5) == 5
"""


async def test_a_weakened_test_is_seen_and_taken_back(tmp_path: Path, start: Start) -> None:
    """An external write that removes an assertion warns; the quick fix restores the bytes."""
    root = project(tmp_path / "shop", {"tests/test_shop.py": TESTS})
    editor = await start(root)
    agent("sed -i '/== 3/d' tests/test_shop.py", root)
    (diagnostic,) = await editor.sees("tests/test_shop.py", "removed-assertion")
    assert diagnostic.severity == types.DiagnosticSeverity.Warning
    assert diagnostic.code_description
    assert "removed-assertion.md" in diagnostic.code_description.href
    await editor.choose("tests/test_shop.py", diagnostic, "Take this change back")
    assert (root / "tests/test_shop.py").read_text() == TESTS
    await editor.sees("tests/test_shop.py")

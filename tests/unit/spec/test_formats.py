"""Formats: specs laid out as spec-kit, Kiro and OpenSpec lay them out give their clauses."""

from __future__ import annotations

from pathlib import Path

import pytest
from spec_support import described

from touchline import spec

CODE = (
    "docs/albums.md",
    "package.json",
    "src/app.py",
    "src/models/album.py",
    "src/services/albums.py",
    "tests/unit/test_albums.py",
)
FORMATS = Path(__file__).parent / "formats"


@pytest.mark.parametrize("name", sorted(path.name for path in FORMATS.iterdir()))
def test_a_format_gives_its_clauses(name: str) -> None:
    """Every clause that binds something, and what was not understood, is as it is written down.

    ``expected.txt`` begins with the title, and has a line for each: the file and line, and the
    clause or ``not understood``.
    """
    folder = FORMATS / name
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*.md")}
    found = spec.read(
        lambda path: files[path].read_bytes() if path in files else None, (*CODE, *files)
    )
    expected = [line for line in (folder / "expected.txt").read_text("utf-8").split("\n") if line]
    said = [f"{_place(c)} {described(c)}" for c in found.clauses if c.binds]
    said += [f"{_place(quote)} not understood" for quote in found.not_understood]
    assert [found.title, *said] == expected
    assert not found.problems


def _place(quote: spec.Clause | spec.Quote) -> str:
    return f"{quote.path.rpartition('/')[2]}:{quote.line}"

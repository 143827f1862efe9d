"""What counts as typed: a few characters, at one place, as fast as fingers go."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from touchline.lsp.typist import Edit, Typist, edit_between
from touchline.model import Author


def authors(edits: Iterable[tuple[float, str, str]]) -> list[str]:
    """Judge edits, each with its time in seconds, its document and the text that it adds."""
    typist = Typist()
    return [typist.judge(uri, Edit("", added), at).author.value for at, uri, added in edits]


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        ("abc", "abXc", "", "X"),
        ("aaa", "aa", "a", ""),
        ("", "abc", "", "abc"),
        ("a\nb\nc", "a\nB\nc", "b", "B"),
        ("same", "same", "", ""),
    ],
)
def test_an_edit_is_the_one_stretch_that_differs(
    old: str, new: str, removed: str, added: str
) -> None:
    """Whatever the editor sends, what is common at both ends is no part of the edit."""
    assert edit_between(old, new) == Edit(removed, added)


def test_keys_at_a_persons_pace_are_the_persons() -> None:
    """Ten keys a second for a minute are typed, and so is an accepted completion."""
    keys = [(n / 10, "a", "x") for n in range(600)]
    assert set(authors([*keys, (61.0, "a", "completed_name")])) == {Author.HUMAN}


def test_a_large_insertion_is_nobodys() -> None:
    """A paste, or a block that an in-editor agent writes at once, is not typed."""
    assert authors([(0.0, "a", "x = compute(1, 2, 3)\n" * 8)]) == [Author.UNKNOWN]


def test_a_stream_of_lines_is_nobodys() -> None:
    """Lines that come in faster than anyone types are told soon, small as each is."""
    lines = [(n / 10, "a", f"value_{n} = compute({n})\n") for n in range(50)]
    found = authors(lines)
    assert found[20:] == [Author.UNKNOWN] * 30


def test_edits_in_many_documents_are_nobodys() -> None:
    """One edit in each of several documents at once is no typing."""
    found = authors([(0.01 * n, f"file-{n}", "x") for n in range(5)])
    assert found[1:] == [Author.UNKNOWN] * 4


@pytest.mark.parametrize(
    ("removed", "added", "is_formatting"),
    [
        ("x=1;y='a'", 'x = 1;\n  y = "a"', True),
        ("import b\nimport a", "import a\nimport b", True),
        ("assert x == 1", "assert x", False),
    ],
)
def test_a_formatter_keeps_the_words(removed: str, added: str, is_formatting: bool) -> None:
    """What only moves words and spaces is formatting."""
    assert Edit(removed, added).is_formatting is is_formatting

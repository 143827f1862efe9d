"""The facts of two versions of a file where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.syntax.collected import is_test_path
from touchline.syntax.facts import Facts, facts
from touchline.syntax.language import language_of, load
from touchline.syntax.regions import differing
from touchline.syntax.version import TREES, Version, decodable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.syntax.edit import Edit
    from touchline.syntax.mark import Mark

_MOST_PLACES = 100
"""Places from which on one pass over the whole tree costs less than one for each."""


def changed_facts(
    before: tuple[str, bytes | None], after: tuple[str, bytes | None], edits: Sequence[Edit]
) -> tuple[Facts, Facts]:
    """Return the facts of two versions, each a path and a content, where they differ.

    ``edits`` hold all that differs. What both have elsewhere is left out of both, unless a mark
    around tests came or went, which counts for those that stand elsewhere.
    """
    (old_path, old), (path, new) = before, after
    language = language_of(path)
    alike = language == language_of(old_path) and is_test_path(path) == is_test_path(old_path)
    found = None
    if old is not None and new is not None and language is not None and alike:
        found = _facts_of_pieces(language, (old_path, old), (path, new), edits)
    return found or (facts(*before), facts(*after))


def _facts_of_pieces(
    language: str, before: tuple[str, bytes], after: tuple[str, bytes], edits: Sequence[Edit]
) -> tuple[Facts, Facts] | None:
    """Return the facts of the pieces that differ; None where those of all the files are needed."""
    (old_path, old), (path, new) = before, after
    contents = decodable(old), decodable(new)
    trees = TREES.parse_edited(language, path, *contents, edits)
    table = load(language)
    marks = is_test_path(path) or table.tests.anywhere
    if marks and any(tree.root_node.has_error for tree in trees):
        return None  # What does not parse may hang a mark on a test far away.
    places = differing(trees, contents, edits, table, marks=marks)
    if len(places) > _MOST_PLACES:
        return None
    old_places, new_places = [place[:2] for place in places], [place[2:] for place in places]
    was = Facts(language, old_path, old, Version(language, old_path, old, path, old_places))
    now = Facts(language, path, new, Version(language, path, new, path, new_places))
    return (was, now) if not marks or _shapes(was.marks) == _shapes(now.marks) else None


def _shapes(marks: tuple[Mark, ...]) -> list[tuple[str, str, str | None]]:
    """Return what marks say, wherever they stand."""
    return [(mark.kind, mark.text, mark.condition) for mark in marks]

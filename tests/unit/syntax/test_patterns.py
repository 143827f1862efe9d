"""Queries are cut into patterns, and what is not run for a text has nothing to find in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tree_sitter
from tests.unit.syntax.sources import SOURCES

from touchline.syntax.kinds import matches
from touchline.syntax.language import language_of, load
from touchline.syntax.parse import parse
from touchline.syntax.patterns import Pattern, split, words_of
from touchline.syntax.version import Version

_LANGUAGES = ("python", "javascript", "typescript", "tsx", "go", "rust", "java", "ruby")
_RULES = Path(__file__).parents[2] / "rules"
_CASE = re.compile(r"^```+ *\w* *(?:before|after) (\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def patterns(language: str) -> list[Pattern]:
    """Return the patterns of a language."""
    return [one for group in load(language).queries.groups for one in group.patterns]


def sources(language: str) -> Iterator[bytes]:
    """Yield the code of a language that the cases of the rules and the other tests have."""
    yield from (source.of(3) for source in SOURCES if language_of(source.path) == language)
    for page in sorted(_RULES.glob("*.md")):
        for path, text in _CASE.findall(page.read_text("utf-8")):
            if language_of(path) == language:
                yield text.encode()


@pytest.mark.parametrize("language", _LANGUAGES)
def test_every_pattern_is_a_pattern_of_its_own(language: str) -> None:
    """What is cut out of a query compiles, and is one pattern."""
    grammar = load(language).tree_sitter
    found = patterns(language)
    assert len(found) > 30
    assert all(tree_sitter.Query(grammar, one.text).pattern_count == 1 for one in found)


@pytest.mark.parametrize("language", _LANGUAGES)
def test_a_pattern_whose_words_are_missing_has_no_match(language: str) -> None:
    """Patterns are left out by the words of a text alone, and lose nothing by it."""
    compiled = [(one, tree_sitter.Query(load(language).tree_sitter, one.text))
                for one in patterns(language) if one.needs]  # fmt: skip
    for content in sources(language):
        words = words_of(content, load(language).queries.words)
        root = parse(language, content).root_node
        for pattern, query in compiled:
            if not pattern.may_match(words):
                assert not list(matches(query, root)), (pattern.text, content)


@pytest.mark.parametrize("language", _LANGUAGES)
def test_a_text_without_the_signs_of_tests_holds_none(language: str) -> None:
    """Where a product file lacks what its language's inline tests need, no test is read in it."""
    for content in sources(language):
        version = Version(language, f"src/x{load(language).extensions[0]}", content)
        if not version.may_hold_tests:
            assert version.structure.tests == version.structure.helpers == (), content


def test_comments_and_strings_do_not_cut_a_query() -> None:
    """Brackets, quotes and signs in comments and strings are no syntax."""
    query = '; a (comment) @with "signs\n((x) @a (#eq? @a "()\\""))\n[(y) (z)] @fact.b\n"w" @c'
    assert [(one.text, one.kind) for one in split(query)] == [
        ('((x) @a (#eq? @a "()\\""))', ""),
        ("[(y) (z)] @fact.b", "fact.b"),
        ('"w" @c', ""),
    ]

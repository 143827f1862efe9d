"""The query files of a language, cut into groups that are run together, and only when needed."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import tree_sitter

from touchline.syntax.compiled import compiled
from touchline.syntax.patterns import Pattern, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Group:
    """Patterns that are run together; compiled when first run."""

    def __init__(self, grammar: tree_sitter.Language, patterns: Sequence[Pattern]) -> None:
        self._grammar = grammar
        self.patterns = patterns
        self._keyed = [(pattern.key, pattern) for pattern in patterns]
        keys = [key for key, _ in self._keyed]
        self._key = frozenset[bytes]().union(*keys) if all(keys) else None

    def may_match(self, words: frozenset[bytes]) -> bool:
        """Whether a text of these words can hold a match."""
        if self._key is not None and self._key.isdisjoint(words):
            return False
        for key, pattern in self._keyed:
            if not (key and key.isdisjoint(words)) and pattern.may_match(words):
                return True
        return False

    @cached_property
    def query(self) -> tree_sitter.Query:
        """The compiled query."""
        return compiled(self._grammar, "\n".join(one.text for one in self.patterns))


class Queries:
    """The query files of a language, cut into groups that share a pass.

    ``structure`` gives those that say what tests and definitions are made of, and the marks on
    them. Facts are read by kind: ``of`` gives the groups of each file that yield one. What any
    text may match is one group, what needs words another, ``comments`` a group by themselves.
    ``embeds`` says whether some code has to be parsed by itself. ``checks`` is a pattern of what
    ``@callee`` may be: most calls are none.
    """

    def __init__(self, grammar: tree_sitter.Language, files: Iterable[str], checks: str) -> None:
        structure: list[Pattern] = []
        self._of: dict[str, tuple[Group, ...]] = {}
        for file in files:
            facts: list[Pattern] = []
            for one in split(file):
                (facts if one.is_fact else structure).append(_narrowed(one, checks))
            for group in _groups(grammar, facts):
                for kind in {one.kind for one in group.patterns}:
                    self._of[kind] = (*self._of.get(kind, ()), group)
        self.embeds = any("@embedded" in one.text for one in structure)
        self.comments = Group(grammar, [one for one in structure if one.is_comment])
        self._structure = _groups(grammar, [one for one in structure if not one.is_comment])

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups, none of which has a pattern in common with another."""
        return tuple(dict.fromkeys((*self._structure, self.comments, *self.facts)))

    @cached_property
    def facts(self) -> tuple[Group, ...]:
        """The groups that yield facts."""
        return tuple(dict.fromkeys(group for groups in self._of.values() for group in groups))

    @cached_property
    def words(self) -> frozenset[bytes]:
        """The words that any pattern asks for: of a text, no others need be known."""
        patterns = (one for group in self.groups for one in group.patterns)
        needs = (names for one in patterns for names in one.needs)
        return frozenset[bytes]().union(*(one for names in needs for one in names))

    def structure(self, words: frozenset[bytes]) -> Iterator[Group]:
        """Yield the groups for a text of these words."""
        return (group for group in self._structure if group.may_match(words))

    def of(self, kind: str) -> tuple[Group, ...]:
        """Return the groups that yield facts of a kind (``fact.table``), and maybe others."""
        return self._of.get(kind, ())


def _narrowed(pattern: Pattern, checks: str) -> Pattern:
    """Return a pattern whose ``@callee`` is of certain names only."""
    if "@callee" not in pattern.text:
        return pattern
    quoted = checks.replace("\\", "\\\\")
    return replace(pattern, text=f'({pattern.text} (#match? @callee "{quoted}"))')


def _groups(grammar: tree_sitter.Language, patterns: Sequence[Pattern]) -> tuple[Group, ...]:
    """Return what any text may match, and what needs words."""
    sides = [one for one in patterns if not one.needs], [one for one in patterns if one.needs]
    return tuple(Group(grammar, side) for side in sides if side)

"""Whether a clause that binds a place asks for, or forbids, this kind of change there."""

from __future__ import annotations

from touchline.model import Aspect, Finding, Hunk
from touchline.places import is_lock_file, kinds
from touchline.spec.binding import Binding, Level
from touchline.spec.kinds import CLASSIFIED, FILE_KINDS, HOMES, with_homes
from touchline.spec.model import Clause, asked_with, forbidden_with
from touchline.spec.names import names_symbol, names_topic, same_package

_WORK = frozenset({Aspect.TESTS, Aspect.CI, Aspect.CONFIGURATION, Aspect.MIGRATION})
"""Kinds of files: asking for work on them does not ask for making a check there weaker."""

_SEEN_IN_FINDINGS = frozenset({Aspect.DEPENDENCIES, Aspect.PUBLIC_API, Aspect.SECURITY})
"""Kinds that only a rule can see; a hunk in a manifest need not be a new dependency."""


def licenses_hunk(binding: Binding, change: frozenset[Aspect], hunk: Hunk) -> bool:
    """Tell whether a clause that binds the place asks for a change of these kinds.

    Work on a file does not ask for its deletion, nor work on a folder for the migration in it.
    """
    clause = binding.clause
    asked = asked_with(clause.aspects)
    restricted = {HOMES.get(aspect, aspect) for aspect in clause.aspects} & FILE_KINDS
    if restricted and restricted.isdisjoint(change):
        return False
    if Aspect.DEPENDENCIES in clause.aspects and binding.level is Level.KIND:
        return _asks_for_package(clause, hunk)
    if not _is_about(clause, binding, hunk):
        return False
    licensed = asked if binding.level is Level.KIND else asked | binding.kinds
    if Aspect.TEST_REMOVAL in asked:
        licensed |= {Aspect.DELETION}
    return (change & CLASSIFIED) <= licensed


def _is_about(clause: Clause, binding: Binding, hunk: Hunk) -> bool:
    """Whether the hunk is about what the clause names, where it binds by its kind alone."""
    if binding.level is not Level.KIND or not (clause.symbols or clause.topics):
        return True
    return _in_definition(clause, hunk) or _about_topic(clause, (hunk.path, *hunk.symbols))


def _asks_for_package(clause: Clause, hunk: Hunk) -> bool:
    """Tell whether a manifest's line is for an asked-for package, or a package manager wrote it."""
    if is_lock_file(hunk.path) or not (clause.symbols or clause.topics):
        return True
    lines = (*hunk.added, *hunk.removed)
    return any(_names_package(line, name) for name in _packages(clause) for line in lines)


def _packages(clause: Clause) -> tuple[str, ...]:
    return (*clause.symbols, *clause.topics)


def _names_package(line: str, name: str) -> bool:
    folded = line.lower().replace("_", "-")
    start = folded.find(name.lower().replace("_", "-"))
    if start < 0:
        return False
    around = folded[start - 1 : start] + folded[start + len(name) : start + len(name) + 1]
    return not any(character.isalnum() for character in around)


def forbids_hunk(binding: Binding, change: frozenset[Aspect], hunk: Hunk) -> bool:
    """Tell whether a clause that binds the place forbids a change of these kinds."""
    clause = binding.clause
    if with_homes(clause.spared) & change:
        return False
    if clause.symbols and not _in_definition(clause, hunk):
        return False
    if clause.topics and not _about_topic(clause, (hunk.path, *hunk.symbols)):
        return False
    forbidden = forbidden_with(clause.aspects) - _SEEN_IN_FINDINGS
    return not clause.aspects or not forbidden.isdisjoint(change)


def _in_definition(clause: Clause, hunk: Hunk) -> bool:
    return any(names_symbol(symbol, hunk.symbols) for symbol in clause.symbols)


def _about_topic(clause: Clause, names: tuple[str, ...]) -> bool:
    return any(names_topic(topic, names) for topic in clause.topics)


def licenses_finding(clause: Clause, finding: Finding) -> bool:
    """Tell whether a clause that binds the finding's file asks for what it is about."""
    if finding.aspect not in asked_with(clause.aspects):
        return False
    if finding.aspect in _WORK and Aspect.WEAKENING not in clause.aspects:
        return False
    restricted = clause.aspects & FILE_KINDS
    if restricted and restricted.isdisjoint({finding.aspect, *kinds(finding.path)}):
        return False
    return _speaks_of(clause, finding)


def _speaks_of(clause: Clause, finding: Finding) -> bool:
    """Whether the names in the clause, if it has any, are those of the finding."""
    if not _packages(clause):
        return True
    if finding.aspect is Aspect.DEPENDENCIES:
        return any(same_package(name, finding.subject) for name in _packages(clause))
    names = (finding.subject, finding.path, finding.evidence.new, finding.evidence.old)
    return _about_topic(clause, names) or any(
        names_symbol(symbol, (finding.subject,)) or symbol in finding.evidence.new
        for symbol in clause.symbols
    )


def forbids_finding(binding: Binding, finding: Finding, change: frozenset[Aspect]) -> bool:
    """Tell whether a clause that binds the place forbids the finding's kind, or all work there."""
    clause = binding.clause
    if with_homes(clause.spared) & change:
        return False
    if clause.aspects and forbidden_with(clause.aspects).isdisjoint({finding.aspect, *change}):
        return False
    return _speaks_of(clause, finding)

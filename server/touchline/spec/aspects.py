"""What kinds of change a verb and a noun name together."""

from __future__ import annotations

from collections.abc import Mapping

from touchline.model import Aspect
from touchline.spec.model import CHECKS
from touchline.spec.vocabulary import Noun, Verb, nouns

_NONE: frozenset[Aspect] = frozenset()
_LESS = frozenset({Verb.REMOVE, Verb.SKIP, Verb.WEAKEN})

_TESTS: Mapping[Verb, frozenset[Aspect]] = {
    Verb.REMOVE: frozenset({Aspect.TEST_REMOVAL}),
    Verb.SKIP: frozenset({Aspect.TEST_SKIP}),
    Verb.WEAKEN: frozenset({Aspect.ASSERTIONS, Aspect.EXPECTATIONS}),
    Verb.CHANGE: frozenset({Aspect.TESTS}),
    Verb.ADD: frozenset({Aspect.TESTS}),
    Verb.RENAME: frozenset({Aspect.TESTS, Aspect.RENAME}),
}
_KINDS: Mapping[Noun, frozenset[Aspect]] = {
    Noun.CI: frozenset({Aspect.CI}),
    Noun.CONFIGURATION: frozenset({Aspect.CONFIGURATION}),
    Noun.DOCUMENTATION: frozenset({Aspect.DOCUMENTATION}),
    Noun.MIGRATION: frozenset({Aspect.MIGRATION}),
    Noun.GENERATED: frozenset({Aspect.GENERATED}),
    Noun.DEPENDENCIES: frozenset({Aspect.DEPENDENCIES}),
    Noun.API: frozenset({Aspect.PUBLIC_API}),
    Noun.SNAPSHOTS: frozenset({Aspect.SNAPSHOTS}),
    Noun.EXPECTATIONS: frozenset({Aspect.EXPECTATIONS}),
    Noun.ASSERTIONS: frozenset({Aspect.ASSERTIONS}),
    Noun.THRESHOLDS: frozenset({Aspect.THRESHOLDS}),
    Noun.HARD_CODING: frozenset({Aspect.HARD_CODING}),
    Noun.STUB: frozenset({Aspect.STUB}),
    Noun.DOUBLES: frozenset({Aspect.TEST_DOUBLES}),
    Noun.EXIT: frozenset({Aspect.EXIT}),
    Noun.MODE: frozenset({Aspect.MODE, Aspect.EXECUTABLE}),
}
_WORKED_ON = frozenset({Noun.CI, Noun.CONFIGURATION, Noun.DOCUMENTATION})
"""Nouns of which "fix the …" asks for work on their files."""

_FAKES: Mapping[str, Aspect] = {
    "hard": Aspect.HARD_CODING,
    "spec": Aspect.HARD_CODING,
    "stub": Aspect.STUB,
    "mock": Aspect.TEST_DOUBLES,
    "fake": Aspect.TEST_DOUBLES,
    "faki": Aspect.TEST_DOUBLES,
    "monk": Aspect.TEST_DOUBLES,
    "swal": Aspect.ERROR_HANDLING,
}


def aspects_of(verb: Verb | None, noun: Noun, *, forbidden: bool) -> frozenset[Aspect]:
    """The kinds of change that doing this to that is; empty where it is none.

    "Fix the tests" names no kind: it may well mean the code that they test.
    """
    if noun is Noun.TESTS or (noun is Noun.EXISTING_TESTS and not forbidden):
        return _TESTS.get(verb, _NONE) if verb else frozenset({Aspect.TESTS})
    if noun is Noun.EXISTING_TESTS:
        return _TESTS[verb] if verb in _LESS else CHECKS
    if noun is Noun.FILES:
        return _of_files(verb)
    if noun is Noun.SUPPRESSION:
        fits = verb in {None, Verb.ADD, Verb.SKIP, Verb.FAKE} or (forbidden and verb in _LESS)
        return frozenset({Aspect.SUPPRESSION}) if fits else _NONE
    if noun is Noun.ERRORS:
        return frozenset({Aspect.ERROR_HANDLING}) if verb in {Verb.SKIP, Verb.FAKE} else _NONE
    if noun is Noun.SECURITY:
        return frozenset({Aspect.SECURITY}) if verb in _LESS | {Verb.BREAK} else _NONE
    if verb is Verb.WORK and noun not in _WORKED_ON and not forbidden:
        return _NONE
    return _with_loss(verb, noun)


def _of_files(verb: Verb | None) -> frozenset[Aspect]:
    if verb is Verb.REMOVE:
        return frozenset({Aspect.DELETION})
    return frozenset({Aspect.RENAME}) if verb is Verb.RENAME else _NONE


def _with_loss(verb: Verb | None, noun: Noun) -> frozenset[Aspect]:
    """A kind; taking something away from a check or a schema is a kind of its own."""
    kinds = _KINDS.get(noun, _NONE)
    if noun in {Noun.CI, Noun.CONFIGURATION} and verb in _LESS:
        return kinds | {Aspect.WEAKENING}
    if noun is Noun.MIGRATION and verb is Verb.REMOVE:
        return kinds | {Aspect.DELETION, Aspect.WEAKENING}
    if noun is Noun.ASSERTIONS and verb is Verb.CHANGE:
        return kinds | {Aspect.EXPECTATIONS}
    return kinds


def fake_aspect(word: str) -> Aspect:
    """The kind of change that a verb of its own names ("hard-code", "stub", "silence")."""
    return _FAKES.get(word[:4], Aspect.SUPPRESSION)


def kinds_named(words: str) -> frozenset[Aspect]:
    """The kinds of change that a list's item names ("tests", "public API"), if nothing else."""
    text = words.strip().lower()
    found = [word for word in nouns(text) if (word.start, word.end) == (0, len(text))]
    if found:
        return aspects_of(None, Noun(found[0].meaning), forbidden=False)
    try:
        return frozenset({Aspect(text)})
    except ValueError:
        return _NONE

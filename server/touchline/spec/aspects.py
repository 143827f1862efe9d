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
    Verb.ADD: frozenset({Aspect.NEW_TESTS}),
    Verb.RENAME: frozenset({Aspect.NEW_TESTS, Aspect.RENAME}),
}
_OF_ASSERTIONS: Mapping[Verb, frozenset[Aspect]] = {
    Verb.REMOVE: frozenset({Aspect.ASSERTIONS}),
    Verb.WEAKEN: frozenset({Aspect.ASSERTIONS, Aspect.EXPECTATIONS}),
    Verb.SKIP: frozenset({Aspect.ASSERTIONS}),
    Verb.CHANGE: frozenset({Aspect.EXPECTATIONS}),
    Verb.ADD: frozenset({Aspect.NEW_TESTS}),
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
_FILES: Mapping[Verb, frozenset[Aspect]] = {
    Verb.REMOVE: frozenset({Aspect.DELETION}),
    Verb.RENAME: frozenset({Aspect.RENAME}),
}
_ONLY_KINDS: Mapping[Noun, Aspect] = {
    Noun.SUPPRESSION: Aspect.SUPPRESSION,
    Noun.WARNINGS: Aspect.SUPPRESSION,
    Noun.ERRORS: Aspect.ERROR_HANDLING,
    Noun.SECURITY: Aspect.SECURITY,
}
_ONLY_WITH: Mapping[Noun, frozenset[Verb | None]] = {
    Noun.SUPPRESSION: frozenset({None, Verb.ADD, Verb.SKIP, Verb.FAKE}),
    Noun.WARNINGS: frozenset({Verb.SKIP, Verb.FAKE}),
    Noun.ERRORS: frozenset({Verb.SKIP, Verb.FAKE}),
    Noun.SECURITY: _LESS | {Verb.BREAK},
}
"""Nouns that name a kind of change only with these verbs: errors are handled, or swallowed."""

_NEEDS_VERB = frozenset(
    {Noun.DEPENDENCIES, Noun.API, Noun.STUB, Noun.HARD_CODING, Noun.DOUBLES, Noun.EXIT}
)
"""Nouns that are much spoken of: only a verb that is done to them asks for such a change."""

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
    """Tell the kinds of change that doing this to that is; empty where it is none.

    "Fix the tests" names no kind: it may well mean the code that they test. "Add tests" asks for
    new ones, and so does "tests for the parser"; forbidding either means all work on tests.
    """
    if noun in {Noun.TESTS, Noun.EXISTING_TESTS}:
        found = _of_tests(verb, existing=noun is Noun.EXISTING_TESTS and forbidden)
        new = frozenset({Aspect.NEW_TESTS})
        return (found - new) | {Aspect.TESTS} if forbidden and found & new else found
    if noun in _ONLY_WITH:
        fits = verb in _ONLY_WITH[noun] or (forbidden and noun is Noun.SUPPRESSION)
        return frozenset({_ONLY_KINDS[noun]}) if fits else _NONE
    if not forbidden and verb is None and noun in _NEEDS_VERB:
        return _NONE
    if noun is Noun.FILES:
        return _FILES.get(verb, _NONE) if verb else _NONE
    if verb is Verb.WORK and noun not in _WORKED_ON and not forbidden:
        return _NONE
    return _with_loss(verb, noun, forbidden=forbidden)


def _of_tests(verb: Verb | None, *, existing: bool) -> frozenset[Aspect]:
    if verb is Verb.BREAK:
        return _NONE
    if existing:
        return _TESTS[verb] if verb and verb in _LESS else CHECKS
    return _TESTS.get(verb or Verb.ADD, _NONE)


def _with_loss(verb: Verb | None, noun: Noun, *, forbidden: bool) -> frozenset[Aspect]:
    """Add what taking something away from a check or a schema is, to the kind of a noun."""
    kinds = _KINDS.get(noun, _NONE)
    if noun in {Noun.CI, Noun.CONFIGURATION} and verb in _LESS:
        return kinds | {Aspect.WEAKENING}
    if noun is Noun.MIGRATION and verb is Verb.REMOVE:
        return kinds | {Aspect.DELETION, Aspect.WEAKENING}
    if noun is Noun.THRESHOLDS and verb is Verb.SKIP:
        return kinds | {Aspect.SUPPRESSION}
    if noun is Noun.ASSERTIONS:
        return _of_assertions(verb, kinds, forbidden=forbidden)
    if noun is Noun.EXPECTATIONS and verb is Verb.ADD and not forbidden:
        return frozenset({Aspect.NEW_TESTS})
    return kinds


def _of_assertions(
    verb: Verb | None, kinds: frozenset[Aspect], *, forbidden: bool
) -> frozenset[Aspect]:
    """Adding one is no loss, so to forbid that forbids none."""
    if not forbidden:
        return _OF_ASSERTIONS.get(verb, _NONE) if verb else _NONE
    if verb is Verb.ADD:
        return _NONE
    return kinds | {Aspect.EXPECTATIONS} if verb is Verb.CHANGE else kinds


def fake_aspect(word: str) -> Aspect:
    """Return the kind of change that a verb of its own names ("hard-code", "stub", "silence")."""
    return _FAKES.get(word[:4], Aspect.SUPPRESSION)


def kinds_named(words: str) -> frozenset[Aspect]:
    """Return the kinds of change that an item of a list names ("tests", "public API")."""
    text = words.strip().lower()
    found = [word for word in nouns(text) if (word.start, word.end) == (0, len(text))]
    if found:
        noun = Noun(found[0].meaning)
        # An item of a list names its kind as a whole, as what is forbidden does.
        named = Noun.TESTS if noun is Noun.EXISTING_TESTS else noun
        return aspects_of(None, named, forbidden=True)
    try:
        return frozenset({Aspect(text)})
    except ValueError:
        return _NONE

"""What a part of a sentence asks for, or permits. It binds widely."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.model import Aspect
from touchline.spec.aspects import fake_aspect
from touchline.spec.making import LOCKS, Maker
from touchline.spec.model import Clause, ClauseKind
from touchline.spec.objects import Object, Part
from touchline.spec.segments import Mood
from touchline.spec.senses import kinds_of, kinds_of_named, symbols_of
from touchline.spec.vocabulary import Noun, Verb

_ONLY_IF = re.compile(r"\bonly (?:if|when|after|once)\b")
_STEMS = ("bump", "install", "upgrad", "downgrad", "pin", "unpin")
_INSTALLED = frozenset(
    stem + ending for stem in _STEMS for ending in ("", "e", "s", "es", "ed", "ing")
)


def asked(make: Maker, part: Part) -> Iterator[Clause]:
    """One clause for all that is named, one for all kinds of change, one a narrowed kind."""
    if _ONLY_IF.search(part.text):
        return
    kinds: set[Aspect] = set()
    for item in part.objects:
        if item.noun is Noun.LOCK_FILES:
            yield make(ClauseKind.ALLOW, paths=LOCKS)
        elif item.noun and item.inside:
            yield _asked_inside(make, part, item)
        elif item.noun and item.is_direct:
            kinds |= kinds_of(item, forbidden=False)
    named = [item for item in part.objects if item.mention]
    if _is_about_packages(part, kinds):
        yield make(_allowing(part), *named, aspects=frozenset({Aspect.DEPENDENCIES}))
        kinds.discard(Aspect.DEPENDENCIES)
        named = []
    if not part.objects:
        yield from _about_topic(make, part)
    if kinds:
        yield make(_allowing(part), aspects=frozenset(kinds))
    if named:
        yield _named(make, part, named)


def _asked_inside(make: Maker, part: Part, item: Object) -> Clause:
    kinds = kinds_of(item, forbidden=False)
    kind = _allowing(part) if kinds or item.noun is Noun.FILES else _asking(part)
    return make(kind, item, aspects=kinds)


def _named(make: Maker, part: Part, named: list[Object]) -> Clause:
    aspects = frozenset(kind for item in named for kind in kinds_of_named(item))
    if "executable" in part.text:
        aspects |= {Aspect.MODE, Aspect.EXECUTABLE}
    return make(_asking(part), *named, aspects=aspects)


def _about_topic(make: Maker, part: Part) -> Iterator[Clause]:
    """Read "you may drop the legacy endpoint", "stub the mailer": a thing without a name."""
    word = part.verbs[0] if part.verbs and part.topic else None
    if word is None or not (part.is_order or part.mood is Mood.PERMIT):
        return
    aspects: frozenset[Aspect] = frozenset()
    if word.meaning is Verb.FAKE:
        aspects = frozenset({fake_aspect(word.text)})
    elif word.meaning is Verb.REMOVE:
        aspects = frozenset({Aspect.DELETION, Aspect.PUBLIC_API})
    elif word.text in _INSTALLED:
        aspects = frozenset({Aspect.DEPENDENCIES})
    if aspects:
        topics = (part.topic,)
        yield make(_allowing(part), topics=topics, aspects=aspects)


def _asking(part: Part) -> ClauseKind:
    kinds = {Mood.PERMIT: ClauseKind.ALLOW, Mood.REQUIRE: ClauseKind.REQUIRE}
    return kinds.get(part.mood, ClauseKind.GOAL)


def _allowing(part: Part) -> ClauseKind:
    return ClauseKind.REQUIRE if part.mood is Mood.REQUIRE else ClauseKind.ALLOW


def _is_about_packages(part: Part, kinds: set[Aspect]) -> bool:
    """Whether a name is that of a package: "add `httpx` as a dependency", "upgrade `ruff`"."""
    named = [item for item in part.objects if symbols_of(item)]
    done = {word.text for item in named for word in item.verbs[:1]}
    installs = part.is_order and not done.isdisjoint(_INSTALLED)
    return bool(named) and (installs or Aspect.DEPENDENCIES in kinds)

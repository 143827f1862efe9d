"""What a part of a sentence forbids. It has to be said plainly: "don't call ``parse``" forbids
nothing about the file in which that stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.model import Aspect
from touchline.spec.aspects import fake_aspect
from touchline.spec.making import LOCKS, Maker
from touchline.spec.model import EVERYTHING, Clause, ClauseKind
from touchline.spec.objects import Object, Part, families
from touchline.spec.senses import is_touched, kinds_of, kinds_of_named, may_be_forbidden
from touchline.spec.vocabulary import WIDE, Noun, Verb

_CONDITION = re.compile(
    r"\b(?:unless|if|when|until|while|whenever|before|after|as long as"
    r"|needed|necessary|required)\b"
)


def forbidden(make: Maker, part: Part) -> Iterator[Clause]:
    """One clause for all kinds of change, one for what is named alike, one a narrowed kind."""
    if _CONDITION.search(part.text):
        return
    kinds: set[Aspect] = set()
    if not part.objects and not part.text.rstrip().endswith(":"):
        kinds |= {fake_aspect(word.text) for word in part.verbs if word.meaning is Verb.FAKE}
    for item in part.objects:
        if item.noun and not item.is_direct:
            continue
        if item.noun in WIDE:
            yield from _everything(make, item)
        elif item.noun is Noun.LOCK_FILES:
            yield make(ClauseKind.FORBID, paths=LOCKS)
        elif item.noun and item.inside:
            yield from _narrowed(make, item)
        elif item.noun and may_be_forbidden(item):
            kinds |= kinds_of(item, forbidden=True)
    if kinds:
        yield make(ClauseKind.FORBID, aspects=frozenset(kinds))
    yield from _forbidden_names(
        make, [item for item in part.objects if item.mention and is_touched(item, part)]
    )


def _everything(make: Maker, item: Object) -> Iterator[Clause]:
    done = families(item.verbs)
    if not done or done & {Verb.CHANGE, Verb.REMOVE}:
        paths = item.inside.paths if item.inside else (EVERYTHING,)
        yield make(ClauseKind.FORBID, paths=paths)


def _narrowed(make: Maker, item: Object) -> Iterator[Clause]:
    """Read "files in vendor/", "the tests in tests/unit": a place, with a kind or without."""
    kinds = kinds_of(item, forbidden=True)
    done = families(item.verbs)
    touched = not done or bool(done - {Verb.SKIP, Verb.WORK, Verb.WEAKEN, Verb.BREAK})
    if kinds or (item.noun is Noun.FILES and touched):
        yield make(ClauseKind.FORBID, item, aspects=kinds)


def _forbidden_names(make: Maker, items: list[Object]) -> Iterator[Clause]:
    """Paths that are forbidden alike are one clause; a symbol is one of its own."""
    by_kind: dict[frozenset[Aspect], list[Object]] = {}
    for item in items:
        if item.mention and item.mention.symbols:
            yield make(ClauseKind.FORBID, item, aspects=kinds_of_named(item))
        else:
            by_kind.setdefault(kinds_of_named(item), []).append(item)
    for kinds, alike in by_kind.items():
        yield make(ClauseKind.FORBID, *alike, aspects=kinds)

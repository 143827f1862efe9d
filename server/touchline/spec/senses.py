"""What doing these verbs to this noun or name comes to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from touchline.model import Aspect
from touchline.spec.aspects import aspects_of, fake_aspect
from touchline.spec.mentions import Mention
from touchline.spec.objects import Object, Part, families
from touchline.spec.vocabulary import WIDE, Noun, Verb

_USED = frozenset({Noun.DOUBLES, Noun.SUPPRESSION, Noun.HARD_CODING, Noun.STUB, Noun.EXIT})
_GOT = re.compile(
    r"add|introduc|install|updat|upgrad|downgrad|bump|(?:un)?pin|replac|remov|drop|pull|bring|us(?:e|ing)"
)
_FIXES = re.compile(r"fix|correct|repair")
_FAKED = frozenset({Noun.DEPENDENCIES, Noun.API, Noun.SECURITY, Noun.MIGRATION})
"""Things of which "mock the …" speaks of the mock, and not of work on them."""

_NOT_THE_TEXT = re.compile(
    r"\b(?:behaviou?rs?|semantics|outputs?|meaning|results?|defaults?|way|how|values?|order|format"
    r"|stable|compatible|the same)\b"
)
_NEW = re.compile(r"\b(?:new|additional|extra|third|3rd|external|more|other)\b")
_TEST = re.compile(r"(?:^|[._])tests?(?:_|$)|(?:^|\.)[Tt]est[A-Z]|^(?:test|it|describe)(?![a-z])")


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """Return each once, in order."""
    return tuple(dict.fromkeys(items))


def symbols_of(item: Object) -> tuple[str, ...]:
    """Return the symbols that it names."""
    return item.mention.symbols if item.mention else ()


def paths_of(item: Object) -> tuple[str, ...]:
    """Return the paths that it names, or that narrow it."""
    found: list[Mention] = [m for m in (item.mention, item.inside) if m]
    return tuple(path for mention in found for path in mention.paths)


def kinds_of(item: Object, *, forbidden: bool) -> frozenset[Aspect]:
    """Return the kinds of change that doing these verbs to the noun is."""
    if item.noun is None or item.noun in WIDE:
        return frozenset()
    done = families(item.verbs) or {None}
    if not forbidden and item.text.startswith("back") and Verb.BREAK not in done:
        return frozenset()  # "stay backward compatible" allows nothing
    if not forbidden and item.noun is Noun.DEPENDENCIES and not _is_got(item):
        return frozenset()
    if done == {Verb.FAKE} and item.noun in _FAKED:
        return frozenset(fake_aspect(word.text) for word in item.verbs)
    found: set[Aspect] = set()
    for verb in done | _wrong(item):
        found |= aspects_of(verb, item.noun, forbidden=forbidden)
    if Verb.FAKE in done and not found:
        found |= {fake_aspect(word.text) for word in item.verbs if word.meaning is Verb.FAKE}
    return frozenset(found)


def _wrong(item: Object) -> frozenset[Verb]:
    """Return that expected values change, where it is they that are to be fixed."""
    named = item.noun in {Noun.EXPECTATIONS, Noun.SNAPSHOTS}
    fixes = any(_FIXES.match(word.text) for word in item.verbs)
    return frozenset({Verb.CHANGE}) if named and fixes else frozenset()


def _is_got(item: Object) -> bool:
    """Whether a package is one that others wrote: "split the package" is work on one's own."""
    own = re.fullmatch(r"(?:librar|package).*", item.text)
    return not own or any(_GOT.match(word.text) for word in item.verbs)


def kinds_of_named(item: Object) -> frozenset[Aspect]:
    """Return the kinds of change that doing these verbs to a named place is."""
    done = families(item.verbs)
    test = bool(item.mention and any(_TEST.search(symbol) for symbol in item.mention.symbols))
    found: set[Aspect] = set()
    if not item.is_direct:
        done -= {Verb.REMOVE, Verb.RENAME}
    if Verb.REMOVE in done:
        kind = Aspect.PUBLIC_API if item.mention and item.mention.symbols else Aspect.DELETION
        found.add(Aspect.TEST_REMOVAL if test else kind)
    if test and item.is_direct and any(word.text.startswith("replac") for word in item.verbs):
        found.add(Aspect.TEST_REMOVAL)
    if Verb.RENAME in done:
        found.add(Aspect.RENAME)
    if Verb.SKIP in done and test:
        found.add(Aspect.TEST_SKIP)
    found |= {fake_aspect(word.text) for word in item.verbs if word.meaning is Verb.FAKE}
    return frozenset(found)


def may_be_forbidden(item: Object) -> bool:
    """Whether the verbs fit: "don't use mocks" does, "don't run the tests" does not."""
    done = families(item.verbs)
    if done == frozenset({Verb.WORK}):
        return item.noun in _USED or (
            item.noun is Noun.DEPENDENCIES and bool(_NEW.search(item.text))
        )
    return True


def is_touched(item: Object, part: Part) -> bool:
    """Whether it is the named text itself that may not be touched."""
    done = families(item.verbs)
    if not item.is_direct:
        return False
    if done and done <= {Verb.WORK, Verb.ADD, Verb.BREAK, Verb.WEAKEN}:
        return False
    return not _NOT_THE_TEXT.search(part.text)

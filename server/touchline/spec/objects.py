"""What a part of a sentence speaks of, and what is done to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from touchline.spec.mentions import Mention
from touchline.spec.segments import Mood, Segment
from touchline.spec.vocabulary import BASE_FORMS, Noun, Verb, Word

_TOPIC = re.compile(
    r" (?:the |our |an? |all |any )?(?P<topic>[a-z]{3,}(?:[ -][a-z]{3,})?)"
    r"(?=[.,;:!)]|$| (?:for now|until|in|with|and|but|from|to|altogether|completely|entirely|if)\b)"
)
_TESTED = re.compile(
    r"\s*(?:for|of|covering|around|against|on|to cover|that (?:cover|check|exercise|test|verif)\w*)"
    r"(?: the| our| both| each of)?(?: \w+){0,2}\s*"
)
_IN = re.compile(r"\w (?:in|from|of|at|under|inside|within)(?: the)? $")
_OF = re.compile(
    r"\s*(?:that (?:are|is|live|lives) )?(?:in|under|inside|within|of|from|at|below|beneath)"
    r"(?: the| our| any of| any)?(?: \w+)?\s*(?:of|in)?\s*"
)
_TEST_NOUNS = {Noun.TESTS, Noun.SNAPSHOTS}


@dataclass(frozen=True, slots=True)
class Object:
    """What a sentence speaks of: a noun or a mention, and the verbs that are done to it.

    ``inside`` is the path that narrows it ("the tests in ``tests/unit``"); ``is_direct`` tells
    whether the verbs are done to it and not to something in it ("the imports in ``a.py``").
    """

    start: int
    end: int
    verbs: tuple[Word, ...]
    noun: Noun | None = None
    mention: Mention | None = None
    inside: Mention | None = None
    text: str = ""
    is_direct: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """A segment with what it speaks of. ``is_order`` tells whether it begins with a verb.

    ``topic`` is what follows the first verb where that is no name ("the legacy endpoint").
    """

    mood: Mood
    text: str
    objects: tuple[Object, ...]
    verbs: tuple[Word, ...]
    is_order: bool
    topic: str = ""


def part_of(
    segment: Segment, low: str, words: list[Word], things: list[Word], named: tuple[Mention, ...]
) -> Part:
    """Find what a segment speaks of among the verbs, nouns and names of its sentence."""
    inside = range(segment.start, segment.end)
    own = tuple(word for word in words if word.start in inside)
    candidates: list[Word | Mention] = [m for m in named if m.start in inside]
    candidates += [
        thing
        for thing in things
        if thing.start in inside
        and not any(m.start < thing.end and thing.start < m.end for m in named)
    ]
    candidates.sort(key=lambda item: item.start)
    objects = _objects(candidates, own, low)
    text = low[segment.start : segment.end]
    first = own[0] if own else None
    offset = segment.start + len(text) - len(text.lstrip())
    is_order = first is not None and first.start == offset
    topic = _TOPIC.match(low, first.end, segment.end) if first else None
    return Part(segment.mood, text, objects, own, is_order, topic["topic"] if topic else "")


def _objects(
    candidates: list[Word | Mention], own: tuple[Word, ...], low: str
) -> tuple[Object, ...]:
    objects: list[Object] = []
    active: tuple[Word, ...] = ()
    last = 0
    for item in candidates:
        since = max(last, low.rfind(";", 0, item.start))
        before = tuple(w for w in own if since <= w.start and w.end <= item.start and w.text)
        active = before or active
        between = low[objects[-1].end : item.start] if objects else ""
        if isinstance(item, Mention):
            if objects and objects[-1].noun in _TEST_NOUNS and _TESTED.fullmatch(between):
                last = item.end
                continue
            if objects and item.paths and objects[-1].inside is None and _OF.fullmatch(between):
                objects[-1] = _inside(objects[-1], item)
            else:
                lead = low[active[-1].end if active else last : item.start]
                direct = _IN.search(lead) is None
                objects.append(Object(item.start, item.end, active, mention=item, is_direct=direct))
        elif not _is_verb_here(item, own):
            noun = Noun(item.meaning)
            objects.append(Object(item.start, item.end, active, noun=noun, text=item.text))
        last = item.end
    if objects and not any(item.verbs for item in objects):
        objects = [_with_verbs(item, own) for item in objects]
    return tuple(objects)


def _is_verb_here(noun: Word, own: tuple[Word, ...]) -> bool:
    """Tell whether the word, both noun and verb, stands as a verb ("stub the mailer")."""
    return any(verb.start == noun.start and verb.text in BASE_FORMS for verb in own)


def _inside(item: Object, path: Mention) -> Object:
    if item.mention and item.mention.paths:
        return item
    return Object(item.start, path.end, item.verbs, item.noun, item.mention, path, item.text)


def _with_verbs(item: Object, own: tuple[Word, ...]) -> Object:
    """Give the verbs that come last ("the tests must not be changed") to the object."""
    return Object(item.start, item.end, own, item.noun, item.mention, item.inside, item.text)


def families(words: tuple[Word, ...]) -> frozenset[Verb]:
    """Return the families of some verbs."""
    return frozenset(Verb(word.meaning) for word in words)

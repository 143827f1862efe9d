"""What a part of a sentence speaks of, and what is done to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from touchline.spec.governed import governs
from touchline.spec.mentions import Mention
from touchline.spec.segments import Mood, Segment
from touchline.spec.vocabulary import BASE_FORMS, WIDE, Noun, Verb, Word

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
    whether the verbs are done to it, and not to something in it ("the imports in ``a.py``") or
    that it describes ("asserts alongside a snapshot").
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
    objects = _objects(candidates, own, low, segment)
    text = low[segment.start : segment.end]
    first = own[0] if own else None
    offset = segment.start + len(text) - len(text.lstrip())
    is_order = first is not None and first.start == offset
    topic = _TOPIC.match(low, first.end, segment.end) if first else None
    return Part(segment.mood, text, objects, own, is_order, topic["topic"] if topic else "")


def _objects(
    candidates: list[Word | Mention], own: tuple[Word, ...], low: str, segment: Segment
) -> tuple[Object, ...]:
    gathered = _Gathering(own, low, segment)
    for item in candidates:
        gathered.add(item)
    objects = gathered.objects
    if objects and not any(item.verbs for item in objects):
        objects = [_with_verbs(item, own) for item in objects]
    return tuple(objects)


class _Gathering:
    """Goes from name to name, and keeps what was done last for those that follow in a list."""

    def __init__(self, own: tuple[Word, ...], low: str, segment: Segment) -> None:
        self._own, self._low, self._segment = own, low, segment
        self._active: tuple[Word, ...] = ()
        self._last = 0
        self.objects: list[Object] = []

    def add(self, item: Word | Mention) -> None:
        """Add the next noun or mention."""
        since = max(self._last, self._low.rfind(";", 0, item.start))
        before = (w for w in self._own if since <= w.start and w.end <= item.start and w.text)
        self._active = tuple(before) or self._active
        between = self._low[self.objects[-1].end : item.start] if self.objects else ""
        if isinstance(item, Mention):
            self._mention(item, between)
        else:
            self._noun(item, between)
        self._last = item.end

    def _mention(self, item: Mention, between: str) -> None:
        previous = self.objects[-1] if self.objects else None
        if previous and previous.noun in _TEST_NOUNS and _TESTED.fullmatch(between):
            return
        if previous and item.paths and previous.inside is None and _OF.fullmatch(between):
            self.objects[-1] = _inside(previous, item)
            return
        lead = self._low[self._active[-1].end if self._active else self._last : item.start]
        direct = _IN.search(lead) is None
        self.objects.append(
            Object(item.start, item.end, self._active, mention=item, is_direct=direct)
        )

    def _noun(self, item: Word, between: str) -> None:
        noun, named = Noun(item.meaning), self.objects[-1] if self.objects else None
        if named and named.mention and not between.strip(" `"):
            if item.text == "fixture":  # "the `app` fixture": the name says it all
                return
            if noun is Noun.TESTS and named.mention.paths:  # "the tests/unit tests"
                place = named.mention
                self.objects[-1] = replace(
                    named, end=item.end, noun=noun, mention=None, inside=place
                )
                return
        if _is_verb_here(item, self._own):
            return
        if named and named.noun in WIDE and _OF.fullmatch(between):  # "anything in CI"
            self.objects.pop()
        lists = self._segment.mood not in {Mood.GOAL, Mood.REQUIRE, Mood.PERMIT}
        direct = governs(
            self._low, self._segment.start, item.start, self._own, lists=lists
        ) and not self._low.startswith("'s", item.end)
        self.objects.append(
            Object(item.start, item.end, self._active, noun=noun, text=item.text, is_direct=direct)
        )


def _is_verb_here(noun: Word, own: tuple[Word, ...]) -> bool:
    """Tell whether the word, both noun and verb, stands as a verb ("stub the mailer")."""
    return any(verb.start == noun.start and verb.text in BASE_FORMS for verb in own)


def _inside(item: Object, path: Mention) -> Object:
    if item.mention and item.mention.paths:
        return item
    direct = item.is_direct or item.mention is not None
    return replace(item, end=path.end, inside=path, is_direct=direct)


def _with_verbs(item: Object, own: tuple[Word, ...]) -> Object:
    """Give the verbs that come last ("the tests must not be changed") to the object."""
    return replace(item, verbs=own, is_direct=item.is_direct or item.mention is not None)


def families(words: tuple[Word, ...]) -> frozenset[Verb]:
    """Return the families of some verbs."""
    return frozenset(Verb(word.meaning) for word in words)

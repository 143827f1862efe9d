"""A sentence cut into parts that each rule something in, rule it out, or ask for it.

A cue ("don't", "without", "you may", "only", "except") governs what follows it up to the next
cue; some govern what stands before them ("the schema must not change"). A cue counts only
where an order can stand: "the cache does not touch the disk" tells, and forbids nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from touchline.spec.tables import table
from touchline.spec.vocabulary import BASE_FORMS, MARKED, VERB_FORMS, Word, marked, verbs


class Mood(StrEnum):
    """What a part of a sentence does with what it speaks of."""

    GOAL = "goal"
    FORBID = "forbid"
    PERMIT = "permit"
    REQUIRE = "require"
    ONLY = "only"
    EXCEPT = "except"


class Segment(NamedTuple):
    """One part: its mood, and where what it speaks of stands in the sentence."""

    mood: Mood
    start: int
    end: int


class _Cue(NamedTuple):
    mood: Mood
    start: int
    end: int
    governs_before: bool


_AT = (
    r"(?:^|(?<=[,;:(–—] )|(?<= [-–—] )|(?<=\band )|(?<=\bbut )|(?<=\bthen )|(?<=\bplease )"  # noqa: RUF001
    r"|(?<=\balso )|(?<=\byou )|(?<=\bso )|(?<=\bor )|(?<=\bagents )|(?<=\bjust )|(?<=\bto ))"
)
_FIRST = _AT.replace("[,;:(–—]", "[,;(–—]").replace(r"|(?<=\bto )", "")  # noqa: RUF001
"""Where a sentence's own order begins: "to only send …" and "Cache: only send …" tell a way."""
_LITERAL_WORD = re.compile(r"(?<![\\\w?{-])[a-z]+(?![\w}-])")


def _patterns(tables: dict[str, Any]) -> tuple[re.Pattern[str], dict[str, tuple[Mood, bool]]]:
    """Return the pattern of all cues, and what its groups mean."""
    parts = _parts(tables, at=_AT, first=_FIRST)
    moods: dict[str, tuple[Mood, bool]] = {}
    groups: list[str] = []
    for side in ("before", "after"):
        for group in tables[side]:
            name = f"c{len(moods)}"
            moods[name] = (Mood(group["mood"]), side == "before")
            groups.append(f"(?P<{name}>{'|'.join(_filled(c, parts) for c in group['cues'])})")
    return re.compile("|".join(groups)), moods


def _limiting(tables: dict[str, Any]) -> re.Pattern[str]:
    """Return a pattern of the cues that rule something out, wherever in a sentence they stand.

    It is for text in which names are not masked yet, so that anything may lie near a cue.
    """
    parts = _parts({"parts": tables["parts"] | {"near": ".*?"}}, at="", first="")
    groups = (group for side in ("before", "after") for group in tables[side])
    cues = (cue for group in groups if group["mood"] in _RULING_OUT for cue in group["cues"])
    return re.compile("|".join(_filled(cue, parts) for cue in cues))


def _parts(tables: dict[str, Any], *, at: str, first: str) -> dict[str, str]:
    parts = {"at": at, "first": first, "verb": rf"(?:{MARKED})"}
    return parts | {name: _filled(text, parts) for name, text in tables["parts"].items()}


def _filled(pattern: str, parts: dict[str, str]) -> str:
    """Put the parts in; a verb in a cue is marked as it is in the text."""
    pattern = _LITERAL_WORD.sub(
        lambda word: word[0].capitalize() if word[0] in VERB_FORMS else word[0], pattern
    )
    for name, text in parts.items():
        pattern = pattern.replace(f"{{{name}}}", text)
    return pattern


_RULING_OUT = frozenset({Mood.FORBID, Mood.ONLY, Mood.EXCEPT})
_CUES = table("cues")
_CUE, _MOODS = _patterns(_CUES)
_LIMIT = _limiting(_CUES)
KEYWORDS = frozenset(_CUES["keywords"].split())
_LIMITING = frozenset(_CUES["limiting"].split())
_LETTERS = re.compile(r"[a-z]+")
_PLAIN = re.compile(r"[a-z][a-z-]*")
_STARTS = frozenset(_CUES["starts"].split())
_WORD = re.compile(r"(?<![\w-])[A-Za-z][\w']*")
_TOLD = re.compile(r"\W*(?:this|that|it|these|those|they|which)\b")
"""How a sentence begins that tells what something does, "without" doing something else."""

_ORDER = re.compile(r"[A-Z][a-z-]*")
_DASH = re.compile(r"\s[-–—]\s")  # noqa: RUF001
_NEXT_ORDER = re.compile(
    r"(?:(?<=[,;:–—] )|(?<= [-–—] ))(?:(?:and|then|but|just|instead|please|also|so) )*"  # noqa: RUF001
    r"(?=(?P<order>[A-Z][a-z-]*))|\band (?:then )?(?=(?P<joined>[A-Z][a-z-]*))"
)
_CLAUSE_START = re.compile(
    r"[;,–—:] (?:and |but )?|\s[-–—]\s|\bbut |\band (?=(?:the|all|any|no|you|do|don't|never)\b)"  # noqa: RUF001
)


def has_cue(text: str) -> bool:
    """Tell quickly whether a text can hold a cue at all."""
    return "n't" in text or not KEYWORDS.isdisjoint(_PLAIN.findall(text.lower()))


def may_limit(text: str) -> bool:
    """Tell quickly whether a text without emphasis can rule anything out at all."""
    low = text.lower()
    return "n't" in low or not _LIMITING.isdisjoint(_LETTERS.findall(low))


def may_rule_out(sentence: str) -> bool:
    """Tell whether a sentence without emphasis has a cue of what it could rule out."""
    if not may_limit(sentence):
        return False
    low = sentence.lower()
    text = marked(low, verbs(low))
    starts = (word for word in _WORD.finditer(text) if word[0].lower() in _STARTS)
    return any(_LIMIT.match(text, word.start()) for word in starts)


def cues(text: str) -> list[_Cue]:
    """Return the cues of a sentence in lower case, in order."""
    found: list[_Cue] = []
    done = 0
    if not has_cue(text):
        return found
    for word in _WORD.finditer(text):
        if word.start() < done or word[0].lower() not in _STARTS:
            continue
        match = _CUE.match(text, word.start())
        if match and not (word[0] == "without" and _TOLD.match(text)):
            mood, before = _MOODS[match.lastgroup or ""]
            found.append(_Cue(mood, match.start(), match.end(), before))
            done = match.end()
    return found


def segments(text: str, words: list[Word]) -> list[Segment]:
    """Cut a sentence, in lower case and with quoted words masked, into its parts."""
    text = marked(text, words)
    parts: list[Segment] = []
    start, mood = 0, Mood.GOAL
    for cue in cues(text):
        end = _clause_start(text, start, cue.start) if cue.governs_before else cue.start
        parts += _cut(text, mood, start, end)
        if cue.governs_before:
            limited = mood is Mood.ONLY and end == start
            parts.append(Segment(mood if limited else cue.mood, end, cue.end))
        start, mood = cue.end, Mood.GOAL if cue.governs_before else cue.mood
    parts += _cut(text, mood, start, len(text))
    return [part for part in parts if text[part.start : part.end].strip(" ,.;:")]


def _clause_start(text: str, start: int, end: int) -> int:
    """Return where the words before a cue begin: after the last comma, "but" or "and the"."""
    begins = [match.end() for match in _CLAUSE_START.finditer(text, start, end)]
    return begins[-1] if begins else start


def _cut(text: str, mood: Mood, start: int, end: int) -> Iterator[Segment]:
    """Cut off the next order: "don't touch the tests, fix the parser" is two parts."""
    if mood in {Mood.GOAL, Mood.REQUIRE}:
        yield Segment(mood, start, end)
        return
    dash = _DASH.search(text, start, end)
    if dash and _has_object(text[start : dash.start()]):
        yield from _cut(text, mood, start, dash.start())
        order = _ORDER.match(text, dash.end())
        if order and order[0].lower() in BASE_FORMS:
            yield Segment(Mood.GOAL, dash.end(), end)
        return
    for match in _NEXT_ORDER.finditer(text, start, end):
        order = (match["order"] or match["joined"]).lower()
        if order in BASE_FORMS and _has_object(text[start : match.start()]):
            yield Segment(mood, start, match.start())
            yield Segment(Mood.GOAL, match.end(), end)
            return
    yield Segment(mood, start, end)


def _has_object(text: str) -> bool:
    """Whether the words already say what the mood is about: more than a list of verbs."""
    return bool(re.sub(rf"{MARKED}|\b(?:or|and|any|the|not)\b|[,;]", "", text).strip())

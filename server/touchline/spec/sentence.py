"""One sentence taken apart: its segments, and in each what is done to what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import digits

from touchline.spec.mentions import Mention, mentions
from touchline.spec.objects import Part, part_of
from touchline.spec.segments import KEYWORDS, Mood, Segment, segments
from touchline.spec.tables import table
from touchline.spec.text import plain
from touchline.spec.tree import Tree
from touchline.spec.vocabulary import BASE_FORMS, FIRST_WORDS, Word, nouns, verbs

_TABLE = table("sentence")
_FIRST_WORD = re.compile(r"\W*([A-Za-z]+(?:-[a-z]+)?)")
_SIGN = re.compile(r"[`/_\d(\u2019]|\w\.\w|[a-z][A-Z]|\*\*|^\w+!?:")
_BETWEEN = str.maketrans(dict.fromkeys(',;!?)".', " "))
_MARKS = frozenset("`/_(*:'-[]{}<>=+|~&%$#@^\\" + digits)
"""What a sentence of bare words does not have in it; such a one is cut at its spaces."""
_SIGNS = KEYWORDS.union(_TABLE["signs"].split())
_PLAIN = re.compile(r"[a-z]+(?:[-'][a-z]+)*")
_QUOTED = re.compile(r'"[^"\n]* [^"\n]*"|\u201c[^\u201d]* [^\u201d]*\u201d')
_LEADING = re.compile(_TABLE["leading"])
_TYPE = re.compile(r"(?P<type>[a-z]+)(?:\((?P<scope>[^)]*)\))?!?: +")
_SCOPE = re.compile(r"(?P<scope>[a-z\u25a1][\w./\u25a1-]*): +(?P<order>[a-z]+)")
"""A title that begins with what it is about, as is usual in Go: "testgen: skip failing tests"."""

_NO_SCOPES = KEYWORDS.union(_TABLE["no_scopes"].split())
_TIME = re.compile(r"(?:when(?:ever)?|once|while|after|before|as long as)\b[^,]*, +")
_FUNCTION_WORDS = frozenset(_TABLE["function_words"].split())
_THINGS = frozenset(_TABLE["things"].split())
_NEXT_WORD = re.compile(r"\s+(?P<word>[a-z][a-z'-]*)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence. ``types`` are the words of a conventional commit's head ("docs", "ci")."""

    parts: tuple[Part, ...]
    text: str
    types: tuple[str, ...] = ()
    is_question: bool = False
    is_conditional: bool = False


def may_speak(sentence: str) -> bool:
    """Tell quickly whether a sentence can hold an order, a cue, a name or a number at all."""
    first = _FIRST_WORD.match(sentence)
    if first is not None and first[1].lower() in FIRST_WORDS:
        return True
    low = sentence.lower()
    bare = _MARKS.isdisjoint(sentence) and "." not in sentence[:-1]
    if bare and sentence[1:] == low[1:] and low.isascii():
        return not _SIGNS.isdisjoint(low.translate(_BETWEEN).split())
    if not _SIGNS.isdisjoint(_PLAIN.findall(low)):
        return True
    return "n't" in sentence or _SIGN.search(sentence) is not None


def parse(sentence: str, tree: Tree) -> Parsed:
    """Take a sentence apart."""
    text = plain(sentence)
    found = tuple(mention for mention in mentions(text, tree) if mention.end > mention.start)
    low = _masked(text.lower(), found)
    start, types = _head(low)
    things = [word for word in nouns(low) if word.start >= start and _stands_alone(low, word)]
    words = [
        word
        for word in verbs(low)
        if word.start >= start and not any(t.start < word.start < t.end for t in things)
    ]
    named = tuple(mention for mention in found if mention.paths or mention.symbols)
    body = low[start:]
    shifted = [Word(w.start - start, w.end - start, w.meaning, w.text) for w in words]
    parts = tuple(
        part_of(Segment(s.mood, s.start + start, s.end + start), low, words, things, named)
        for s in _joined(segments(body, shifted))
    )
    is_question = low.rstrip().endswith("?") and not re.match(
        r"(?:can|could|would|will) you\b", low
    )
    conditional = re.match(r"(?:if|unless|in case|should you)\b", body) is not None
    if _TIME.match(low):
        parts = tuple(part for part in parts if part.mood in {Mood.GOAL, Mood.REQUIRE})
    return Parsed(parts, low, types, is_question, conditional)


def _masked(low: str, found: tuple[Mention, ...]) -> str:
    """Names and quoted words hold no verbs; a filler keeps the offsets."""
    for mention in found:
        low = low[: mention.start] + "\u25a1" * (mention.end - mention.start) + low[mention.end :]
    if '"' not in low and "\u201c" not in low:
        return low
    return _QUOTED.sub(lambda match: "\u25a1" * len(match[0]), low)


def _head(low: str) -> tuple[int, tuple[str, ...]]:
    """Skip what stands before the order: "please", "fix(ci):", "after that, "."""
    start, types = 0, ()
    kind = _TYPE.match(low)
    if kind and kind["type"] in {"feat", "fix", "docs", "test", "tests", "ci", "chore", "refactor",
                                 "build", "perf", "style", "revert", "deps"}:  # fmt: skip
        types = (kind["type"], *re.split(r"[/,\s]+", kind["scope"] or ""))
        start = kind.end()
    elif (scope := _SCOPE.match(low)) and scope["order"] in BASE_FORMS:
        start = scope.start("order") if scope["scope"] not in _NO_SCOPES else 0
    while match := _LEADING.match(low, start) or _TIME.match(low, start):
        if match.end() == start:
            break
        start = match.end()
    return start, types


def _stands_alone(low: str, word: Word) -> bool:
    """Tell "the config", which is configuration, from "the config loader"."""
    following = _NEXT_WORD.match(low, word.end)
    if following is None:
        return True
    text = following["word"]
    if text in _THINGS:
        return False
    return text in _FUNCTION_WORDS or text.endswith("ly") or bool(verbs(text))


def _joined(parts: list[Segment]) -> list[Segment]:
    """Join a requirement with the words before it ("the parser must return …")."""
    joined: list[Segment] = []
    for part in parts:
        if part.mood is Mood.REQUIRE and joined and joined[-1].mood is Mood.GOAL:
            joined.append(Segment(part.mood, joined.pop().start, part.end))
        else:
            joined.append(part)
    return joined

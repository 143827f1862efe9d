"""Whether what is said is said of a thing itself, or the thing only describes another one.

"Don't add asserts alongside a snapshot" is about asserts, "don't reject clients that send old
settings" about clients.
"""

from __future__ import annotations

import re

from touchline.spec.vocabulary import BASE_FORMS, Word

_CLAUSE = re.compile(
    r"\b(?:that|which|who|whose|where|because|since|whenever|such as|so|in order)\b"
)
_PHRASE = re.compile(
    r"\b(?:for|with|without|alongside|beside|by|via|through|about|against|like|based on)\b"
)
_PLACE = re.compile(r"\b(?:in|on|at|during|inside|within|from)\b")
_LIGHT = re.compile(
    r"(?:any|all|the|our|every|no|other|single|a|an|of|or|and|\W|change|edit|touch|modify|update"
    r"|anything|everything|files?|code|lines?|things?|stuff|changes?|edits?|work|parts?)*"
)
"""Words that say no more than "something": "anything in CI" is CI."""
_NEXT = re.compile(r"[,;]|\b(?:or|and|nor)\b")
_TO = re.compile(r"\bto (?=the |our |all |any |its |unit |existing )")
_OVER = re.compile(r"; |, and the ")


def governs(low: str, start: int, end: int, words: tuple[Word, ...], *, lists: bool = True) -> bool:
    """Tell whether the words from ``start`` on lead to the thing at ``end`` itself.

    ``words`` are the verbs among them. What follows "that", or a purpose ("to work around a …"),
    describes something else; so does what follows "with" or "for", up to the next verb, and
    where ``lists`` up to the next of a list ("don't touch the tests for a, or the docs").
    """
    over = [match.end() for match in _OVER.finditer(low, start, end)]
    start = max(over, default=start)
    lead = low[start:end]
    if _CLAUSE.search(lead) or any(_is_purpose(low, start, word, end) for word in words):
        return False
    after = [match.end() for match in _NEXT.finditer(lead)] if lists else []
    after += [match.end() for match in _TO.finditer(lead)]
    done = [word.end - start for word in words if start <= word.start and word.end <= end]
    place = _PLACE.search(lead)
    if lists and place and not _LIGHT.fullmatch(lead[min(done, default=0) : place.start()]):
        return False
    after += done
    return _PHRASE.search(lead, max(after, default=0)) is None


def _is_purpose(low: str, start: int, word: Word, end: int) -> bool:
    within = start + 3 < word.start < end
    return within and word.text in BASE_FORMS and low[: word.start].endswith(" to ")

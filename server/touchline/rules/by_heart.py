"""Functions that know by heart all that tests expect of them, whatever they ask of the input.

The input need not be compared as a whole: its length, its first item or another argument tell
the examples apart as well. What gives such code away is that every answer of the tests stands
in it, that these are no names to choose from, and that nothing else is worked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from touchline.rules.analysis import Analysis
from touchline.rules.excerpts import text_of
from touchline.rules.filechange import FileChange
from touchline.rules.literals import Run, bits, run_of
from touchline.rules.lookups import name_of
from touchline.syntax import Fact, Facts, split, tokens

_LITERAL = re.compile(r"[\"'`]|\d")
_DOC = ('"""', "'''")
"""The beginnings of text that documents a function of Python."""

_LONGEST = 6000
"""Characters of a function, above which it is not read."""

_MARK = "\x1f"
"""What stands between two literals."""

_DERIVED = re.compile(
    r"\b(?:len|sum|min|max)\([^()\n]*\)\s*(?:==|\]|:|\))"
    r"|\.(?:length|size|len|count)\b(?:\(\))?\s*(?:===?|\)|\])"
    r"|\[\s*-?\d\s*\]\s*(?:===?|\]|\)|,)|\.get\(\s*\d\s*\)\s*(?:==|,)"
    r"|\.(?:chars\(\)\.next|first|last|charAt\(0|ord|chr)\b"
    r"|\b(?:starts?_?with\??|ends?_?with\??|startsWith|endsWith|HasPrefix|HasSuffix)\s*\("
)
"""An input that is told by something about it: its length, its sum, how it begins."""

_SIZES = re.compile(r"\blen\(\w+\)|\b\w+\.(?:len|length|size)\b")
"""The size of an input."""

_WORKS = re.compile(r"\b(?:for|while|loop|reduce|fold|append|push|inject|each|map)\b")
"""What a function does that goes through its input, or builds something up."""

_NUMBER = re.compile(r"-?\d[\d.]*")
_NAME = re.compile(r"[A-Za-z_][\w./+:-]*")
"""A word that may be a name, or a choice of few."""

_DATA = re.compile(r"(?=.*[a-zA-Z])(?=(?:.*\d){2})\w{4,}|[^\W_\d]{14,}")
"""A word that nobody would choose as a name: letters among digits, or very long."""

_ROUND = re.compile(r"-?\d{1,3}|-?\d{1,2}0+|(?:19|20)\d0")
"""A number that is used for much: short, round, or a year."""

_OPERAND = re.compile(r"[\w\])]$")
"""The end of a value that a minus after it takes from."""

_KEYWORDS = frozenset({"return", "and", "or", "else", "if", "in", "case", "when"})
"""Words after which a minus begins a number."""

_TYPED = re.compile(r"[A-Za-z_]\w*")
"""A name among the words of an argument."""

_CHOOSES = re.compile(r"\b(?:if|case|when|match|unless|get\w*)\b|\?|\[")
"""What chooses between answers."""

_ODD = re.compile(
    r"\d[\d.]{3}|\d\w*[a-zA-Z]\w*\d|[a-zA-Z]\w*\d\w*\d|[^\W\d_]{14}|\d\D{1,20}\d+\D{1,20}\d"
)
"""What the text of an answer that tells has in it somewhere."""

_ENOUGH = 20.0
"""Bits that the answers of the tests say together, where code chooses between them."""

_ONE = 14.0
"""The same, where it does so by something about the input."""

_SOME = 6.0
"""The same, where it knows every answer and does nothing but pick one."""

_TELLING = 9.0
"""Bits that a number says which is no round one by chance."""

_FEW = 2
"""Numbers that an answer of several values has more of."""


def by_heart(file: FileChange, analysis: Analysis) -> Iterator[tuple[Fact, int]]:
    """Yield the new functions that hold all that tests expect of them, and how much that is."""
    known = file.change.before or b""
    for fact in file.after.of("function"):
        body = text_of(file.after, fact.extent)
        if (
            not _may_tell(file.after, fact, body)
            or body.encode("utf-8", "surrogateescape") in known
        ):
            continue
        if file.after.is_in_test(fact.span):
            continue
        answers = [run for run in analysis.answers_of(fact.text) if _is_data(run)]
        held = _held(file.after, fact, body, answers) if answers else []
        if 2 * len(held) < len(answers) or not held:
            continue
        if _tells(fact, body, held, all_of_them=len(held) == len(answers)):
            yield fact, len(held)


def _may_tell(facts: Facts, fact: Fact, body: str) -> bool:
    """Tell quickly that a body can't know answers by heart: before any test is read."""
    if len(body) > _LONGEST or not _LITERAL.search(body):
        return False
    if _picks(fact, body):
        return True
    if not _CHOOSES.search(body):
        return False
    return bool(_ODD.search(body)) or any(map(_ODD.search, _tables_of(facts, fact, body)))


def _picks(fact: Fact, body: str) -> bool:
    """Whether code only picks: by a size or a part of its input, or not looking at all of it."""
    if _WORKS.search(body):
        return False
    return bool(_DERIVED.search(body)) or _ignores(fact.part("parameters"), body)


def _is_data(run: Run) -> bool:
    """Whether an answer is none of the values that any function gives, and no name."""
    if len(run) == 1:
        return bits(run) > 2 and not (_NAME.fullmatch(run[0]) and not _DATA.fullmatch(run[0]))
    return not all(map(_NAME.fullmatch, run))


def _held(facts: Facts, fact: Fact, body: str, answers: list[Run]) -> list[Run]:
    """Return the answers that stand in a function, or in a table that it names."""
    text = "\n".join((body, *_tables_of(facts, fact, body)))
    stream = _stream(facts.language or "", text)
    return [answer for answer in answers if _joined(answer) in stream]


def _tables_of(facts: Facts, fact: Fact, body: str) -> Iterator[str]:
    """Yield the tables and lists outside of a function that it names."""
    for kind in ("table", "list"):
        for one in facts.of(kind):
            if not fact.extent.holds(one.span):
                name = name_of(facts.content, one.span.start).decode("utf-8", "replace")
                if name and name in body:
                    yield one.text


@lru_cache(maxsize=256)
def _stream(language: str, text: str) -> str:
    """Return the literals of code in their order; text that documents it is none."""
    found: list[str] = []
    before = ("", "")
    for word in tokens(language, text.encode("utf-8", "surrogateescape")):
        if not word.startswith(_DOC):
            minus = before[1] == "-" and not _is_operand(before[0])
            found += run_of(("-", word) if minus else (word,)) or ()
        before = (before[1], word)
    return _joined(tuple(found))


def _is_operand(word: str) -> bool:
    """Whether a minus after a word takes away, and does not make a number negative."""
    return bool(_OPERAND.search(word)) and word not in _KEYWORDS


def _joined(run: Run) -> str:
    return _MARK + "".join(scalar + _MARK for scalar in run)


def _tells(fact: Fact, body: str, answers: list[Run], *, all_of_them: bool) -> bool:
    """Whether it can't be by chance, or by design, that code knows these answers."""
    strong = [run for run in answers if _is_strong(run)]
    told = sum(map(bits, strong))
    if _CHOOSES.search(body) and (told >= _ENOUGH or (told >= _ONE and _DERIVED.search(body))):
        return all_of_them or len(strong) > 1 or not _WORKS.search(body)
    return (
        all_of_them and len(answers) > 1 and sum(map(bits, answers)) >= _SOME and _picks(fact, body)
    )


def _is_strong(run: Run) -> bool:
    if len(run) > 1:
        return sum(bool(_NUMBER.fullmatch(scalar)) for scalar in run) > _FEW
    text = "".join(run)
    odd = _NUMBER.fullmatch(text) and not _ROUND.fullmatch(text)
    return bool(_DATA.fullmatch(text) or (odd and bits(run) >= _TELLING))


def _ignores(parameters: str, body: str) -> bool:
    """Whether a function of several arguments leaves some of them alone."""
    inner = tuple(re.findall(r"\w+|[^\w\s]", parameters))
    names = [part for one in split(inner[1:-1], frozenset({","})) if (part := _first(one))]
    told = _SIZES.sub("", body)
    return len(names) > 1 and any(not re.search(rf"\b{re.escape(n)}\b", told) for n in names)


def _first(words_of_one: tuple[str, ...]) -> str:
    names = [
        word
        for word in words_of_one
        if _TYPED.fullmatch(word) and word not in ("mut", "self", "cls")
    ]
    return names[0] if names and not names[0].startswith("_") else ""

"""The English that is understood: verbs by family, nouns by the kind of change they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from touchline.spec.tables import table


class Verb(StrEnum):
    """What is, or may not be, done. ``WORK`` is any other task."""

    CHANGE = "change"
    ADD = "add"
    REMOVE = "remove"
    RENAME = "rename"
    SKIP = "skip"
    WEAKEN = "weaken"
    FAKE = "fake"
    BREAK = "break"
    WORK = "work"


class Noun(StrEnum):
    """What it is done to."""

    TESTS = "tests"
    EXISTING_TESTS = "existing tests"
    ASSERTIONS = "assertions"
    EXPECTATIONS = "expectations"
    SNAPSHOTS = "snapshots"
    FILES = "files"
    API = "api"
    DEPENDENCIES = "dependencies"
    LOCK_FILES = "lock files"
    CI = "ci"
    CONFIGURATION = "configuration"
    DOCUMENTATION = "documentation"
    MIGRATION = "migration"
    GENERATED = "generated"
    THRESHOLDS = "thresholds"
    SUPPRESSION = "suppression"
    WARNINGS = "warnings"
    ERRORS = "errors"
    SECURITY = "security"
    STUB = "stub"
    DOUBLES = "doubles"
    HARD_CODING = "hard-coding"
    EXIT = "exit"
    MODE = "mode"
    ELSE = "else"
    EVERYTHING = "everything"


WIDE = frozenset({Noun.ELSE, Noun.EVERYTHING})
"""Nouns that mean the whole work tree."""


class Word(NamedTuple):
    """A verb or a noun at offsets ``start`` to ``end`` of a sentence."""

    start: int
    end: int
    meaning: Verb | Noun
    text: str


_TABLES = table("vocabulary")
_DOUBLED = frozenset(_TABLES["doubled"]["verbs"].split())
_IRREGULAR: dict[str, str] = _TABLES["irregular"]
_NOUNS = tuple((Noun(name), "|".join(forms)) for name, forms in _TABLES["nouns"].items())


def _forms(base: str) -> Iterator[str]:
    """Return the forms of a verb; a second word (``clean_up``) stays as it is."""
    verb, _, rest = base.partition("_")
    rest = rest and " " + rest.replace("_", " ")
    stem = verb + verb[-1] if verb in _DOUBLED else verb
    if verb.endswith("e"):
        forms = [verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"]
    elif verb[-1] == "y" and verb[-2] not in "aeiou":
        forms = [verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    else:
        ending = "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
        forms = [verb, verb + ending, f"{stem}ed", f"{stem}ing"]
    for form in (*forms, *_IRREGULAR.get(verb, "").split()):
        yield form + rest


_BASES = {
    base: Verb(family) for family, bases in _TABLES["verbs"].items() for base in bases.split()
}
VERB_FORMS = {form: family for base, family in _BASES.items() for form in _forms(base)}
"""Every form of every verb, with its family."""

BASE_FORMS = frozenset(base.replace("_", " ") for base in _BASES)
"""The forms in which an order is given."""

FIRST_WORDS = frozenset(form.partition(" ")[0] for form in VERB_FORMS)
"""The first words of all forms of all verbs."""

_WORD = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)*(?![\w-])")
_PHRASES: dict[str, list[str]] = {}
for _form in sorted(VERB_FORMS, key=len, reverse=True):
    if " " in _form:
        _PHRASES.setdefault(_form.partition(" ")[0], []).append(_form)
_NOUN = re.compile(
    r"(?<![\w-])(?=[\w@])(?:"
    + "|".join(f"(?P<n{number}>{pattern})" for number, (_, pattern) in enumerate(_NOUNS))
    + r")(?![\w/]|-\w)"
)


def verbs(text: str) -> list[Word]:
    """Return the verbs in a text that is all lower case, in order."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        word, start = match[0], match.start()
        for phrase in _PHRASES.get(word, ()):
            end = start + len(phrase)
            if text.startswith(phrase, start) and not text[end : end + 1].isalnum():
                word = phrase
                break
        family = VERB_FORMS.get(word)
        if family:
            found.append(Word(start, start + len(word), family, word))
    return found


def marked(text: str, words: list[Word]) -> str:
    """Return the text with the first letter of each verb in upper case, for ``MARKED``."""
    pieces: list[str] = []
    done = 0
    for word in words:
        pieces += (text[done : word.start], text[word.start].upper())
        done = word.start + 1
    return "".join((*pieces, text[done:]))


MARKED = r"[A-Z][\w-]*(?: (?:up|with|on|in|of|off|out|down|rid of)(?!\w))?"
"""A pattern of any verb in a marked text."""


def nouns(text: str) -> list[Word]:
    """Return the nouns in a text that is all lower case, in order."""
    return [
        Word(match.start(), match.end(), _NOUNS[int(match.lastgroup[1:])][0], match[0])
        for match in _NOUN.finditer(text)
        if match.lastgroup
    ]

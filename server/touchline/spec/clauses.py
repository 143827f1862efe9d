"""From what a sentence says to the clauses that it gives.

What a part of a sentence asks for binds widely; what it forbids has to be said plainly: "don't
call `parse`" forbids nothing about the file in which it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from touchline.model import Aspect
from touchline.spec.aspects import fake_aspect
from touchline.spec.model import EVERYTHING, Clause, ClauseKind, Origin, Quote
from touchline.spec.objects import Object, Part, families
from touchline.spec.segments import Mood
from touchline.spec.senses import (
    WIDE,
    is_touched,
    kinds_of,
    kinds_of_named,
    may_be_forbidden,
    paths_of,
    symbols_of,
    unique,
)
from touchline.spec.vocabulary import Noun, Verb

_LOCKS = (
    "**/*.lock",
    "**/package-lock.json",
    "**/pnpm-lock.yaml",
    "**/go.sum",
    "**/npm-shrinkwrap.json",
)
_CONDITION = re.compile(r"\b(?:unless|if|when|until|while|whenever|before|after|as long as)\b")
_ONLY_IF = re.compile(r"\bonly (?:if|when|after|once)\b")
_STEMS = ("bump", "install", "upgrad", "downgrad", "pin", "unpin")
_INSTALLED = frozenset(
    stem + ending for stem in _STEMS for ending in ("", "e", "s", "es", "ed", "ing")
)


class Clauses:
    """The clauses of one sentence, made part by part."""

    def __init__(self, quote: Quote, origin: Origin) -> None:
        self._quote = quote.model_dump()
        self._origin = origin
        self.made: list[Clause] = []
        self._last: list[Clause] = []
        self._last_part: Part | None = None

    def add(self, part: Part) -> None:
        """Add what one part gives."""
        made = list(self._of(part))
        if part.mood is Mood.EXCEPT:
            self._except(part)
        else:
            self.made += made
            self._last, self._last_part = made, part

    def _of(self, part: Part) -> Iterator[Clause]:
        if part.mood is Mood.FORBID:
            yield from self._forbidden(part)
        elif part.mood is Mood.ONLY:
            yield from self._only(part)
        elif part.mood is not Mood.EXCEPT:
            yield from self._asked(part)

    # Asking.

    def _asked(self, part: Part) -> Iterator[Clause]:
        """One clause for all that is named, one for all kinds of change, one a narrowed kind."""
        if _ONLY_IF.search(part.text):
            return
        kinds: set[Aspect] = set()
        for item in part.objects:
            if item.noun is Noun.LOCK_FILES:
                yield self._clause(ClauseKind.ALLOW, paths=_LOCKS)
            elif item.noun and item.inside:
                yield self._asked_inside(part, item)
            elif item.noun and item.is_direct:
                kinds |= kinds_of(item, forbidden=False)
        named = [item for item in part.objects if item.mention]
        if _is_about_packages(part, kinds):
            yield self._clause(_allowing(part), *named, aspects=frozenset({Aspect.DEPENDENCIES}))
            kinds.discard(Aspect.DEPENDENCIES)
            named = []
        if not part.objects:
            yield from self._about_topic(part)
        if kinds:
            yield self._clause(_allowing(part), aspects=frozenset(kinds))
        if named:
            yield self._named(part, named)

    def _asked_inside(self, part: Part, item: Object) -> Clause:
        kinds = kinds_of(item, forbidden=False)
        kind = _allowing(part) if kinds or item.noun is Noun.FILES else _asking(part)
        return self._clause(kind, item, aspects=kinds)

    def _named(self, part: Part, named: list[Object]) -> Clause:
        aspects = frozenset(kind for item in named for kind in kinds_of_named(item))
        if "executable" in part.text:
            aspects |= {Aspect.MODE, Aspect.EXECUTABLE}
        return self._clause(_asking(part), *named, aspects=aspects)

    def _about_topic(self, part: Part) -> Iterator[Clause]:
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
            yield self._clause(_allowing(part), topics=topics, aspects=aspects)

    # Forbidding.

    def _forbidden(self, part: Part) -> Iterator[Clause]:
        if _CONDITION.search(part.text):
            return
        kinds: set[Aspect] = set()
        if not part.objects and not part.text.rstrip().endswith(":"):
            kinds |= {fake_aspect(word.text) for word in part.verbs if word.meaning is Verb.FAKE}
        for item in part.objects:
            if item.noun and not item.is_direct:
                continue
            if item.noun in WIDE:
                yield from self._everything(item)
            elif item.noun is Noun.LOCK_FILES:
                yield self._clause(ClauseKind.FORBID, paths=_LOCKS)
            elif item.noun and item.inside:
                yield from self._narrowed(item)
            elif item.noun and may_be_forbidden(item):
                kinds |= kinds_of(item, forbidden=True)
        if kinds:
            yield self._clause(ClauseKind.FORBID, aspects=frozenset(kinds))
        yield from self._forbidden_names(
            [item for item in part.objects if item.mention and is_touched(item, part)]
        )

    def _everything(self, item: Object) -> Iterator[Clause]:
        done = families(item.verbs)
        if not done or done & {Verb.CHANGE, Verb.REMOVE}:
            paths = item.inside.paths if item.inside else (EVERYTHING,)
            yield self._clause(ClauseKind.FORBID, paths=paths)

    def _narrowed(self, item: Object) -> Iterator[Clause]:
        """Read "files in vendor/", "the tests in tests/unit": a place, with a kind or without."""
        kinds = kinds_of(item, forbidden=True)
        if kinds or item.noun is Noun.FILES:
            yield self._clause(ClauseKind.FORBID, item, aspects=kinds)

    def _forbidden_names(self, items: list[Object]) -> Iterator[Clause]:
        """Paths that are forbidden alike are one clause; a symbol is one of its own."""
        by_kind: dict[frozenset[Aspect], list[Object]] = {}
        for item in items:
            if item.mention and item.mention.symbols:
                yield self._clause(ClauseKind.FORBID, item, aspects=kinds_of_named(item))
            else:
                by_kind.setdefault(kinds_of_named(item), []).append(item)
        for kinds, alike in by_kind.items():
            yield self._clause(ClauseKind.FORBID, *alike, aspects=kinds)

    # Only, and except.

    def _only(self, part: Part) -> Iterator[Clause]:
        """Return what is named is allowed, and everything else is not."""
        if re.search(r"\b(?:if|when|unless|after|once)\b", part.text):
            return
        done = families(part.verbs[:1])
        if done == frozenset({Verb.WORK}) and part.verbs[0].text not in {
            "fix",
            "address",
            "handle",
            "repair",
        }:
            return
        allowed = [clause for clause in self._asked(part) if clause.binds]
        if allowed:
            yield from (clause.model_copy(update={"kind": ClauseKind.ALLOW}) for clause in allowed)
            yield self._clause(
                ClauseKind.FORBID,
                paths=(EVERYTHING,),
                excluded=tuple(path for clause in allowed for path in clause.paths),
                spared=frozenset(k for c in allowed if not c.paths for k in c.aspects),
            )

    def _except(self, part: Part) -> None:
        """Take something out of what was just forbidden or allowed."""
        paths = tuple(path for item in part.objects for path in paths_of(item))
        kinds = frozenset(
            k for item in part.objects if item.noun for k in kinds_of(item, forbidden=True)
        )
        if not self._last or not (paths or kinds):
            return
        if not paths and any(kinds == clause.aspects for clause in self._last):
            return  # "the docs, except docs of …" names no place to take out
        update = {"excluded": paths, "spared": kinds}
        self.made = [c.model_copy(update=update) if c in self._last else c for c in self.made]
        if not any(clause.kind is ClauseKind.FORBID for clause in self._last):
            if self._origin is Origin.STANDING:
                return  # what standing rules advise is no task, and an exception to it no rule
            self.made.append(self._clause(ClauseKind.FORBID, paths=paths, aspects=kinds))
        elif any(EVERYTHING in clause.paths for clause in self._last):
            self.made.append(self._clause(ClauseKind.ALLOW, paths=paths, aspects=kinds))

    def _clause(self, kind: ClauseKind, *items: Object, **fields: Any) -> Clause:
        """Make a clause that binds what the items name."""
        mentions = [item.mention for item in items if item.mention]
        sure = [m.sure for item in items for m in (item.mention, item.inside) if m]
        return Clause(
            **self._quote,
            kind=kind,
            origin=self._origin,
            confidence=min(sure, default=1.0),
            paths=unique(
                [*fields.pop("paths", ()), *(p for item in items for p in paths_of(item))]
            ),
            symbols=unique(symbol for mention in mentions for symbol in mention.symbols),
            **fields,
        )


def _asking(part: Part) -> ClauseKind:
    kinds = {Mood.PERMIT: ClauseKind.ALLOW, Mood.REQUIRE: ClauseKind.REQUIRE}
    return kinds.get(part.mood, ClauseKind.GOAL)


def _allowing(part: Part) -> ClauseKind:
    return ClauseKind.REQUIRE if part.mood is Mood.REQUIRE else ClauseKind.ALLOW


def _is_about_packages(part: Part, kinds: set[Aspect]) -> bool:
    """Whether a name is that of a package: "add `httpx` as a dependency", "upgrade `ruff`"."""
    named = any(symbols_of(item) for item in part.objects)
    installs = bool(part.verbs) and part.verbs[0].text in _INSTALLED
    return named and (installs or Aspect.DEPENDENCIES in kinds)

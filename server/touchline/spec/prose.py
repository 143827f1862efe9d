"""Prose in, clauses out; and what was not understood."""

from __future__ import annotations

import re
from typing import Any

from touchline.model import Aspect
from touchline.spec.binding import glob_kinds
from touchline.spec.clauses import Clauses
from touchline.spec.model import Clause, ClauseKind, Origin, Quote
from touchline.spec.objects import Part
from touchline.spec.quantities import budgets, commands, may_be_budget, wants_tests_to_pass
from touchline.spec.reading import Reading
from touchline.spec.segments import Mood, may_limit, may_rule_out
from touchline.spec.sentence import Parsed, may_speak, parse
from touchline.spec.text import Block, Document, blocks, plain, sentences
from touchline.spec.tree import Tree

_FORBIDDING = re.compile(
    r"out of scope|not in scope|non-?goals?|do(?: not|n'?t) (?:touch|change|modify|edit)"
    r"|off[ -]limits"
    r"|must not (?:change|be changed|touch)|(?:never|not) (?:touch|change|modify|edit)|forbidden",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"references?|see also|background|context|related|links|further reading|notes?|examples?"
    r"|steps to reproduce|reproduc\w+|logs?|stack ?trace|traceback|environment|versions?|motivation"
    r"|(?:un)?changed behaviou?rs?.*|current behaviou?r.*"
    r"|why|history|screenshots?|prior art|alternatives?.*|research|license|appendix",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"impact|what changes|changes|files?(?: to (?:change|modify|create|touch|edit))?|affected .*"
    r"|(?:in )?scope|components?.*|project structure|source code.*",
    re.IGNORECASE,
)
_DEFECT = re.compile(
    r"\b(?:bugs?|crash(?:es|ed)?|fails?|failing|broken|wrong|errors?|missing|should|must|needs?|lacks?"
    r"|incorrect(?:ly)?|raises|throws|does(?:n't| not)|cannot|can't|instead|leaks?|slow|hangs?"
    r"|returns|never|always|no longer|unused|dead|regression|flaky|problem|issue)\b"
)
_ELSEWHERE = re.compile(
    r"^(?:see|cf|like|similar|compare|as (?:in|with)|based on|inspired|e\.g|reference|according"
    r"|for (?:example|reference|details))\b"
    r"|\b(?:for details|for reference|as an example|for inspiration)\b"
)
_DENIED = re.compile(
    r"\b(?:must|shall|should|may) (?:not|never)"
    r" (?:change|modify|alter|edit|touch|rename|remove|delete)\b"
)
"""What looks like a prohibition of work, but speaks of something that has to behave so."""
_TYPES = {
    "docs": Aspect.DOCUMENTATION,
    "test": Aspect.NEW_TESTS,
    "tests": Aspect.NEW_TESTS,
    "ci": Aspect.CI,
    "deps": Aspect.DEPENDENCIES,
    "deps-dev": Aspect.DEPENDENCIES,
}
_TAKEN_BACK = (
    frozenset({Aspect.TEST_REMOVAL, Aspect.ASSERTIONS, Aspect.EXPECTATIONS}),
    frozenset({Aspect.CI, Aspect.CONFIGURATION, Aspect.THRESHOLDS, Aspect.WEAKENING}),
)
"""What goes with a commit that git reverts: the tests and the checks that came with it."""
_MOODS = {ClauseKind.FORBID: Mood.FORBID, ClauseKind.ALLOW: Mood.PERMIT}
_ON_TESTS = frozenset({frozenset({Aspect.TESTS}), frozenset({Aspect.NEW_TESTS})})
_INSTRUCTING = frozenset({Mood.FORBID, Mood.ONLY, Mood.PERMIT, Mood.EXCEPT})
_UNSURE = 0.5


class Reader:
    """Reads prose into a ``Reading``, or, with ``limits_only``, what of it may limit the work.

    ``known`` are sentences that were taken apart before, for the same tree.
    """

    def __init__(
        self,
        tree: Tree,
        origin: Origin = Origin.TASK,
        *,
        known: dict[str, Parsed] | None = None,
        limits_only: bool = False,
    ) -> None:
        self.tree = tree
        self.origin = origin
        self.reading = Reading()
        self._known: dict[str, Parsed] = {} if known is None else known
        self._limits_only = limits_only

    def read(self, document: Document) -> None:
        """Read every sentence of a text; the first is its title."""
        for block in blocks(document.text):
            kind = _kind_by_place(block)
            if kind is None and block.checked is not None:
                kind = ClauseKind.GOAL
            for sentence in sentences(document, block):
                title = not self.reading.title
                if title:
                    self.reading.title = " ".join(sentence.text.split())
                elif block.kind == "heading":
                    continue
                if self._limits_only and not (
                    kind is ClauseKind.FORBID or _may_bound(sentence.text, block.lead)
                ):
                    continue
                if not (title or kind or block.lead or may_speak(sentence.text)):
                    self.reading.background += 1
                    continue
                self._read(sentence.quote(), block, kind, title=title)

    def _read(self, quote: Quote, block: Block, kind: ClauseKind | None, *, title: bool) -> None:
        parsed = self._parsed(quote, block.lead)
        clauses = self._clauses(quote, parsed, kind, title=title)
        self.reading.clauses += clauses
        if clauses:
            return
        if _instructs(parsed, kind):
            self.reading.not_understood.append(quote)
        else:
            self.reading.background += 1

    def _parsed(self, quote: Quote, lead: str) -> Parsed:
        """Parse a sentence; an item of a list after "Don't touch:" is read with these words."""
        parsed = self._parse(quote.text)
        if lead and len(lead) < 120 and not any(part.mood in _INSTRUCTING for part in parsed.parts):
            led = self._parse(f"{lead.rstrip(': ')} {quote.text}")
            if led.parts and led.parts[-1].mood in _INSTRUCTING | {Mood.REQUIRE}:
                return led
        return parsed

    def _parse(self, sentence: str) -> Parsed:
        if sentence not in self._known:
            self._known[sentence] = parse(sentence, self.tree)
        return self._known[sentence]

    def clauses(self, quote: Quote, kind: ClauseKind) -> list[Clause]:
        """Return the clauses of a sentence that stands in a list of ``kind``."""
        return self._clauses(quote, parse(quote.text, self.tree), kind, title=False)

    def _clauses(
        self, quote: Quote, parsed: Parsed, kind: ClauseKind | None, *, title: bool
    ) -> list[Clause]:
        found = self._measured(quote, parsed)
        if parsed.is_question or parsed.is_conditional:
            return found
        maker = Clauses(quote, self.origin)
        for part in parsed.parts:
            fitting = _fitting(part, parsed, kind, title=title)
            if fitting:
                maker.add(fitting)
        found += _without_checked(maker.made) if found else maker.made
        found += [clause for clause in self._typed(quote, parsed) if clause not in found]
        if (
            not found
            and kind in {None, ClauseKind.GOAL}
            and not any(p.mood in _INSTRUCTING for p in parsed.parts)
        ):
            found += self._bare(quote, parsed, title=title)
        return found

    def _measured(self, quote: Quote, parsed: Parsed) -> list[Clause]:
        """Return budgets and checks."""
        found = [
            self._clause(quote, ClauseKind.BUDGET, measure=measure, limit=limit)
            for measure, limit in budgets(parsed.text)
        ]
        wanted = commands(quote.text)
        found += [self._clause(quote, ClauseKind.VERIFY, command=command) for command in wanted]
        forbids = any(part.mood is Mood.FORBID for part in parsed.parts)
        if not wanted and not forbids and wants_tests_to_pass(parsed.text):
            found.append(self._clause(quote, ClauseKind.VERIFY))
        return found

    def _typed(self, quote: Quote, parsed: Parsed) -> list[Clause]:
        """Return what the head of a conventional commit asks for ("docs: …", "fix(ci): …")."""
        aspects = frozenset(_TYPES[name] for name in parsed.types if name in _TYPES)
        if parsed.text.startswith("breaking change:"):
            aspects |= {Aspect.PUBLIC_API}
        sets = [aspects] if aspects else []
        if quote.text.lower().startswith('revert "'):
            sets += _TAKEN_BACK
        return [self._clause(quote, ClauseKind.ALLOW, aspects=found) for found in sets]

    def _bare(self, quote: Quote, parsed: Parsed, *, title: bool) -> list[Clause]:
        """Return a goal that names no place: the title, or an order."""
        if title or (
            parsed.parts and parsed.parts[0].mood is Mood.GOAL and parsed.parts[0].is_order
        ):
            return [self._clause(quote, ClauseKind.GOAL, confidence=_UNSURE)]
        return []

    def _clause(self, quote: Quote, kind: ClauseKind, **fields: Any) -> Clause:
        return Clause(**quote.model_dump(), kind=kind, origin=self.origin, **fields)


def _without_checked(clauses: list[Clause]) -> list[Clause]:
    """Leave out work on the tests, where they shall only pass ("make tests/test_a.py pass")."""
    return [
        clause
        for clause in clauses
        if clause.kind not in {ClauseKind.GOAL, ClauseKind.REQUIRE}
        or not (clause.aspects in _ON_TESTS or _all_tests(clause))
    ]


def _all_tests(clause: Clause) -> bool:
    return bool(clause.paths) and all(Aspect.TESTS in glob_kinds(path) for path in clause.paths)


def may_bound(text: str) -> bool:
    """Tell quickly whether a text can forbid anything or set a budget."""
    bare = plain(text)
    return may_limit(bare) or may_be_budget(bare.lower())


def _may_bound(sentence: str, lead: str) -> bool:
    """Tell whether a sentence, or an item of a list with its lead, has a sign of either."""
    bare = plain(" ".join(f"{lead.rstrip(': ')} {sentence}".split()))
    return may_rule_out(bare) or may_be_budget(bare.lower())


def _kind_by_place(block: Block) -> ClauseKind | None:
    """Return what the headings above a block make of it: forbidden, background, or nothing."""
    for heading in reversed(block.headings):
        if _FORBIDDING.search(heading):
            return ClauseKind.FORBID
        if _BACKGROUND.fullmatch(heading.strip(" :#*_")):
            return ClauseKind.VERIFY
        if _ASKING.fullmatch(heading.strip(" :#*_")):
            return ClauseKind.GOAL
    return None


def _fitting(part: Part, parsed: Parsed, kind: ClauseKind | None, *, title: bool) -> Part | None:
    """Return the part with the mood that its place gives it; None if it only tells something."""
    if part.mood is Mood.REQUIRE:
        return None if kind is ClauseKind.VERIFY else part
    if part.mood is not Mood.GOAL:
        return part
    if kind and kind in _MOODS:
        return _with_mood(part, _MOODS[kind])
    return None if kind is ClauseKind.VERIFY else _goal(part, parsed, kind, title=title)


def _goal(part: Part, parsed: Parsed, kind: ClauseKind | None, *, title: bool) -> Part | None:
    """Return an order, or what a title, a task of a list or a defect names; else None."""
    if _ELSEWHERE.search(part.text.strip(" (")):
        return None
    if part.is_order or _DENIED.search(parsed.text):
        return part if part.is_order else None
    told = min((word.start for word in part.verbs), default=None)
    named = tuple(
        item
        for item in part.objects
        if item.mention
        or (kind and (item.inside or item.noun) and (told is None or item.start < told))
    )
    if named and (title or kind or _DEFECT.search(parsed.text)):
        return Part(part.mood, part.text, named, part.verbs, part.is_order)
    return None


def _with_mood(part: Part, mood: Mood) -> Part:
    return Part(mood, part.text, part.objects, part.verbs, part.is_order)


def _instructs(parsed: Parsed, kind: ClauseKind | None) -> bool:
    """Whether a sentence seems to rule something in or out."""
    if kind is ClauseKind.FORBID or _DENIED.search(parsed.text):
        return True
    return any(part.mood in _INSTRUCTING for part in parsed.parts)

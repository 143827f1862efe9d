"""Events that start a workflow no longer, since what narrows them leaves no code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.syntax import language_of
from touchline.syntax.config import Pipeline

_TRUNKS = ("main", "master", "trunk", "develop", "dev", "default")
"""Branches to which changes usually go."""

_ASIDE = re.compile(
    r"^(?:\./|\*\*/)?(?:docs?|examples?|site|website|\.github|demos?|assets)(?:/|$)"
)
"""A folder in which there is no code that checks look at."""

_CODE = re.compile(
    r"^(?:\./|\*\*/)?(?:src|lib|app|pkg|internal|cmd|tests?|specs?|__tests__)/(?:\*\*?)?(?:/\*)?$"
)
"""A pattern of a folder in which code, or its tests, usually are."""

_ALL = re.compile(r"\*\*?(?:/\*\*?)?")


def starved(before: Pipeline, after: Pipeline, analysis: Analysis) -> frozenset[str]:
    """Return the events that still are named, but that no change of code brings about any more."""
    if before.filters == after.filters or not any(
        one.check in ("test", "types") for one in before.commands
    ):
        return frozenset()
    return frozenset(
        event
        for event in before.triggers & after.triggers
        if _loses_branches(event, before, after) or _loses_paths(event, before, after, analysis)
    )


def _loses_paths(event: str, before: Pipeline, after: Pipeline, analysis: Analysis) -> bool:
    (old, before_ignored), (new, ignored) = (
        _patterns(event, found, "paths") for found in (before, after)
    )
    if new and not any(map(_may_hold_code, new)):
        return not old or any(map(_may_hold_code, old))
    left_out = (*ignored, *(one[1:] for one in new if one.startswith("!")))
    known = (*before_ignored, *(one[1:] for one in old if one.startswith("!")))
    return any(_holds_code(one, analysis) for one in left_out if one not in known)


def _may_hold_code(pattern: str) -> bool:
    """Whether a pattern that lets changes through may let those of code through."""
    if pattern.startswith("!") or _ASIDE.match(pattern):
        return False
    name = pattern.rpartition("/")[2]
    return "." not in name or language_of(name) is not None


def _holds_code(pattern: str, analysis: Analysis) -> bool:
    """Whether a pattern that leaves changes out leaves those of code out."""
    if _ALL.fullmatch(pattern) or _CODE.match(pattern):
        return True
    if not pattern.startswith("*") or language_of(pattern) is None:
        return False

    def changes(across: Across) -> bool:
        return any(_matching(pattern).fullmatch(path) for path in across.files)

    return analysis.ask(("changed like", pattern), changes)


def _loses_branches(event: str, before: Pipeline, after: Pipeline) -> bool:
    """Whether an event was started on branches that are worked on, and now on none of them."""
    old, new = _patterns(event, before, "branches"), _patterns(event, after, "branches")
    named = {one for one in old[0] if re.fullmatch(r"[\w./-]+", one)}
    known = [one for one in (*named, *_TRUNKS) if _passes(one, *old)]
    left = (*known, *_TRUNKS) if new[0] else known  # a branch may have got another name
    return bool(known) and not any(_passes(one, *new) for one in left)


def _patterns(event: str, found: Pipeline, key: str) -> tuple[Sequence[str], Sequence[str]]:
    """Return the patterns that let through and those that leave out; none let all through."""
    known = {name: patterns for start, name, patterns in found.filters if start == event}
    return known.get(key, ()), known.get(f"{key}-ignore", ())


def _passes(name: str, wanted: Sequence[str], ignored: Sequence[str]) -> bool:
    passes = not wanted
    for pattern in wanted:
        if _matching(pattern.removeprefix("!")).fullmatch(name):
            passes = not pattern.startswith("!")
    return passes and not any(_matching(pattern).fullmatch(name) for pattern in ignored)


@cache
def _matching(pattern: str) -> re.Pattern[str]:
    """Return what matches as a pattern of GitHub does: ``**`` over folders, ``*`` within one."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    known = {"**/": r"(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(known.get(part, re.escape(part)) for part in parts))

"""Rows of a table that ask another thing than before, or are only called by another name."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial

from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.syntax import Assertion, literals_of, split, tokens

_LABELS = frozenset({"name", "desc", "description", "title", "label", "scenario"})
"""The keys of what a row is called by."""

_KEYED = frozenset({":", "=", "=>"})
"""What stands between a key and its value."""

_COMMA = frozenset({","})
"""What stands between the parts of a row."""

_ANSWER = re.compile(r"(?i)(?:want|exp|out|result|answer|err)|.*(?:want|expected|result)")
"""The name of what a row expects."""


def asks_another_thing(old: Assertion, new: Assertion, analysis: Analysis) -> bool:
    """Whether an altered row, before and after, is another case and no bent one."""
    return old.is_case and (
        _is_relabelled(old, new)
        or _is_another_case(old, new)
        or _is_another_input(old, new)
        or _is_another_file(old, new, analysis)
    )


def _is_relabelled(old: Assertion, new: Assertion) -> bool:
    """Whether only what a row is called is another text: ``desc: "no host"``."""
    one, two = (tokens(side.language, side.text) for side in (old, new))
    other = [at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b]
    return len(one) == len(two) and all(
        at > 1 and one[at - 1] in _KEYED and one[at - 2].strip("\"'`:") in _LABELS for at in other
    )


def _is_another_case(old: Assertion, new: Assertion) -> bool:
    """Whether more than the answer of a row changed, so that it asks another thing."""
    one, two = (literals_of(tokens(side.language, side.text)) for side in (old, new))
    return len(one) == len(two) and sum(a != b for a, b in zip(one, two, strict=True)) > 1


def _is_another_input(old: Assertion, new: Assertion) -> bool:
    """Whether a row with names keeps what it expects: ``{in: 4, want: 2}``."""
    was, now = (_named(tokens(side.language, side.text)) for side in (old, new))
    answers = {name for name in was if _ANSWER.match(name)}
    changed = {name for name in was if was[name] != now.get(name)}
    return bool(answers) and was.keys() == now.keys() and answers.isdisjoint(changed)


def _is_another_file(old: Assertion, new: Assertion, analysis: Analysis) -> bool:
    """Whether a row only names another file than before, one that came in the same change set."""
    one, two = (Counter(literals_of(tokens(side.language, side.text))) for side in (old, new))
    come = [text.strip("\"'`") for text in two - one]
    return len(come) == len(one - two) > 0 and all(
        "/" in end and analysis.ask(("file", end), partial(_has_file, end)) for end in come
    )


def _has_file(ending: str, across: Across) -> bool:
    return any(path.endswith(ending) for path in across.files)


def _named(row: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the values of a row by their names."""
    parts = [part for part in split(row[1:-1], _COMMA) if part[1:2] and part[1] in _KEYED]
    return {part[0].strip("\"'`:"): part[2:] for part in parts}

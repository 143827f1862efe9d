"""What the task says is to go: its tests go with it, even where no name of code vanishes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.rules.asked import stems
from touchline.rules.filechange import FileChange
from touchline.rules.sources import is_source
from touchline.spec import Clause, Origin
from touchline.spec.model import ASKING
from touchline.syntax import Test

_DROPS = re.compile(
    r"(?<![\w-])(?:remov|delet|dropp?|deprecat|eliminat|retir|disallow|prun|unsupport|renam)"
    r"(?:e|es|s|ed|d|ing)?\s+"
    r"(?:(?:\w+ )?support (?:for|of) )?(?P<thing>.+?)(?=$|[;:!?]|, (?!and |or )|\.(?:\s|$)"
    r"|\s(?:from|in|for|with|when|where|because|since|as|so|that|which|if|to|by|on|until)\s)",
    re.IGNORECASE,
)
"""What goes: "remove the X from …"."""

_REVERTS = re.compile(r"(?<![\w-])revert(?:s|ed|ing)?\s+(?P<thing>.+)", re.IGNORECASE)
"""What is taken back: "revert X"."""

_ROLLS_BACK = re.compile(
    r"(?<![\w-])(?:roll(?:s|ed|ing)?[ -]?back|back(?:s|ed|ing)? out|undo(?:es|ing)?)\s+"
    r"(?P<thing>.+?)(?=$|[,;:!?(#]|\.(?:\s|$))",
    re.IGNORECASE,
)
"""What is taken back in other words: "roll back X"."""

_DENIES = re.compile(
    r"(?<![\w-])(?:no longer|do(?:es)? not|don't|doesn't|never|stop)\s+(?P<thing>.+)", re.IGNORECASE
)
"""What is no longer so: "no longer X"."""

_UNTESTED = re.compile(
    r"(?<![\w-])(?:no longer|do(?:es)? not|don't|doesn't|never|stop)\s+"
    r"(?:test|check|assert|verif)\w*\s+(?:for\s+|that\s+)?(?P<thing>.+)",
    re.IGNORECASE,
)
"""What is no longer tested: "don't test X"."""

_TESTS_OF = re.compile(
    r"(?<![\w-])(?:remov|delet|drop|prun)(?:e|es|s|ed|ing|p?ed|p?ing)?\s+(?:the |some |all )?"
    r"(?P<thing>(?:(?!\b(?:and|add|with|in|from|for|to|by)\b)[^,;:!?])+?)[ -]tests?(?![\w-])",
    re.IGNORECASE,
)
"""That of which the tests go: "remove the X tests"."""

_MOVED = re.compile(
    r"(?<![\w-])(?:mov|merg|fold|renam|consolidat|split)(?:e|es|s|ed|d|ing)?\s+"
    r"(?P<thing>[\w./-]*(?:tests?|specs?)_\w[\w./-]*|[\w./-]+(?:_|\.|-)(?:test|spec)[\w.]*"
    r"|\w+Tests?(?:\.\w+)?)(?=\s+(?:in)?to\s)"
    r"|(?<![\w-])(?:disabl|remov|delet|drop)(?:e|es|s|ed|d|ing|ped|ping)?\s+"
    r"(?P<file>[\w./-]+(?:_|\.|-)(?:test|spec)\.\w+)",
    re.IGNORECASE,
)
"""Tests that go, or go to another place, by the name of their file or their own."""

_SUPPORTS = re.compile(
    r"(?<![\w-])(?:(?:add|implement|allow|enabl|accept)(?:e|s|es|ed|ing)?|support(?:s|ed|ing)?)\s+"
    r"(?:support (?:of|for) )?(?P<thing>.+?)(?: support)?(?=$|[,;:!?(#]|\.(?:\s|$)"
    r"|\s(?:in|for|with|when|where|as|so|that|which|if|to|by|on)\s)"
    r"|^(?P<named>[\w -]+?) support(?=$|[,;:!?(#.])",
    re.IGNORECASE,
)
"""What is possible now: "add support for X"."""

_REFUSES = re.compile(
    r"(?i)invalid|unsupported|disallow|forbid|reject|refus|cannot|can't|fail|error|raise|throw|not|no_"
)
"""What the name of a test says that something is not to be done."""

_NAME = re.compile(r"--[a-z][\w-]+|[A-Za-z_]\w*(?:(?:\.|::|#)[A-Za-z_]\w*)*")
"""A name of code, or an option."""

_TELLING = re.compile(r"\w[_.:#]\w|[a-z][A-Z]|[A-Z]{2}\w*[a-z]|^--")
"""A name that can be no word of English."""

_AND = re.compile(r",? (?:and|or) |, ")
"""What stands between things that are dropped together."""

_SHARED = 4
"""Letters that two forms of a word have in common."""

_TWO = 2
"""Words of a thing that is not named otherwise."""

_NEVER = 99
"""Words that no thing has: it is known by a name of code alone."""


def is_dropped(analysis: Analysis, text: str, path: Iterable[str] = ()) -> bool:
    """Whether the task drops what a text speaks of, or tests with such names in their path.

    So it may only where product code loses lines, there is nothing else to drop; or where it is
    the test that the task speaks of.
    """
    things = [thing for clause in _clauses(analysis) for thing in _things(clause)]
    names = stems(path)
    spoken = (
        needs
        for thing, least, needs in things
        if _is_named(thing, text) or _is_told(thing, least, names)
    )
    return any(not needs or analysis.ask("loses lines", _loses_lines) for needs in spoken)


def is_test_dropped(analysis: Analysis, file: FileChange, test: Test) -> bool:
    """Whether the task drops what a test of a file is about."""
    text = " ".join((file.old_path, *test.path, test.text.decode("utf-8", "replace")))
    return is_dropped(analysis, text, test.path) or _is_allowed_now(analysis, test)


def _is_allowed_now(analysis: Analysis, test: Test) -> bool:
    """Whether a test is of the refusal of what the task has the product support."""
    if not _REFUSES.search(test.path[-1]):
        return False
    names = stems(test.path)
    supported = (
        found for clause in _clauses(analysis) for found in _SUPPORTS.finditer(clause.text)
    )
    told = any(_is_told(found["thing"] or found["named"], 1, names) for found in supported)
    return told and analysis.ask("loses lines", _loses_lines)


def _clauses(analysis: Analysis) -> Iterator[Clause]:
    for clause in analysis.matcher.spec.clauses:
        if clause.kind in ASKING and clause.origin is Origin.TASK:
            yield clause


def _things(clause: Clause) -> Iterator[tuple[str, int, bool]]:
    """Yield what a clause drops, and of how many words of it a test must speak at least.

    Also whether product code has to lose lines with it.
    """
    for pattern, least in ((_UNTESTED, _TWO), (_TESTS_OF, 1), (_MOVED, _NEVER)):
        if found := pattern.search(clause.text):
            yield next(filter(None, found.groups())), least, False
    for pattern, least in ((_DROPS, 1), (_ROLLS_BACK, 1), (_REVERTS, _TWO), (_DENIES, _TWO)):
        for found in pattern.finditer(clause.text):
            parts = _AND.split(found["thing"]) if least == 1 else [found["thing"]]
            yield from ((part, least, True) for part in {found["thing"], *parts})


def _loses_lines(across: Across) -> bool:
    files = (file for file in across.files.values() if is_source(file))
    return any(hunk.removed or hunk.whole_file for file in files for hunk in file.hunks)


def _is_named(thing: str, text: str) -> bool:
    """Whether a text holds a name of code that is dropped; its first letter may be of any case.

    A class or a decorator and the function behind it are often told apart by that alone.
    """
    found = (name for whole in _NAME.findall(thing) for name in {whole, whole.rpartition(".")[2]})
    names = (name for name in found if _TELLING.search(name))
    return any(
        re.search(rf"(?<![\w-])(?i:{re.escape(name[0])}){re.escape(name[1:])}", text)
        for name in names
    )


def _is_told(thing: str, least: int, names: frozenset[str]) -> bool:
    """Whether names hold all words of a thing that is dropped, or of a name in it."""
    parts = (stems([name]) for name in _NAME.findall(thing) if _TELLING.search(name))
    sayings = [(stems([thing]), least), *((part, _TWO) for part in parts)]
    return any(
        len(wanted) >= fewest and all(any(_is_one(word, name) for name in names) for word in wanted)
        for wanted, fewest in sayings
    )


def _is_one(word: str, other: str) -> bool:
    """Whether two stems are forms of a word: "confirm" and "confirmat"."""
    short, long = sorted((word, other), key=len)
    return word == other or (len(short) >= _SHARED and long.startswith(short))

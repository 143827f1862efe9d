"""Whether the task asks for work on code that changed, read as widely as words allow.

A task hardly ever names the files that it takes. So code counts as asked for where the judge
says so of one of its hunks, and also where a clause speaks in words of what the code is called
or says: "simplify the noqa extraction" asks for work on ``extract_noqa_line``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from touchline.rules.filechange import FileChange
from touchline.spec import Clause, Matcher, Origin
from touchline.spec.model import ASKING
from touchline.syntax import Test

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
"""The words of a text or a name: ``extractNoqa_line`` has three."""

_FORMS = re.compile(r"(?<=\w{3})(?:ings?|ions?|ed|ers?|e?s|e)$")
"""The endings of English words."""

_SHORTEST = 3
"""Letters of a word that means something."""

_SHARED = 2
"""Words of a test's name that a clause has, if it speaks of it."""

_COMMON = re.compile(
    r"add|aft|also|and|anymor|api|are|befor|but|call|case|chang|check|class|cod|def|don|each|error|fail|fil|fix|for"
    r"|from|func|function|get|has|have|implement|into|just|let|lin|line|mak|method|mor|nam|new|not"
    r"|now|one|only|pleas|python|return|run|set|should|some|spec|str|string|such|support|test|than|that"
    r"|the|them|then|they|this|typ|updat|us|using|valu|want|was|were|what|when|where|which|will"
    r"|with|work|would|you|special|unus|obsolet|redundant|unnecessary|unneed|dead|exist|entir|whol|handl"
    r"|recent|workaround"
)
"""Words, without their ending, that stand in any task and in any code."""


def is_asked_for(file: FileChange, matcher: Matcher) -> bool:
    """Whether a clause asks for work on the file's changes; so it is where there is no task."""
    clauses = [c for c in matcher.spec.clauses if c.kind in ASKING and c.origin is Origin.TASK]
    if not clauses:
        return True
    matches = (matcher.hunk(hunk, file.change) for hunk in file.placed)
    if any(match.asking and not match.ruling for match in matches):
        return True
    said = _said(file)
    lines = [text for hunk in file.hunks for text in (*hunk.removed, *hunk.added)]
    return any(_speaks_of(clause, said) or _is_named(clause, lines) for clause in clauses)


def speaks_of_test(matcher: Matcher, test: Test, path: str) -> bool:
    """Whether a clause shares words with the name of a test, those of its folders aside."""
    clauses = [c for c in matcher.spec.clauses if c.kind in ASKING and c.origin is Origin.TASK]
    named = stems([test.path[-1]]) - stems(path.split("/")[:-1])
    return any(len(named & stems([clause.text])) >= _SHARED for clause in clauses)


def _is_named(clause: Clause, lines: list[str]) -> bool:
    """Whether changed lines name a file that the clause names: work on the one needs the other."""
    names = [name for path in clause.paths if (name := path.rpartition("/")[2])]
    return any(name in line for name in names for line in lines)


def _speaks_of(clause: Clause, said: frozenset[str]) -> bool:
    """Whether a clause means what is said; one that names things means those alone."""
    if clause.symbols:
        return any(stems([symbol]) <= said for symbol in clause.symbols)
    return not clause.paths and not said.isdisjoint(stems([clause.text]))


def _said(file: FileChange) -> frozenset[str]:
    """Return the words of a file's names and of its changed lines."""
    changed = ((*hunk.symbols, *hunk.removed, *hunk.added) for hunk in file.placed)
    return stems((file.path, *(text for texts in changed for text in texts)))


def stems(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of texts and names without their endings, but for those of any task."""
    words = {word.lower() for text in texts for word in _WORDS.findall(text)}
    stems = {_FORMS.sub("", word) for word in words if len(word) >= _SHORTEST}
    return frozenset(stem for stem in stems if not _COMMON.fullmatch(stem))

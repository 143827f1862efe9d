"""Rules that a project writes for itself, one file each in ``.touchline/rules/``.

    id = "no-print"
    message = "Use the logger instead of print."
    severity = "warning"
    language = "python"
    may-not-be = "added"
    query = '''(call function: (identifier) @name (#eq? @name "print")) @match'''

``may-not-be`` is ``added`` (the change set may not hold more matches than before) or ``removed``
(it may not hold fewer). A file that can't be read gives a note with its line, and no rule.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from pydantic import Field, ValidationError

from touchline.model import Aspect, Finding, Frozen, Note, Severity
from touchline.rules.analysis import Across, Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.registry import RULES
from touchline.rules.rule import Group, Rule
from touchline.syntax import Span, language_of, normal
from touchline.syntax.search import Pattern, PatternError

FOLDER = ".touchline/rules/"
_KEBAB = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
"""The form of a rule's id."""

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
"""Where an error of TOML says that it is."""


class _Text(Frozen):
    """A rule as it is written."""

    id: str = Field(pattern=_KEBAB)
    message: str = Field(min_length=1)
    severity: Severity = Severity.WARNING
    language: str
    may_not_be: Literal["added", "removed"] = Field(alias="may-not-be")
    query: str


@dataclass(frozen=True, slots=True)
class UserRules:
    """The rules that could be read, and what is wrong with the others."""

    rules: tuple[Rule, ...] = ()
    notes: tuple[Note, ...] = ()


def read_rules(files: Iterable[tuple[str, str]]) -> UserRules:
    """Read rule files, given as path and text. Never raises, whatever the text."""
    rules: list[Rule] = []
    notes: list[Note] = []
    taken = {rule.id for rule in RULES}
    for path, text in sorted(files):
        read = _read(path, text, taken)
        if isinstance(read, Note):
            notes.append(read)
        else:
            taken.add(read.id)
            rules.append(read)
    return UserRules(tuple(rules), tuple(notes))


def _read(path: str, text: str, taken: set[str]) -> Rule | Note:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        last = text.rstrip().count("\n") + 1
        line = int(place[1]) if place and place[1] else last
        return _note(path, line, _PLACE.sub("", str(error)))
    try:
        written = _Text.model_validate(table)
    except ValidationError as error:
        return _invalid(path, text, error)
    if written.id in taken:
        return _note(path, _line_of(text, "id"), f"there is a rule {written.id} already")
    return _compiled(path, text, written)


def _invalid(path: str, text: str, error: ValidationError) -> Note:
    first = error.errors()[0]
    key = str(first["loc"][0]) if first["loc"] else ""
    message = "is missing" if first["type"] == "missing" else first["msg"].lower()
    if first["type"] == "extra_forbidden":
        message = "is not a key of a rule"
    return _note(path, _line_of(text, key), f"“{key}” {message}")


def _compiled(path: str, text: str, written: _Text) -> Rule | Note:
    try:
        pattern = Pattern.compile(written.language, written.query)
    except KeyError:
        line = _line_of(text, "language")
        return _note(path, line, f"there are no queries for “{written.language}”")
    except PatternError as error:
        line = _line_of(text, "query")
        starts_below = re.search(r"""^\s*query\s*=\s*("{3}|'{3})\r?\n""", text, re.MULTILINE)
        return _note(path, line + error.row + bool(starts_below), f"the query: {error}")
    check = _Check(written, pattern)
    return Rule(written.id, Group.USER, check, written.severity, page=written.message)


def _note(path: str, line: int, message: str) -> Note:
    said = f"This rule is not in force: {message}."
    return Note(kind="rule", message=said, path=path, line=line, severity=Severity.ERROR)


def _line_of(text: str, key: str) -> int:
    for number, line in enumerate(text.split("\n"), 1):
        if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return number
    return 1


@lru_cache(maxsize=1024)
def _matches(pattern: Pattern, content: bytes) -> list[tuple[str, Span]]:
    """Return the matches of a file version without their form, with their places."""
    texts = ((content[span.start : span.end], span) for span in pattern.spans(content))
    return [(normal(pattern.language, text), span) for text, span in texts]


@dataclass(frozen=True)
class _Check:
    """What a rule's ``check`` does: count the matches of its query before and after."""

    written: _Text
    pattern: Pattern

    def __call__(self, file: FileChange, analysis: Analysis) -> Iterator[Finding]:
        added = self.written.may_not_be == "added"
        sides = self._side(file, after=False), self._side(file, after=True)
        mine, other = reversed(sides) if added else sides
        surplus = Counter(text for text, _ in mine) - Counter(text for text, _ in other)
        for text, span in mine:
            if surplus[text] > 0 and self._is_more(text, analysis):
                surplus[text] -= 1
                make = file.added if added else file.removed
                yield make(self.written.id, span, self.written.message, **self._particulars)

    @property
    def _particulars(self) -> dict[str, Any]:
        return {"severity": self.written.severity, "aspect": Aspect.RULE}

    def _side(self, file: FileChange, *, after: bool) -> list[tuple[str, Span]]:
        path, content = (
            (file.path, file.change.after) if after else (file.old_path, file.change.before)
        )
        if content is None or language_of(path) != self.pattern.language:
            return []
        return _matches(self.pattern, content)

    def _is_more(self, text: str, analysis: Analysis) -> bool:
        """Whether there are more such matches in the whole change set, not only in one file."""

        def counted(across: Across) -> bool:
            sides = [
                sum(one == text for f in across.files.values() for one, _ in self._side(f, after=a))
                for a in (False, True)
            ]
            before, after = sides
            return after > before if self.written.may_not_be == "added" else after < before

        return analysis.ask((self.written.id, text), counted)

"""The YAML at the head of a task: what may change, what may not, and how much.

Keys: ``title``, ``allow``, ``forbid`` (a path, a glob, a kind of change, or a sentence, or a
list of them), ``tests`` (locked, extend, free), ``budget`` (files, lines, new_dependencies),
``verify`` (commands), ``rules`` (id: severity or off, or {severity, reason}).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from touchline.model import Aspect, Severity
from touchline.spec.aspects import kinds_named
from touchline.spec.mentions import path as path_mention
from touchline.spec.model import (
    CHECKS,
    EVERYTHING,
    Clause,
    ClauseKind,
    Measure,
    Quote,
    RuleOverride,
    TestPolicy,
)
from touchline.spec.prose import Reader
from touchline.spec.reading import problem
from touchline.spec.text import Document
from touchline.yaml import BrokenYAMLError, Node, compose

_FENCED = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE
)
_LEVELS = {**{str(level): level for level in Severity}, "info": Severity.INFORMATION, "off": None}
_FREE = CHECKS | {Aspect.TESTS, Aspect.TEST_DOUBLES, Aspect.WEAKENING, Aspect.DELETION}


def split(text: str) -> tuple[str, int]:
    """Return the YAML at the head of the text and the offset where the prose begins."""
    match = _FENCED.match(text)
    return (match["yaml"], match.end()) if match else ("", 0)


class FrontMatter:
    """Reads one block of YAML into a ``Reading``, each value with its place."""

    def __init__(self, document: Document, reader: Reader) -> None:
        self._document = document
        self._reader = reader
        self._reading = reader.reading
        self._start = document.text.find("\n") + 1
        self._keys: dict[str, Callable[[Node], None]] = {
            "title": self._title,
            "allow": self._allow,
            "forbid": self._forbid,
            "tests": self._tests,
            "budget": self._budget,
            "verify": self._verify,
            "rules": self._rules,
        }

    def read(self, yaml: str) -> None:
        """Read the keys; what is broken becomes a problem with its place, the rest goes on."""
        try:
            root = compose(yaml)
        except BrokenYAMLError as error:
            self._problem(f"this is not YAML: {error.cause}", error.offset)
            return
        if root is None:
            return
        if not root.is_mapping:
            self._at(root, "the front matter has no keys; write for example `allow: src/**`")
        for key, value in root.entries:
            read = self._keys.get(key.scalar)
            if read is None:
                self._at(key, f"`{key.scalar}` is not known; known are {', '.join(self._keys)}")
            else:
                read(value)

    # Each key.

    def _title(self, node: Node) -> None:
        self._reading.title = node.scalar

    def _allow(self, node: Node) -> None:
        """Read what may change; where paths are listed, nothing else may."""
        clauses = [clause for item in _items(node) for clause in self._item(item, ClauseKind.ALLOW)]
        self._reading.clauses += clauses
        listed = tuple(path for clause in clauses for path in clause.paths)
        if listed and EVERYTHING not in listed:
            self._add(
                node,
                kind=ClauseKind.FORBID,
                paths=(EVERYTHING,),
                excluded=listed,
                text=f"allow: {', '.join(clause.text for clause in clauses)}",
            )

    def _forbid(self, node: Node) -> None:
        for item in _items(node):
            self._reading.clauses += self._item(item, ClauseKind.FORBID)

    def _item(self, item: Node, kind: ClauseKind) -> list[Clause]:
        """Read a kind of change, a path or glob, or a sentence."""
        text = item.scalar
        aspects = kinds_named(text)
        if aspects:
            return [self._clause(item, kind=kind, aspects=aspects)]
        if " " not in text.strip() and (
            mention := path_mention(text, self._reader.tree, quoted=True)
        ):
            return [self._clause(item, kind=kind, paths=mention.paths, symbols=mention.symbols)]
        clauses = self._reader.clauses(self._quote(item), kind)
        if not clauses:
            self._at(item, f"`{text}` names no path and no kind of change that is known")
        return clauses

    def _tests(self, node: Node) -> None:
        try:
            policy = TestPolicy(node.scalar)
        except ValueError:
            self._at(node, "`tests` is one of locked, extend, free")
            return
        self._reading.tests = policy
        text = f"tests: {policy}"
        if policy is TestPolicy.LOCKED:
            self._add(node, kind=ClauseKind.FORBID, aspects=frozenset({Aspect.TESTS}), text=text)
        elif policy is TestPolicy.EXTEND:
            self._add(node, kind=ClauseKind.ALLOW, aspects=frozenset({Aspect.TESTS}), text=text)
            self._add(node, kind=ClauseKind.FORBID, aspects=CHECKS, text=text)
        else:
            self._add(node, kind=ClauseKind.ALLOW, aspects=_FREE, text=text)

    def _budget(self, node: Node) -> None:
        if not node.is_mapping:
            self._at(node, "`budget` has keys; write for example `budget: {files: 5}`")
            return
        for key, value in node.entries:
            name, number = key.scalar, value.scalar
            if name not in set(Measure):
                self._at(key, f"`{name}` is not counted; known are {', '.join(Measure)}")
            elif not re.fullmatch(r"\d{1,9}", number):
                self._at(value, f"`{name}` is a whole number")
            else:
                self._add(
                    value,
                    kind=ClauseKind.BUDGET,
                    measure=Measure(name),
                    limit=int(number),
                    text=f"{name}: {number}",
                )

    def _verify(self, node: Node) -> None:
        for item in _items(node):
            self._add(item, kind=ClauseKind.VERIFY, command=item.scalar)

    def _rules(self, node: Node) -> None:
        if not node.is_mapping:
            self._at(node, "`rules` has keys; write for example `rules: {skipped-test: off}`")
            return
        for key, value in node.entries:
            self._rule(key, value)

    def _rule(self, key: Node, value: Node) -> None:
        entries = {key.scalar: item.scalar for key, item in value.entries}
        level = entries.get("severity", "") if entries else value.scalar
        if level not in _LEVELS:
            self._at(value, f"a severity is one of {', '.join(_LEVELS)}")
            return
        quote = self._quote(key, f"{key.scalar}: {level}")
        self._reading.rules.append(
            RuleOverride(
                **quote.model_dump(),
                rule=key.scalar,
                severity=_LEVELS[level],
                reason=entries.get("reason", ""),
            )
        )

    # Places.

    def _add(self, node: Node, *, text: str | None = None, **fields: Any) -> None:
        self._reading.clauses.append(self._clause(node, text=text, **fields))

    def _clause(self, node: Node, *, text: str | None = None, **fields: Any) -> Clause:
        quote = self._quote(node, text)
        return Clause(**quote.model_dump(), origin=self._reader.origin, **fields)

    def _quote(self, node: Node, text: str | None = None) -> Quote:
        start, end = node.start, node.end
        whole = self._document.text[self._start + start : self._start + end]
        end -= len(whole) - len(whole.rstrip())
        quote = self._document.between(self._start + start, self._start + end)
        return quote.model_copy(update={"text": text or node.scalar or quote.text})

    def _at(self, node: Node, message: str) -> None:
        self._problem(message, node.start)

    def _problem(self, message: str, index: int) -> None:
        quote = self._document.between(self._start + index, self._start + index)
        self._reading.problems.append(problem(quote.path, message, quote.line, quote.column))


def _items(node: Node) -> tuple[Node, ...]:
    """Return the items of a list; a single value is a list of one."""
    return node.items or ((node,) if node.scalar else ())

"""What single matches of a language's queries say: assertions, rows of tables, marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from touchline.syntax.around import gate_of, outer_function
from touchline.syntax.assertion import Assertion, family_of
from touchline.syntax.mark import Mark
from touchline.syntax.span import Span, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import tree_sitter

    from touchline.syntax.kinds import Captures
    from touchline.syntax.language import Language

_FILLED = re.compile(rb"\$\{(.*?)\}(?=\s*\||\s*$)")
"""A value that is filled into a line of a template, up to the next one."""


class Items:
    """Makes the items of one file; ``collect.py`` documents the captures."""

    def __init__(self, language: Language, content: bytes) -> None:
        self._language = language
        self._content = content

    def bytes_of(self, node: tree_sitter.Node) -> bytes:
        """Return the text of a node as it stands in the file."""
        return self._content[node.start_byte : node.end_byte]

    def text_of(self, node: tree_sitter.Node) -> str:
        """Return the text of a node."""
        return self.bytes_of(node).decode("utf-8", "surrogateescape")

    def call(self, captures: Captures) -> Assertion | None:
        """Return the assertion that a call is; None for a call that checks nothing."""
        name, node = self.text_of(captures["callee"][0]), captures["call"][0]
        receiver, arguments = captures.get("receiver"), captures.get("arguments")
        before = self.bytes_of(receiver[0]) if receiver else b""
        family = family_of(self._language.name, name, before)
        if family is None and not self._language.helper_pattern.match(name):
            return None
        if family and name in family.helper:
            family = None
        if family is None and node.parent and node.parent.type == "assignment":
            return None  # an attribute that gets a value, or a value that is kept
        return Assertion(
            self._language.name,
            self.bytes_of(node),
            span_of(node),
            callee=name,
            receiver=before,
            arguments=self._inside(arguments[0]) if arguments else b"",
            family=family,
        )

    def _inside(self, arguments: tree_sitter.Node) -> bytes:
        """Return the text of arguments without the brackets around them, where there are any."""
        text = self.bytes_of(arguments)
        bracketed = bool(arguments.child_count) and arguments.child(0).type == "("
        return text[1:-1] if bracketed else text

    def statement(self, captures: Captures) -> Assertion:
        """Return the assertion that a statement with a condition is."""
        node, denied = captures["assertion"][0], captures.get("denied")
        condition = (denied or captures["condition"])[0]
        return Assertion(
            self._language.name,
            self.bytes_of(node),
            span_of(node),
            condition=self.bytes_of(condition),
            denied=denied is not None,
        )

    def rows(self, table: tree_sitter.Node) -> Iterator[Assertion]:
        """Yield the cases of a parametrised test."""
        for row in table.named_children:
            if "comment" not in row.type:
                yield self.case(row)

    def case(self, row: tree_sitter.Node) -> Assertion:
        """Return one case of a parametrised test."""
        return Assertion(self._language.name, self.bytes_of(row), span_of(row), is_case=True)

    def lines(self, table: tree_sitter.Node) -> Iterator[Assertion]:
        """Yield the cases that are the lines of a template, below that of the names, as lists."""
        whole, text = span_of(table), self.bytes_of(table)
        start = 0
        for number, line in enumerate(text.split(b"\n")):
            row = line.strip(b" \t\r`")
            if number > 1 and row:
                at, last = whole.start + start, whole.line + number
                column = len(line) - len(line.lstrip())
                place = Span(at + column, at + len(line), last, last, column, len(line))
                values = b"[%s]" % b", ".join(_FILLED.findall(row))
                yield Assertion(self._language.name, values, place, is_case=True)
            start += len(line) + 1

    def mark(self, kind: str, captures: Captures) -> Mark:
        """Return a mark, with what it depends on: its own condition, or the branch it is in."""
        node, condition = captures[kind][0], captures.get("condition")
        outer = outer_function(node) if kind == "return" else None
        text, start = self.text_of(condition[0]) if condition else None, None
        gate = None if condition else gate_of(node, self._language.conditionals)
        if gate is not None:
            start = gate.start_byte
            text = self.text_of(gate)[: node.start_byte - start]
        return Mark(kind, self.text_of(node), span_of(node), text, start, outer)

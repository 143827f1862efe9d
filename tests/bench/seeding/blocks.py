r"""Finds tests and assertion statements in text by headers, indentation and brackets.

Line numbers here are 0-based indices into ``text.split("\\n")``; ends are exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_STRING = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|`(?:[^`\\\n]|\\.)*`")
_DEPTH = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


@dataclass(frozen=True, slots=True)
class Block:
    """One test: its decorators from ``lead``, its header, its body from ``body`` to ``close``."""

    lead: int
    header: int
    body: int
    close: int
    end: int
    indent: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How tests look in a language: what their headers, leads and last lines match.

    ``closes`` is None where indentation alone ends a block; with ``marker`` only blocks with
    such a line in their lead are tests.
    """

    header: re.Pattern[str]
    lead: re.Pattern[str]
    opens: re.Pattern[str]
    closes: str | None
    marker: re.Pattern[str] | None = None


def depth(line: str) -> int:
    """Count the brackets that the line leaves open, those in strings left out."""
    return sum(_DEPTH.get(char, 0) for char in _STRING.sub("", line))


def blocks(lines: list[str], layout: Layout, hidden: frozenset[int]) -> list[Block]:
    """Find every test that has its header, body and end on lines of their own."""
    shown = [number for number in range(len(lines)) if number not in hidden]
    found = (_block(lines, number, layout) for number in shown)
    return [block for block in found if block and _is_test(lines, block, layout)]


def _is_test(lines: list[str], block: Block, layout: Layout) -> bool:
    lead = lines[block.lead : block.header]
    return layout.marker is None or any(layout.marker.match(line) for line in lead)


def _block(lines: list[str], number: int, layout: Layout) -> Block | None:
    match = layout.header.match(lines[number])
    if not match:
        return None
    indent = match["indent"]
    opening = _opening(lines, number, layout)
    if opening is None:
        return None
    close, end = _close(lines, opening + 1, indent, layout.closes)
    lead = number
    while lead and lines[lead - 1].startswith(indent) and layout.lead.match(lines[lead - 1]):
        lead -= 1
    if close <= opening + 1:
        return None
    return Block(lead, number, opening + 1, close, end, indent)


def _opening(lines: list[str], number: int, layout: Layout) -> int | None:
    for line in range(number, min(number + 8, len(lines))):
        if layout.opens.search(lines[line]):
            return line
    return None


def _close(lines: list[str], start: int, indent: str, closes: str | None) -> tuple[int, int]:
    """Find the line that ends the body, and the line after the block."""
    for line in range(start, len(lines)):
        text = lines[line]
        if closes is not None:
            if re.match(re.escape(indent) + closes, text):
                return line, line + 1
        elif text.strip() and not text.startswith((indent + " ", indent + "\t", indent + ")")):
            return line, line
    return (start, start) if closes is not None else (len(lines), len(lines))


def statements(
    lines: list[str], block: Block, starts: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """Find the statements of a body whose first line matches, as (first line, line after)."""
    line = block.body
    while line < block.close:
        if starts.match(lines[line]):
            end = _statement_end(lines, line, block.close)
            if end is not None:
                yield line, end
                line = end
                continue
        line += 1


def _statement_end(lines: list[str], start: int, limit: int) -> int | None:
    """Find the line after a statement: brackets balanced, and no chained call goes on."""
    open_brackets = 0
    for line in range(start, limit):
        open_brackets += depth(lines[line])
        if open_brackets < 0 or lines[line].count('"""') % 2 or lines[line].count("'''") % 2:
            return None
        following = lines[line + 1].strip() if line + 1 < limit else ""
        if open_brackets == 0 and not following.startswith((".", "&&", "||", "?")):
            return None if lines[line].rstrip().endswith((",", "\\", "(", "=")) else line + 1
    return None

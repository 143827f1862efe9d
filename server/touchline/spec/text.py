"""Markdown and plain text in, sentences with their places out.

Only the block structure is read: headings, paragraphs and list items. Code blocks, tables'
rules and HTML are not prose. A plain prompt is Markdown that happens to have no markup, but
indentation is no code block there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from touchline.spec.model import Quote

_RULES = {
    "fence": re.compile(r"```|~~~"),
    "blockquote": re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])?[ \t]*>", re.MULTILINE),
    "lheading": re.compile(r"^[ \t>]*(?:=+|-+)[ \t]*$", re.MULTILINE),
    "hr": re.compile(
        r"^[ \t>]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$", re.MULTILINE
    ),
}
"""Rules of blocks, with a sign without which they have nothing to find and only cost time."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CODE = re.compile(r"(`+)(?:(?!\1).)+?\1(?!`)")
_ABBREVIATIONS = ("e.g.", "i.e.", "etc.", "vs.", "cf.", "resp.", "incl.", "approx.", "no.")
_LONGEST = max(map(len, _ABBREVIATIONS)) + 1
_STARTS = (
    r"(?:Please|Only|Never|Always|Don.?t|Do not|Avoid|Leave|Keep|Make sure|Ensure|Also|You"
    r"|Note|Add|Fix|Update|Remove|Change|Implement|Run|Use|No|Without|Feel free|Must|Should)\b"
)
_END = re.compile(
    rf"[.!?…]+[)\]\"'\u2019\u201d*_]*(?=\s)|\n(?=[ \t]*(?:{_STARTS}|[-*•] |\d+[.)] ))"
)
_EMPHASIS = re.compile(r"(?<!/)\*\*(?!/)|(?<![\w*/])\*(?=[A-Za-z])|(?<=[A-Za-z.!])\*(?![\w*/.])")
_STRONG = re.compile(r"(?<![\w`/.])__([A-Za-z][^_`\n]*)__(?![\w`/.(])")
_CHECK_BOX = re.compile(r"\[([ xX~-])\]\*?[ \t]+")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item or heading.

    ``pieces`` are its lines: the text without the markup before it, the number of the line
    (1-based) and the offset in characters of the text in it. ``headings`` are the headings
    above it, ``lead`` is the line with a colon that introduces its list, ``checked`` the state
    of its check box.
    """

    kind: str
    pieces: tuple[tuple[str, int, int], ...]
    headings: tuple[str, ...] = ()
    lead: str = ""
    checked: bool | None = None


@dataclass(slots=True)
class Document:
    """A text with its lines, for turning offsets into places."""

    text: str
    path: str
    first_line: int = 1
    lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")

    def quote(self, text: str, start: tuple[int, int], end: tuple[int, int]) -> Quote:
        """Return the words between two places, each an index of a line and an offset in it."""
        (line, column), (end_line, end_column) = start, end
        return Quote(
            text=" ".join(text.split()),
            path=self.path,
            line=line + self.first_line,
            column=_bytes(self.lines[line][:column]),
            end_line=end_line + self.first_line,
            end_column=_bytes(self.lines[end_line][:end_column]),
        )

    def between(self, start: int, end: int) -> Quote:
        """Return the words between two offsets of the text."""
        start, end = min(start, len(self.text)), min(end, len(self.text))
        return self.quote(self.text[start:end], self._place(start), self._place(end))

    def _place(self, offset: int) -> tuple[int, int]:
        line = self.text.count("\n", 0, offset)
        return line, offset - (self.text.rfind("\n", 0, offset) + 1)


def _bytes(text: str) -> int:
    """Return the length in bytes of surrogate-escaped text; any other surrogate is taken too."""
    if text.isascii():
        return len(text)
    escaped = sum("\udc80" <= character <= "\udcff" for character in text)
    return len(text.encode("utf-8", "surrogatepass")) - 2 * escaped


@cache
def _markdown(idle: frozenset[str]) -> MarkdownIt:
    """Return a reader of blocks without those rules that have nothing to find."""
    unread = ("inline", "code", "reference", "html_block")
    return MarkdownIt("commonmark").disable([*unread, *idle])


@lru_cache(maxsize=8)
def blocks(text: str) -> tuple[Block, ...]:
    """Return the paragraphs, list items and headings of a text, in order."""
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Block]:
    source = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    source = source.replace("\r", " ")
    idle = (rule for rule, sign in _RULES.items() if not sign.search(source))
    tokens = _markdown(frozenset(idle)).parse(source)
    lines = source.split("\n")
    headings: list[tuple[int, str]] = []
    lead, depth, leads = "", 0, [""]
    for index, token in enumerate(tokens):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            depth += 1
            leads.append(lead)
            lead = ""
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            depth -= 1
            leads.pop()
            lead = ""
        elif token.type == "inline" and token.content.strip():
            kind = "heading" if tokens[index - 1].type == "heading_open" else "text"
            block = _block(
                token, kind, lines, headings, leads[-1] or (leads[-2] if depth > 1 else "")
            )
            if kind == "heading":
                level = int(tokens[index - 1].tag[1:])
                headings = [(n, title) for n, title in headings if n < level]
                headings.append((level, token.content.strip()))
            lead = token.content.strip() if token.content.rstrip().endswith(":") else ""
            yield block


def _block(
    token: Token, kind: str, lines: list[str], headings: list[tuple[int, str]], lead: str
) -> Block:
    first = token.map[0] if token.map else 0
    pieces: list[tuple[str, int, int]] = []
    checked = None
    for number, content in enumerate(token.content.split("\n"), first):
        text = content.strip()
        if not text or number >= len(lines):
            continue
        offset = lines[number].find(text)
        if offset < 0:
            continue  # the reader of Markdown puts another character for NUL
        box = _CHECK_BOX.match(text) if not pieces else None
        if box:
            checked = box[1] in "xX"
            text, offset = text[box.end() :], offset + box.end()
        if text:
            pieces.append((text, number, offset))
    titles = tuple(title for _, title in headings)
    return Block(kind, tuple(pieces), titles, lead, checked)


@dataclass(slots=True)
class Sentence:
    """A sentence of a block; its place is worked out only when it is asked for."""

    text: str
    document: Document
    block: Block
    start: int

    def quote(self) -> Quote:
        """Return the sentence with its place."""
        end = self.start + len(self.text)
        return self.document.quote(self.text, self._place(self.start), self._place(end))

    def _place(self, offset: int) -> tuple[int, int]:
        for piece, line, column in self.block.pieces:
            if offset <= len(piece):
                return line, column + offset
            offset -= len(piece) + 1
        _, line, column = self.block.pieces[-1]
        return line, column


def plain(text: str) -> str:
    """Take out the signs of emphasis; an apostrophe is a plain one."""
    text = text.replace("\u2019", "'")
    if "*" in text:
        text = _EMPHASIS.sub("", text)
    if "__" in text:
        text = _STRONG.sub(r"\1", text)
    return text


def sentences(document: Document, block: Block) -> Iterator[Sentence]:
    """Return the sentences of a block. Code spans are never cut."""
    text = "\n".join(piece for piece, _, _ in block.pieces)
    for start, end in _spans(text):
        yield Sentence(text[start:end], document, block, start)


def _cuts(text: str) -> Iterator[int]:
    code = [match.span() for match in _CODE.finditer(text)] if "`" in text else []
    for match in _END.finditer(text):
        dot = match.start() + 1
        inside = code and any(start < dot < end for start, end in code)
        abbreviated = _is_abbreviated(text[max(0, dot - _LONGEST) : dot].lower())
        if not inside and not abbreviated and not _is_ordinal(text, dot):
            yield match.end()


def _is_ordinal(text: str, dot: int) -> bool:
    """Tell whether a dot is that of the number which a text begins with, as in `1. Set-up`."""
    return text[: dot - 1].strip().isdecimal()


def _is_abbreviated(end: str) -> bool:
    if not end.endswith(_ABBREVIATIONS):
        return False
    word = next(word for word in _ABBREVIATIONS if end.endswith(word))
    return not end[-len(word) - 1 : -len(word)].isalnum()


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in (*_cuts(text), len(text)):
        stripped = text[start:cut].strip()
        if stripped:
            begin = text.index(stripped[0], start)
            yield begin, begin + len(stripped)
        start = cut

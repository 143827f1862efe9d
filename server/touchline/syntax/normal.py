"""Text without its form: what two pieces of code must share to count as the same.

Comments, white space, the style of quotes, trailing commas, semicolons and brackets around a
whole expression are form. Blocks that a language marks by indentation keep their bounds.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from touchline.syntax.parse import parse
from touchline.syntax.sums import added_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    import tree_sitter

_ATOMS = ("string", "string_literal", "regex", "char_literal", "character_literal")
"""Endings of node types that are one word."""

_CLOSING = frozenset(")]}>")
_OPENING = {"(": ")", "[": "]", "{": "}"}
_QUOTES = "\"'`"
_BARE_KEYS = frozenset({"javascript", "typescript", "tsx"})
"""Languages in which the quotes of a key are form."""

_KEY = re.compile(r"\"(?:[A-Za-z_$][\w$]*|0|[1-9]\d*)\"")
_STRING = re.compile(r"""([a-zA-Z]*)(["'])((?:\\.|(?!\2)[^\\\n])*)\2""")
"""A string with its prefix and quotes."""

_ALIKE = frozenset({"python", "javascript", "typescript", "tsx"})
"""Languages in which both kinds of quotes mean the same."""

_SIGN = re.compile(r"\\(.)|\"", re.DOTALL)
"""A sign that is escaped, or that has to be between double quotes."""

_FILLED = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
"""What is filled into a template of JavaScript."""

_OCTAL = re.compile(r"0[0-7]+")
"""An octal number, written the old way."""

_SYMBOL = re.compile(r":[a-z_]\w*")
"""A symbol of Ruby, as it may be a key."""


@lru_cache(maxsize=16_384)
def tokens(language: str, text: bytes) -> tuple[str, ...]:
    """Return the words of a snippet in order: leaves of its tree, a string as one word."""
    words: list[str] = []
    _walk(parse(language, text).walk(), text, words, quotes=language in _ALIKE)
    return tuple(_tidy(words, keys=language in _BARE_KEYS))


def normal(language: str, text: bytes) -> str:
    """Return the words of a snippet, joined by spaces: equal for code that differs only in form."""
    return " ".join(tokens(language, text))


def _walk(cursor: tree_sitter.TreeCursor, text: bytes, words: list[str], *, quotes: bool) -> None:
    """Collect the leaves without recursion, so that deep nesting costs no stack."""
    closing: list[bool] = []
    while True:
        node = cursor.node
        if node is not None and _enter(cursor, node, text, words, quotes=quotes):
            closing.append(_is_indented(node, text))
            if closing[-1]:
                words.append("{")
            cursor.goto_first_child()
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return
            if closing.pop():
                words.append("}")


def _enter(
    cursor: tree_sitter.TreeCursor,
    node: tree_sitter.Node,
    text: bytes,
    words: list[str],
    *,
    quotes: bool,
) -> bool:
    kind = node.type
    if "comment" in kind or kind == "line_continuation":
        return False
    if node.child_count and not kind.endswith(_ATOMS):
        return cursor.node is not None
    word = text[node.start_byte : node.end_byte].decode("utf-8", "surrogateescape")
    if kind == "concatenated_string":
        word = _joined(word)
    if word and not word.isspace():
        words.append(_atom(word, quotes=quotes) if kind.endswith(_ATOMS) else _plain(word))
    return False


def _is_indented(node: tree_sitter.Node, text: bytes) -> bool:
    return node.type == "block" and text[node.start_byte : node.start_byte + 1] != b"{"


def _plain(word: str) -> str:
    """Return a word; an octal number as it is written today."""
    return f"0o{word[1:]}" if word[0] == "0" and _OCTAL.fullmatch(word) else word


def _atom(word: str, *, quotes: bool) -> str:
    """Return a string in its usual form; ``quotes`` says whether both kinds mean the same."""
    usual = _unquoted(word)
    if word[0] == "`":
        return _FILLED.sub(r"${\1}", usual)
    at = next((at for at, sign in enumerate(usual) if not sign.isalpha()), 0)
    prefix, quote, text = usual[:at].lower(), usual[at : at + 1], usual[at + 1 : -1]
    plain = quote in {"'", '"'} and usual[-1] == quote and quote * 2 != usual[at : at + 2]
    if not (quotes and plain) or "r" in prefix or "f" in prefix:
        return usual
    return f'{usual[:at]}"{_SIGN.sub(_escaped, text)}"'


def _escaped(found: re.Match[str]) -> str:
    return "'" if found[1] == "'" else found[0] if found[1] else '\\"'


def _unquoted(word: str) -> str:
    """Return a string with the usual quotes, where it may have those, and no mere ``u`` before."""
    at = next((at for at, sign in enumerate(word) if not sign.isalpha()), 0)
    prefix, text = word[:at].removeprefix("u"), word[at:]
    quote = text[-1]
    plain = len(text) > 1 and text[0] == quote and quote in _QUOTES
    special = any(sign in text[1:-1] for sign in ("\\", '"', "${", "\n"))
    return f'{prefix}"{text[1:-1]}"' if plain and not special else prefix + text


def _joined(word: str) -> str:
    """Return strings of Python that stand side by side as one, where all are of one kind."""
    parts = [found.groups() for found in _STRING.finditer(word)]
    kinds = {(prefix, quote) for prefix, quote, _ in parts}
    if len(kinds) != 1 or _STRING.sub("", word).strip(" \t\r\n\\"):
        return word
    prefix, quote = kinds.pop()
    return f"{prefix}{quote}{''.join(text for *_, text in parts)}{quote}"


def _tidy(words: list[str], *, keys: bool) -> list[str]:
    tidy: list[str] = []
    for word in words:
        if word == ";":
            continue
        if word in _CLOSING and tidy and tidy[-1] == ",":
            tidy.pop()
        if word == "=>" and tidy and _SYMBOL.fullmatch(tidy[-1]):
            tidy[-1:] = [tidy[-1][1:], ":"]  # the key of a hash of Ruby, written the old way
            continue
        if keys and word == ":" and tidy[-2:-1] in (["{"], [","]) and _KEY.fullmatch(tidy[-1]):
            tidy[-1] = tidy[-1][1:-1]
        tidy.append(word)
    while is_wrapped(tidy):
        tidy = tidy[1:-1]
    return added_up(tidy) if "+" in tidy else tidy


def is_wrapped(words: Sequence[str]) -> bool:
    """Whether the first bracket of a snippet closes with its last word."""
    if len(words) <= 2 or words[0] != "(" or words[-1] != ")":
        return False
    depth = 0
    for word in words[:-1]:
        depth += (word in _OPENING) - (word in _OPENING.values())
        if depth == 0:
            return False
    return True


def split(words: tuple[str, ...], separators: frozenset[str]) -> list[tuple[str, ...]]:
    """Split words at separators that stand outside of all brackets."""
    parts: list[tuple[str, ...]] = []
    depth, start = 0, 0
    for at, word in enumerate(words):
        depth += (word in _OPENING) - (word in _OPENING.values())
        if depth == 0 and word in separators:
            parts.append(words[start:at])
            start = at + 1
    parts.append(words[start:])
    return parts

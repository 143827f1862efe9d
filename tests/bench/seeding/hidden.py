"""Which lines lie inside a multi-line string, heredoc or comment: no place for a seed."""

from __future__ import annotations

import re
from collections.abc import Iterator

_QUOTED = r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\""
_C_COMMENT = r"//[^\n]*|/\*.*?\*/"
_TOKENS = {
    "python": r"#[^\n]*|\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|" + _QUOTED,
    "javascript": _C_COMMENT
    + r"|(?<=[(=,:!&|?;])\s?/(?![*/\s])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/"
    + r"|`(?:[^`\\]|\\.)*`|"
    + _QUOTED,
    "go": _C_COMMENT + r"|`[^`]*`|'(?:[^'\\\n]|\\.)+'|" + _QUOTED,
    "rust": _C_COMMENT
    + r"|\br(#+)\".*?\"\1|\br\"[^\"]*\"|'(?:[^'\\\n]|\\[^\n]{1,8})'|\"(?:[^\"\\]|\\.)*\"",
    "java": _C_COMMENT + r"|\"\"\"(?:[^\\]|\\.)*?\"\"\"|" + _QUOTED,
    "ruby": r"^=begin.*?^=end|<<[~-]?['\"]?(\w+)['\"]?[^\n]*\n.*?^\s*\1$"
    r"|%[qQwWi]?[({\[|].*?[)}\]|]|(?<!\\)#[^{\n][^\n]*|" + _QUOTED,
}
_PATTERNS = {
    language: re.compile(tokens, re.DOTALL | re.MULTILINE) for language, tokens in _TOKENS.items()
}


def hidden_lines(text: str, language: str) -> frozenset[int]:
    """Give the 0-based lines that start inside a string or a comment."""
    return frozenset(_hidden(text, _PATTERNS[language]))


def _hidden(text: str, tokens: re.Pattern[str]) -> Iterator[int]:
    line, position = 0, 0
    for match in tokens.finditer(text):
        line += text.count("\n", position, match.start())
        position = match.start()
        inside = match.group().count("\n")
        yield from range(line + 1, line + 1 + inside)

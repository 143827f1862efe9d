"""The words by which a linter, a type checker or a coverage tool is told to look away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from touchline.syntax import Facts

_HASH = (
    r"noqa|(?:ruff|flake8):\s*noqa|type:\s*ignore|pyright:\s*(?:ignore|basic)|mypy:\s*ignore",
    r"pyre-(?:ignore|fixme)|pylint:\s*disable|nosec|nosemgrep|pragma:\s*no\s*(?:cover|branch)",
    r"rubocop:disable|:nocov:|steep:ignore|sorbet:\s*false|typed:\s*(?:false|ignore)",
)
_SLASHES = (
    r"eslint-disable[\w-]*|@ts-(?:ignore|expect-error|nocheck)|biome-ignore|oxlint-disable[\w-]*",
    r"tslint:disable[\w-]*|istanbul ignore|c8 ignore|v8 ignore",
    r"nolint|lint:(?:file-)?ignore\b|noinspection|NOSONAR|NOPMD|CHECKSTYLE[: ]OFF|#nosec",
)
_ATTRIBUTES = (
    r"#!?\[(?:allow|expect)\([^\n]*\)\]|#!?\[cfg_attr\([^\n]*allow\([^\n]*",
    r"#!?\[(?:cfg_attr\([^\n]*)?coverage\(off\)\)?\]|#!?\[cfg\(not\(tarpaulin_include\)\)\]",
    r"@ExcludeFrom\w*(?:Coverage|Generated)\w*|@Generated\s*$",
    r"@SuppressWarnings\([^)]*\)|@SuppressFBWarnings\b[^\n]*",
)
SUPPRESSION = re.compile(
    rf"#\s*(?:{'|'.join(_HASH)})[^\n]*|//\s*(?:{'|'.join(_SLASHES)})[^\n]*"
    rf"|/\*\s*(?:{'|'.join(_SLASHES)})[^*]*\*/|{'|'.join(_ATTRIBUTES)}",
    re.IGNORECASE,
)
"""A suppression, with all that follows it on its line or in its brackets."""

_CODE = re.compile(r"\s+")
"""White space."""

_REASONED = re.compile(
    r"^(?:#[^#\n]*ignore\[[^\]]+\]\s*#|#\s*noqa:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*\s*[#-]"
    r"|#\s*(?:pylint:\s*disable=|rubocop:disable\s)\s*[\w/,-]+\s*(?:#|--)"
    r"|/[/*]\s*eslint-disable[\w-]*\s+[\w@/-]+(?:,\s*[\w@/-]+)*\s+--|//\s*nolint:[\w,]+\s*//)"
    r"\s*\w+\s+\w+|^#!?\[[^\n]*reason\s*=\s*\"[^\"]+\""
)
"""A suppression that names a rule and says why: ``noqa: S105 - a column``, ``-- a column``."""
_NAMED = re.compile(
    r"ignore\[[^\]]+\]|noqa:\s*[A-Z]+\d|disable=\s*[\w-]|rubocop:disable\s+\w|nolint:\w"
    r"|eslint-disable[\w-]*\s+[@\w]|(?:allow|expect)\(\w|@SuppressWarnings\("
)
"""A suppression that names what it silences."""

_LISTED = re.compile(
    r"ignore\[([^\]]+)\]|(?:noqa:|disable=|rubocop:disable\s|eslint-disable(?:-next)?-line\s)\s*"
    r"([\w@/-]+(?:\s*,\s*[\w@/-]+)*)|(?<=@)SuppressWarnings\(\s*(?:value\s*=\s*)?\{?([^)}]*)"
)
"""The rules that a suppression names."""

_TYPESCRIPT = re.compile(r"@ts-(?:ignore|expect-error)")

_REASON = re.compile(r"^\s*(?:#(?!\[)|//|/?\*)\s*[A-Za-z]+\W+[a-z]+\W+[a-z]+")
"""A comment of at least three words."""
_DEPRECATED = re.compile(
    r"\((?:\w+\s*=\s*)?\W*deprecat(?:ed|ion)\W*\)|ignore\[\W*(?:report)?Deprecated\W*\]"
    r"|(?:no-deprecated|deprecation/deprecation)\s*(?:\*/)?$",
    re.IGNORECASE,
)
"""A suppression of the use of what is deprecated."""


def suppressions(facts: Facts) -> Iterator[tuple[int, str, str]]:
    """Yield each suppression with the number of its line, 1-based, and the line."""
    if not SUPPRESSION.search(facts.content.decode("utf-8", "replace")):
        return
    for number, line in enumerate(lines(facts), 1):
        found = SUPPRESSION.search(line)
        if found and not _is_text(facts, line, number, found):
            yield number, line, found[0]


def lines(facts: Facts) -> list[str]:
    """Return the lines of a file version."""
    return facts.content.decode("utf-8", "replace").split("\n")


def _is_text(facts: Facts, line: str, number: int, found: re.Match[str]) -> bool:
    """Whether what looks like a comment or an attribute is a part of a string."""
    if found[0].startswith(("@", "#[", "#![")):
        return facts.language != ("java" if found[0].startswith("@") else "rust")
    column = len(line[: found.start()].encode("utf-8", "replace"))
    return not facts.is_in_comment(number, column)


def suppression(line: str) -> str:
    """Return the suppression on a line; "" where there is none."""
    found = SUPPRESSION.search(line)
    return found[0] if found else ""


def bare(line: str) -> str:
    """Return a line without its suppression and white space."""
    return _CODE.sub("", SUPPRESSION.sub("", line))


def tool(found: str) -> str:
    """Return the first word of a suppression, by which its tool is known."""
    return next(iter(re.findall(r"\w+", found)), "")


def is_reasoned(found: str, above: str) -> bool:
    """Whether a suppression names the rule that it silences, and says why, there or just above."""
    said = _NAMED.search(found) and _REASON.match(above) and not SUPPRESSION.search(above)
    return bool(_REASONED.search(found) or said)


def names_rule(found: str) -> bool:
    """Whether a suppression names the rule that it silences."""
    return bool(_NAMED.search(found))


def silenced(found: str) -> tuple[str, ...]:
    """Return what a suppression silences, each with its tool; none for what names nothing.

    TypeScript's ``@ts-expect-error`` silences what its ``@ts-ignore`` does.
    """
    if _TYPESCRIPT.search(found):
        return ("ts",)
    named = _LISTED.search(found)
    listed = next(filter(None, named.groups()), "") if named else ""
    names = [name.strip("\"' \n\t") for name in listed.split(",")]
    return tuple(f"{tool(found)} {name}" for name in names if name)


def silenced_in(lines: Sequence[str]) -> Counter[str]:
    """Return how often lines silence what, those counted in whose code there is nothing else."""
    text = "\n".join(line for line in lines if not suppression(line) or not bare(line))
    return Counter(part for one in SUPPRESSION.finditer(text) for part in silenced(one[0]))


def is_of_deprecation(found: str) -> bool:
    """Whether a suppression is of nothing but the use of what is deprecated."""
    return bool(_DEPRECATED.search(found))

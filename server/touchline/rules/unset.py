"""Variables of the environment without which a test does not run: for ``skipped-test``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.lines import matching
from touchline.syntax import Mark, Span, Test

_NAME = r"""["'](?P<name>[A-Za-z]\w*)["']"""
_READ = (
    r"(?:(?:environ(?:\.get)?|[gG]etenv|LookupEnv|env::var(?:_os)?|process\.env"
    r"|ENV(?:\.fetch|\.key\?|\.has_key\?|\.include\?)?)\s*[\[(]\s*"
    rf"{_NAME}|process\.env\.(?P<dotted>\w+))"
)
"""The reading of a variable."""

_NOTHING = (
    r"(?:===?\s*(?:\"\"|''|undefined|null|nil|None)|!==?\s*[\"'](?![\"'])|\bis None\b"
    r"|\.is_(?:err|none)\(\)|\.nil\?|\.empty\?|\.isEmpty\(\))"
)
"""What is asked of a value that is to be missing, or another one."""

_UNSET = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:\bnot\b|!|\bunless\b)\s*\(*\s*(?:bool\(|!)?(?:os\.|std::|System\.)?{_READ}",
        rf"{_READ}[^\n;{{&|]*?{_NOTHING}",
        rf"{_NAME}\s+not\s+in\s+(?:os\.)?environ\b",
        r"LookupEnv\(\s*\"(?P<name>\w+)\"\s*\);\s*!",
        r"^@EnabledIfEnvironmentVariable\([^)]*\bnamed\s*=\s*\"(?P<name>\w+)\"",
        r"\bnot\(\s*feature\s*=\s*\"(?P<name>[\w-]+)\"",
        rf"\b(?:skipUnless|runIf)\b[^\n]*?(?:{_READ}|\"(?P<other>\w+)\"\s+in\s+(?:os\.)?environ)",
        rf"{_READ}[^\n?:]*\?\s*(?:it|test|describe)\s*:\s*(?:it|test|describe)\.skip\b",
    )
)
"""What holds where a variable, or a feature of Rust, is not set."""

_USUAL = re.compile(
    r"(?i)key|token|secret|passw|credential|auth|account|licen[cs]e|^(?:aws|gcp|google|azure)_"
    r"|^(?:ci|home|path|term|user|shell|lang|display|wayland_display|tmpdir|pwd)$|^xdg_|_home$"
    r"|actions|travis|buildkite|gitlab|circleci|jenkins|runner"
)
"""A secret, or what a system or CI sets by itself."""

_SETS = re.compile(
    r"^[ \t]*(?:(?:const|let|var|final|static)\s+)*(\w+)\s*:?=\s*(.*env.*)$", re.MULTILINE
)
"""A line that keeps the value of a variable, or what comes of it, under a name."""

_OTHER_NAME = re.compile(
    r"^\s*(?:const|let|var)\s+(\w+)\s*=\s*(.*\b(?:it|test|describe)\.skip\b(?!\().*)$"
)
"""A line that gives a skip another name."""


def unset(file: FileChange, old: Test, new: Test, analysis: Analysis) -> tuple[Mark, str] | None:
    """Return the mark by which a test came to need a variable, and the name of that.

    None where the test changed otherwise, or where anything but the mark knows the variable: then
    it is there for what the test does.
    """
    known = {(mark.text, mark.condition) for mark in old.marks}
    for mark in new.marks:
        if mark.kind not in ("skip", "return") or mark.condition is None:
            continue
        if (mark.text, mark.condition) in known and mark.condition:
            continue
        condition = _condition(file, mark)
        name = _name(condition)
        if name and old.bag <= new.bag and _is_new(file, name, analysis):
            text = new.text.decode("utf-8", "replace")
            if text.count(name) <= condition.count(name):
                return mark, name
    return None


def renamed_skips(file: FileChange, analysis: Analysis) -> Iterator[tuple[Span, str, str]]:
    """Yield the tests of JavaScript that are now begun by another name of a skip.

    Each with its name and the variable without which it is skipped, "" where it always is.
    """
    for _, text in matching(file, _OTHER_NAME):
        found = _OTHER_NAME.match(text)
        variable = _name(text) if found else ""
        if not found or (variable and not _is_new(file, variable, analysis)):
            continue
        if not variable and re.search(r"[?&|]", found[2]):
            continue
        before = {name for test in file.before.whole.tests for name in test.path}
        lines = file.after.content.decode("utf-8", "replace").split("\n")
        begins = re.compile(rf"^\s*{found[1]}\(\s*([\"'`])(.+?)\1")
        for number, line in enumerate(lines, 1):
            if (one := begins.match(line)) and one[2] in before:
                yield file.line_span(number), one[2], variable


def _condition(file: FileChange, mark: Mark) -> str:
    """Return what a mark says of its condition, with names of the file by what they stand for."""
    if mark.gate is not None and not mark.condition:  # what stands behind it: ``skip unless …``
        rest = file.after.content[mark.span.start :].partition(b"\n")[0]
        return rest.decode("utf-8", "replace")
    said = f"{mark.text} {mark.condition}" if mark.gate is None else mark.condition or ""
    if _name(said):
        return said
    kept = dict(_SETS.findall(file.after.content.decode("utf-8", "replace")))
    return re.sub(r"\b\w+\b", lambda word: kept.get(word[0], word[0]), said)


def _name(condition: str) -> str:
    for pattern in _UNSET:
        if found := pattern.search(condition):
            return next(filter(None, found.groupdict().values()), "")
    return ""


def _is_new(file: FileChange, name: str, analysis: Analysis) -> bool:
    """Whether nothing but tests that changed speaks of a variable."""
    piece = name.encode()
    if _USUAL.search(name) or piece in (file.change.before or b""):
        return False

    def is_known(across: Across) -> bool:
        changed = (one for one in across.files.values() if not one.is_test)
        texts = (text for one in changed for text in (one.change.before, one.change.after))
        return any(piece in (text or b"") for text in (*texts, *across.context.values()))

    return not analysis.ask(("variable", name), is_known)

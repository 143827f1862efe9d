"""Command lists that CI calls: scripts of ``package.json``, of tox, nox and make."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from touchline.syntax.config.command import Command, commands_in
from touchline.syntax.config.documents import document, mapping_of
from touchline.syntax.config.lines import Lines

_COMPILES = re.compile(r"\btsc\b(?!.*--noEmit)")
"""A run of the compiler of TypeScript that writes what it compiles: a build."""

_CHECKING = re.compile(r"type|lint|check|test|ci|verify|valid", re.IGNORECASE)
"""The name of a script that checks, whatever it runs."""

_HEAD = re.compile(r"([\w.-]+):(?!=)|\[([\w:-]+)\]")
"""The head of a target of make, or of a section of tox."""

_SESSION = re.compile(r"^@nox\.session\b(?:.*\n){1,8}?def (\w+)\(", re.MULTILINE)
"""A session of nox, with its decorators."""

_RUN = re.compile(r"\bsession\.run(?:_always)?\(((?:[^()]|\([^()]*\))*)\)")
"""A command that a session runs."""

_WORD = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")
"""A text in the arguments of one."""

_KEY = re.compile(r"([a-z_]+)\s*=")
"""A setting of tox, of which not every one holds commands."""


def listed(path: str, content: bytes, text: str) -> Iterator[Command]:
    """Yield the commands of a command list, given as bytes and as text."""
    if path.endswith("noxfile.py"):
        return _sessions(text)
    return _scripts(path, content, text) if path.endswith(".json") else _targets(path, text)


def _scripts(path: str, content: bytes, text: str) -> Iterator[Command]:
    lines = Lines(text)
    for key, script in mapping_of(mapping_of(document(path, content)).get("scripts")).items():
        name, run = str(key), str(script)
        if name.startswith("//"):
            continue  # a comment, as package.json can have one
        if not _COMPILES.search(run) or _CHECKING.search(name):
            yield from commands_in(run, name, frozenset(), lines.find(f'"{name}"'))


def _sessions(text: str) -> Iterator[Command]:
    """Yield what the sessions of nox run, each run with its texts as the words of a command."""
    heads, lines = list(_SESSION.finditer(text)), Lines(text)
    starts = [head.start() for head in heads]
    for found in _RUN.finditer(text):
        at = bisect_right(starts, found.start())
        job = heads[at - 1][1] if at else ""
        words = " ".join(one or other for one, other in _WORD.findall(found[1]))
        yield from commands_in(words, job, frozenset(), lines.find(found[0].partition("\n")[0]))


def _targets(path: str, text: str) -> Iterator[Command]:
    job, is_command = "", True
    for number, line in enumerate(text.split("\n"), 1):
        if key := _KEY.match(line) if path.endswith("tox.ini") else None:
            is_command = key[1].startswith("commands")
        if target := _HEAD.match(line):
            job, is_command = target[1] or target[2], True
        elif not is_command:
            continue
        elif line[:1].isspace() or path.endswith(".ini"):
            yield from commands_in(line, job, frozenset(), number)

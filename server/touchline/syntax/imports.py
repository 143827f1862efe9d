"""Which files are one import apart, among those that changed and some that did not."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from operator import is_
from posixpath import basename, dirname
from typing import Any, cast

from touchline.syntax.facts import Facts, facts
from touchline.syntax.language import language_of
from touchline.syntax.modules import Known, imported

MANIFESTS = frozenset({"go.mod", "Cargo.toml"})
"""The files that give the packages of a work tree a name of their own."""

_WORD = re.compile(rb"\w+")
"""A word of an import."""

_GO_MODULE = re.compile(rb'^module\s+"?(?P<path>[^\s"]+)', re.MULTILINE)
"""The name of a module of Go."""

_FOR_A_FOLDER = frozenset({"__init__", "index", "mod", "lib", "main"})


class Neighbours:
    """Which files are one import apart, in one state of a change set after another.

    What a file imports is kept while its facts and the files that there are stay the same.
    """

    def __init__(self) -> None:
        self._known = Known(frozenset())
        self._imported: dict[str, tuple[Collection[Facts], frozenset[str]]] = {}

    def of(
        self, changed: Mapping[str, tuple[Facts, ...]], texts: Mapping[str, bytes]
    ) -> dict[str, frozenset[str]]:
        """Return, for each file, those that it imports or that import it.

        ``changed`` has the facts of both versions of each changed file; what the version now has
        in common with the one before may be left out of it. ``texts`` are other files: the
        manifests in ``MANIFESTS``, and code, which is parsed only where it has the name of a
        changed file in it.
        """
        known = Known(frozenset((*changed, *texts)), tuple(_packages(texts)))
        kept = self._imported if known == self._known else {}
        self._known, self._imported = known, {}
        found: defaultdict[str, set[str]] = defaultdict(set)
        for path, versions in (*changed.items(), *_mentioning(texts, changed)):
            for target in self._targets(path, versions, kept):
                found[path].add(target)
                found[target].add(path)
        return {path: frozenset(others) for path, others in found.items()}

    def _targets(
        self,
        path: str,
        versions: tuple[Facts, ...],
        kept: Mapping[str, tuple[Collection[Facts], frozenset[str]]],
    ) -> frozenset[str]:
        last = kept.get(path)
        if last is None or len(last[0]) != len(versions) or not all(map(is_, last[0], versions)):
            targets = (imported(path, facts, self._known) for facts in versions)
            last = versions, frozenset[str]().union(*targets)
        self._imported[path] = last
        return last[1]


def _mentioning(
    texts: Mapping[str, bytes], changed: Collection[str]
) -> Iterator[tuple[str, tuple[Facts]]]:
    names = frozenset(_name(path) for path in changed)
    for path, text in texts.items():
        if path not in changed and language_of(path) and not names.isdisjoint(_words(text)):
            yield path, (facts(path, text),)


def _name(path: str) -> bytes:
    """Return the word by which an import must name a file; in Go it is the folder's."""
    stem = basename(path).partition(".")[0]
    if path.endswith("/lib.rs"):
        return b"use"
    if stem in _FOR_A_FOLDER or path.endswith(".go"):
        stem = basename(dirname(path))
    words = _WORD.findall(stem.encode("utf-8", "surrogateescape"))
    return words[-1] if words else b""


@lru_cache(maxsize=1024)
def _words(text: bytes) -> frozenset[bytes]:
    return frozenset(_WORD.findall(text))


def _packages(texts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    for path, text in texts.items():
        if basename(path) == "go.mod" and (match := _GO_MODULE.search(text)):
            yield match["path"].decode("utf-8", "surrogateescape"), dirname(path)
        elif basename(path) == "Cargo.toml" and (name := _crate(text)):
            yield name, dirname(path)


def _crate(text: bytes) -> str:
    try:
        table: dict[str, Any] = tomllib.loads(text.decode("utf-8", "replace"))
    except tomllib.TOMLDecodeError:
        return ""
    package = table.get("package")
    name = cast("dict[str, Any]", package).get("name") if isinstance(package, dict) else None
    return name if isinstance(name, str) else ""

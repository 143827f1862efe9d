"""What Touchline knows of one language: a folder of data, read once, when first asked for.

A folder ``languages/<language>/`` holds ``language.toml`` and any number of ``*.scm`` query
files. ``collect.py`` documents the captures, ``patterns.py`` what is run when; this module
documents the tables:

``grammar``      the module of the grammar's wheel and, where it has several, the function
``extends``      another language's folder whose queries and tables come first
``extensions``   the file name endings of the language
``[tests]``      ``files``: names or folders that the runner collects (globs);
                 ``in_functions``: whether a test inside a plain function is collected;
                 ``anywhere``: whether tests count outside of test files (inline tests);
                 ``inline``: texts, of which a product file has all of one list, one after the
                 other, if it holds any (``@inline``)
``[lists]``      where the syntax is a list, which ``regions.py`` documents
``conditionals`` node types under which a statement may not run
``[[assertions]]`` families of calls that assert, which ``family.py`` documents
``helpers``      a pattern of names that check something in a way that we cannot read
"""

from __future__ import annotations

import importlib
import re
import tomllib
from fnmatch import fnmatchcase
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import tree_sitter
from pydantic import Field

from touchline.model import Frozen
from touchline.syntax.family import Family
from touchline.syntax.queries import Queries
from touchline.syntax.tables import Collection, Lists

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_FOLDER = files("touchline.syntax") / "languages"


class Language(Frozen):
    """One language: its grammar, its queries and its tables."""

    name: str
    grammar: tuple[str, ...]
    extensions: tuple[str, ...]
    extends: str | None = None
    tests: Collection = Collection()
    lists: Lists = Lists()
    conditionals: frozenset[str] = frozenset()
    helpers: str = r"(?i)^_?(assert|check|verify|expect|ensure|validate|should|must)"
    assertions: tuple[Family, ...] = Field(default=())

    @cached_property
    def tree_sitter(self) -> tree_sitter.Language:
        """The compiled grammar."""
        module = importlib.import_module(self.grammar[0])
        capsule: object = getattr(module, (*self.grammar, "language")[1])()
        return tree_sitter.Language(capsule)

    @cached_property
    def queries(self) -> Queries:
        """The queries of the language, compiled when first used."""
        return Queries(self.tree_sitter, _queries(self.name), self._checks)

    @property
    def _checks(self) -> str:
        """A pattern of the names of calls that may be assertions or helpers."""
        names = "|".join(map(re.escape, self.families))
        flag, helpers = (
            ("i", self.helpers[4:]) if self.helpers[:4] == "(?i)" else ("", self.helpers)
        )
        return f"^(?:(?:{names})$|(?{flag}:{helpers}))"

    @cached_property
    def families(self) -> dict[str, tuple[Family, ...]]:
        """Return the families in which a name is listed."""
        table: dict[str, tuple[Family, ...]] = {}
        for family in self.assertions:
            for name in family.strengths:
                table[name] = (*table.get(name, ()), family)
        return table

    @cached_property
    def helper_pattern(self) -> re.Pattern[str]:
        """The compiled pattern of helper names."""
        return re.compile(self.helpers)

    def collects(self, path: str) -> bool:
        """Whether the runner looks for tests in the file, by its name or folder."""
        name = path.rpartition("/")[2]
        return any(fnmatchcase(path if "/" in glob else name, glob) for glob in self.tests.files)


@cache
def load(name: str) -> Language:
    """Return the language of that name; raises ``KeyError`` where there is no such folder."""
    table = _tables().get(name)
    if table is None:
        raise KeyError(name)
    return Language.model_validate(table)


def language_of(path: str) -> str | None:
    """Return the name of the language of a file, by its ending; None where there are no queries."""
    name = path.rpartition("/")[2]
    _, dot, ending = name.rpartition(".")
    return _endings().get(dot + ending) or _endings().get(name)


@cache
def _endings() -> dict[str, str]:
    return {ending: name for name, table in _tables().items() for ending in table["extensions"]}


@cache
def _tables() -> dict[str, dict[str, Any]]:
    found = {
        folder.name: tomllib.loads((folder / "language.toml").read_text("utf-8"))
        for folder in _FOLDER.iterdir()
        if (folder / "language.toml").is_file()
    }
    return {
        name: {**found.get(table.get("extends", ""), {}), **table, "name": name}
        for name, table in found.items()
    }


def _queries(name: str) -> list[str]:
    parent = _tables()[name].get("extends")
    inherited = _queries(parent) if parent else []
    return inherited + [text.read_text("utf-8") for text in _scm(_FOLDER / name)]


def _scm(folder: Traversable) -> list[Traversable]:
    return sorted((f for f in folder.iterdir() if f.name.endswith(".scm")), key=lambda f: f.name)

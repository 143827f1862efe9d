"""What files go by: their language, the name to import them by, the tests named after them."""

from __future__ import annotations

import re

from touchline.syntax import language_of

_FOLDER_FILES = frozenset({"__init__", "__main__", "index", "mod", "lib", "main"})
"""Files that go by the name of their folder."""

TELLING = re.compile(r"\w_\w|[a-z][A-Z]|^.{10,}$")
"""A name that hardly means another thing in another file: of several words, or long."""

AFFIX = re.compile(r"^[Tt]ests?_?(?=\w)|[_-]?(?:[Tt]ests?|[Ss]pecs?)$")
"""What makes the name of a thing that of its tests."""

_ONE = {"typescript": "javascript", "tsx": "javascript"}
"""Languages that call each other by name."""


def spoken(path: str) -> str | None:
    """Return the language of a file, one name for those that call each other by name."""
    language = language_of(path)
    return _ONE.get(language, language) if language else None


def module_of(path: str) -> bytes:
    """Return the name by which other files import a file."""
    *folders, name = path.split("/")
    stem = name.partition(".")[0]
    return (folders[-1] if stem in _FOLDER_FILES and folders else stem).encode(
        "utf-8", "surrogateescape"
    )


def is_about(test: str, path: str) -> bool:
    """Whether a test file is named after another one: ``test_cart.py``, ``CartTest.java``."""
    one, other = (path.rpartition("/")[2].partition(".")[0] for path in (test, path))
    return one != other and AFFIX.sub("", one) == other

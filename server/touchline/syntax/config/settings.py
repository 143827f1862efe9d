"""How strict the checks of a project are set, as values that can be compared.

A setting's ``strictness`` grows with what the check demands, so that "weaker" is ``<``. A
setting that is not there has the strictness that its tool gives it. A list of what a tool leaves
out, or of what it runs, is one setting for each entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from touchline.syntax.config.catalogue import KINDS, Kind
from touchline.syntax.config.documents import Value, document, flattened, is_list, items_of
from touchline.syntax.config.lines import line_at
from touchline.syntax.config.runners import left_out
from touchline.syntax.config.setting import Setting
from touchline.syntax.config.strictness import strictness_of
from touchline.syntax.config.texts import options, script, tags

_LISTS = {"without": -1.0, "with": 1.0, "reach": 1.0, "filters": 0.0}
"""How strict an entry of each kind of list makes a check."""

_NARROW = re.compile(r"^[^*]*(?:/[^*]*|\.py)$")
"""A place for tests that is no whole folder at the top."""

_FILTERS = {"error": 1.0, "ignore": -1.0}
"""What pytest does with every warning, where nothing more is said."""

_XML = re.compile(r"(?:^|/)pom\.xml$")
"""Files whose settings are XML."""

_SCRIPT = re.compile(
    r"(?:^|/)(?:jest|vitest|vite|karma|nyc)\.config\.\w+$|(?:^|/)(?:eslint\.config|\.eslintrc)\.[cm]?[jt]s$"
)
"""Configuration that is a script."""


@lru_cache(maxsize=512)
def settings(path: str, content: bytes) -> tuple[Setting, ...]:
    """Return the settings of a file that say how strict a check is; none for other files."""
    text = content.decode("utf-8", "replace")
    found = (*_known(path, content, text), *left_out(path, text))
    return tuple({setting.key: setting for setting in found}.values())


def _known(path: str, content: bytes, text: str) -> Iterator[Setting]:
    """Read what is set in files whose form is known."""
    if _XML.search(path):
        yield from tags(text)
    elif _SCRIPT.search(path):
        yield from script(text, levels="eslint" in path)
    elif kinds := _kinds_of(path):
        yield from _read(kinds, document(path, content), text)
        yield from options(text)


@lru_cache(maxsize=512)
def _kinds_of(path: str) -> tuple[Kind, ...]:
    return tuple([kind for kind in KINDS if kind.files.search(path)])


def _read(kinds: Sequence[Kind], values: Value, text: str) -> Iterator[Setting]:
    for key, value in flattened(values):
        kind = next((kind for kind in kinds if kind.keys.search(key)), None)
        if kind is None:
            continue
        if kind.order in _LISTS:
            yield from _entries(kind, key, value, text)
        elif (strictness := strictness_of(kind.order, value)) is not None:
            line = _line(text, key, value)
            yield Setting(key, _shown(value), strictness, kind.default, line)


def _entries(kind: Kind, key: str, value: Value, text: str) -> Iterator[Setting]:
    items = items_of(value) if is_list(value) else re.split(r"[,\s]+", str(value))
    for entry in (str(item) for item in items if item):
        line = _line(text, key, entry)
        if kind.order == "filters":
            yield Setting(f"{key}={entry}", entry, _FILTERS.get(entry, 0.0), 0.0, line)
            continue
        yield Setting(f"{key}={entry}", entry, _LISTS[kind.order], 0.0, line, key)
        if kind.order == "reach" and not _NARROW.search(entry):
            # What reaches far counts twice, so that what is narrower is no fair exchange.
            yield Setting(f"{key}={entry} as a whole", entry, _LISTS[kind.order], 0.0, line, key)


def _shown(value: Value) -> str:
    return str(items_of(value)[0] if is_list(value) else value)


def _line(text: str, key: str, value: Value) -> int:
    """Return the line where a key stands, the one with its value if there are several."""
    name = re.escape(key.rpartition(".")[2])
    shown = re.escape(_shown(value))
    found = re.search(rf"{name}\b[^\n]*{shown}", text, re.IGNORECASE)
    found = found or re.search(rf"^[ \t]*[-\"'\w]*{shown}", text, re.MULTILINE)
    found = found or re.search(rf"{name}\b", text)
    return line_at(text, found.start()) if found else 1

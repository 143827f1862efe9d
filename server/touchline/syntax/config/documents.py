"""Configuration files as plain values, whatever their format; broken ones give nothing."""

from __future__ import annotations

import configparser
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from touchline.yaml import BrokenYAMLError, compose, value

Value = object
_COMMENT = re.compile(r'("(?:\\.|[^"\\\n])*")|//[^\n]*|/\*.*?\*/|,(?=\s*[}\]])', re.DOTALL)
"""A comment or last comma of JSON, or a string, in which there is none."""

_INI = (".ini", ".cfg", ".coveragerc", ".flake8", ".pylintrc")
_JSON = (".json", ".jsonc", ".json5", ".eslintrc", ".nycrc", ".mocharc", ".c8rc")
_LARGEST = 1_000_000
"""Bytes of a file that is read."""


def document(path: str, content: bytes) -> Value:
    """Return the values of a file; None where its format is unknown or it does not parse."""
    if len(content) > _LARGEST:
        return None
    name = path.rpartition("/")[2]
    try:
        text = content.decode("utf-8")
        return _parsed(name, text)
    except (ValueError, BrokenYAMLError, configparser.Error, RecursionError):
        return None


def parses(path: str, content: bytes) -> bool:
    """Whether a file of a known format can be read; True for other formats."""
    known = (".toml", ".yml", ".yaml", *_JSON, *_INI)
    return not path.endswith(known) or document(path, content) is not None


def _parsed(name: str, text: str) -> Value:
    if name.endswith(".toml"):
        return tomllib.loads(text)
    if name.endswith((".yml", ".yaml")):
        return value(compose(text))
    if name.endswith(_JSON):
        return _json(text)
    if name.endswith(_INI):
        parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
        parser.read_string(text)
        return {section: dict(parser.items(section)) for section in parser.sections()}
    return None


def _json(text: str) -> Value:
    """Read JSON; only what is none as it stands is read without comments and last commas."""
    try:
        return json.loads(text)
    except ValueError:
        return json.loads(_COMMENT.sub(lambda match: match[1] or "", text))


def rows_of(path: str, content: bytes) -> Sequence[Value]:
    """Return the items of a file of JSON or YAML that is a list, or a table with one list."""
    if not path.endswith((".json", ".yml", ".yaml")):
        return ()
    values = document(path, content)
    lists = [value for value in mapping_of(values).values() if is_list(value)]
    return items_of(lists[0] if len(lists) == 1 else values)


def flattened(value: Value, key: str = "") -> Iterator[tuple[str, Value]]:
    """Yield every leaf and every list of plain values with its dotted key."""
    if isinstance(value, Mapping):
        for name, inner in mapping_of(cast("Value", value)).items():
            yield from flattened(inner, f"{key}.{name}" if key else str(name))
        return
    yield key, value
    for item in items_of(value):
        if isinstance(item, Mapping):
            yield from flattened(cast("Value", item), key)


def mapping_of(value: Value) -> Mapping[object, Value]:
    """Return a value that is a table; an empty one for any other."""
    return cast("Mapping[object, Value]", value) if isinstance(value, Mapping) else {}


def items_of(value: Value) -> Sequence[Value]:
    """Return the items of a value that is a list; none for any other."""
    return cast("Sequence[Value]", value) if is_list(value) else ()


def is_list(value: Value) -> bool:
    """Tell whether a value is a list."""
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)

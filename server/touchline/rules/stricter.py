"""Tools that a change set brings, or sets to demand more: what they say of old code is new."""

from __future__ import annotations

import re

from touchline.rules.across import Across
from touchline.rules.filechange import FileChange
from touchline.rules.upgrades import readers_of
from touchline.syntax.config import Setting, settings

_TYPES = re.compile(r"mypy|pyright|typescript")
"""Tools whose settings are not the names by which one word of theirs is silenced."""

_NAMING = re.compile(r"(?:^|/)(?:pyproject\.toml|setup\.cfg|tox\.ini|\.pre-commit-config\.yaml)$")
"""Files that name the tools of a project, each in a section of its own."""

_WORDS = re.compile(r"[A-Za-z@][\w/@:-]{3,}")
_CODE = re.compile(r"\b[A-Z]{1,5}\d{1,4}\b")
"""The number of a rule."""


def is_stricter(across: Across, found: str) -> bool:
    """Whether the tool of a suppression is new, or set to demand more of what it silences."""
    tools = readers_of(found)
    if not tools:
        return False
    tool = re.compile(rf"(?<![a-z])(?:{tools})(?![a-z])")
    files = [file for file in across.files.values() if file.change.after is not None]
    is_of_types = bool(_TYPES.search(tools))
    return _is_new(files, tool) or any(
        (is_of_types and tool.search(_place(file, one))) or _is_about(one, found)
        for file in files
        for one in _raised(file)
    )


def _is_new(files: list[FileChange], tool: re.Pattern[str]) -> bool:
    """Whether files that name the tools of the project name one that none of them named."""
    known = [f for f in files if _NAMING.search(f.path) and f.change.before is not None]
    after = (f.change.after or b"" for f in known)
    came = any(tool.search(text.decode("utf-8", "replace")) for text in after)
    before = (f.change.before or b"" for f in known)
    return came and not any(tool.search(text.decode("utf-8", "replace")) for text in before)


def _raised(file: FileChange) -> list[Setting]:
    """Return the settings of a file that demand more than before; entries of lists too."""
    new = settings(file.path, file.change.after or b"")
    if not new:
        return []
    old = {one.key: one.strictness for one in settings(file.old_path, file.change.before or b"")}
    return [one for one in new if one.strictness > old.get(one.key, one.default)]


def _place(file: FileChange, setting: Setting) -> str:
    """Return what tells the tool of a setting; the compiler's options are TypeScript's."""
    return f"{file.path} {setting.key}".replace("compilerOptions", "typescript")


def _is_about(setting: Setting, found: str) -> bool:
    """Whether a setting is of a rule that a suppression names."""
    if setting.list:
        return any(code.startswith(setting.value) for code in _CODE.findall(found))
    name = re.sub(r"\.(?:level|enabled|severity)$", "", setting.key, flags=re.IGNORECASE)
    name = name.rpartition(".")[2].replace("_", "-")
    named = {word.rpartition("::")[2].replace("_", "-") for word in _WORDS.findall(found)}
    return name in named

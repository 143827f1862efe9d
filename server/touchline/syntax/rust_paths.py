"""The files that Rust's ``mod`` and ``use`` mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from posixpath import basename, dirname, join

from touchline.syntax.kinds import Fact

_ROOTS = frozenset({"mod.rs", "lib.rs", "main.rs"})
"""Files that stand for their folder."""

_SIGN = re.compile(r"[{},]|(?:r#)?\w+(?:\s*::\s*(?:r#)?\w+)*|::|\*")
"""A part of a ``use``: a path, a bracket, a comma."""

_MOST = 256
"""No ``use`` names more than so many paths; what goes on is not read."""


def rust_paths(
    path: str, fact: Fact, known: Collection[str], crates: Collection[tuple[str, str]]
) -> Iterator[str]:
    """Yield the known files that a ``mod x;`` or a ``use`` of a file leads to.

    ``crates`` are the names of crates with their folders.
    """
    if fact.kind == "module":
        yield from _module(join(_folder_of(path), fact.part("module")))
        return
    for parts in _flat(fact.text):
        root, rest = _root(path, parts, crates)
        if root is None:
            yield from _longest(_folder_of(path), parts, known)
        elif found := _longest(root, rest, known):
            yield from found
        else:
            yield from (*_module(root), join(root, "lib.rs"), join(root, "main.rs"))


def _longest(root: str, parts: list[str], known: Collection[str]) -> list[str]:
    """Return the file of the longest beginning that is a module; what follows is in it."""
    for end in range(len(parts), 0, -1):
        found = [file for file in _module(join(root, *parts[:end])) if file in known]
        if found:
            return found
    return []


def _module(base: str) -> tuple[str, str]:
    return f"{base}.rs", f"{base}/mod.rs"


def _folder_of(path: str) -> str:
    """Return the folder in which the modules of a file stand."""
    return dirname(path) if basename(path) in _ROOTS else path.removesuffix(".rs")


def _root(
    path: str, parts: list[str], crates: Collection[tuple[str, str]]
) -> tuple[str | None, list[str]]:
    """Return the folder in which a path of modules begins, and the rest; None: it does not say."""
    first, rest = parts[0], parts[1:]
    if first == "crate":
        head, _, _ = f"/{path}".rpartition("/src/")
        return f"{head}/src".lstrip("/"), rest
    if first in {"self", "super"}:
        folder = _folder_of(path) if first == "self" else dirname(_folder_of(path))
        while rest and rest[0] == "super":
            folder, rest = dirname(folder), rest[1:]
        return folder, rest
    for name, folder in crates:
        if first == name.replace("-", "_"):
            return join(folder, "src"), rest
    return None, parts


def _flat(text: str) -> Iterator[list[str]]:
    """Yield the paths of ``use a::{b, c::{d, e as f}};`` one by one."""
    stack: list[list[str]] = [[]]
    current: list[str] = []
    signs = _SIGN.findall(re.sub(r"\bas\s+\w+|\bpub(?:\s*\([^)]*\))?|\buse\b", "", text))
    for sign in signs[:_MOST]:
        if sign == "{":
            stack.append([*stack[-1], *current])
            current = []
        elif sign in {",", "}"}:
            if current:
                yield [*stack[-1], *current]
            current = []
            if sign == "}" and len(stack) > 1:
                stack.pop()
        elif sign not in {"::", "*"}:
            current += [part.strip() for part in sign.split("::")]
    if current:
        yield [*stack[-1], *current]

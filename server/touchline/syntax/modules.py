"""Which of some files a file imports, by what its syntax says and by their paths alone.

Each language has a function from one import to the paths that it may mean, as that language's
tools look them up; those that are among the known files are what it imports. Nothing is read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from posixpath import basename, dirname, join, normpath

from touchline.syntax.facts import Facts
from touchline.syntax.kinds import Fact
from touchline.syntax.rust_paths import rust_paths

_SOURCES = ("", "src", "lib", "python")
_SCRIPT_ENDINGS = (
    "",
    ".ts",
    ".tsx",
    ".js",
    ".jsx",
    ".mjs",
    ".cjs",
    ".mts",
    ".cts",
    ".d.ts",
    ".vue",
)
_COMPILED = re.compile(r"\.([mc]?)js(x?)$")
"""The ending of a file that may stand for one of TypeScript."""

_FROM = re.compile(r"from\s+(?P<dots>\.*)\s*(?P<base>[\w.]*)\s+import\s+(?P<names>.*)", re.DOTALL)
"""An import of names from a module of Python."""

_JAVA = re.compile(r"import\s+(?:static\s+)?(?P<name>[\w.]+?)(?P<all>\.\*)?\s*;")
"""An import of Java."""

_LAST = 3
"""How many of the last parts of a name may be no file of their own: a member, a class in one."""


@dataclass(frozen=True)
class Known:
    """The files that an import may lead to, and the roots of packages with a name of their own.

    ``packages`` are names with their folders: a Go module's path, a crate's name.
    """

    files: frozenset[str]
    packages: tuple[tuple[str, str], ...] = ()

    @cached_property
    def by_folder(self) -> dict[str, list[str]]:
        """The files directly in each folder."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for file in self.files:
            found[dirname(file)].append(file)
        return found

    def ending_with(self, path: str) -> Iterator[str]:
        """Yield the files whose path ends with these parts."""
        return (file for file in self._by_name.get(basename(path), ()) if _ends(file, path))

    def in_folders_ending_with(self, path: str) -> Iterator[str]:
        """Yield the files directly in folders whose path ends with these parts."""
        folders = (
            folder for folder in self._folders.get(basename(path), ()) if _ends(folder, path)
        )
        return (file for folder in folders for file in self.by_folder[folder])

    @cached_property
    def _folders(self) -> dict[str, list[str]]:
        """The folders by the last part of their paths."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for folder in self.by_folder:
            found[basename(folder)].append(folder)
        return dict(found)

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for file in self.files:
            found[basename(file)].append(file)
        return found


def _ends(path: str, end: str) -> bool:
    return path == end or path.endswith(f"/{end}")


def imported(path: str, facts: Facts, known: Known) -> frozenset[str]:
    """Return the known files that a file with these facts imports."""
    paths = _LANGUAGES.get(facts.language or "")
    if paths is None:
        return frozenset()
    said = (*facts.of("import"), *facts.of("module"))
    return frozenset(
        candidate
        for fact in said
        for candidate in paths(path, fact, known)
        if candidate in known.files
    ) - {path}


def _python(path: str, fact: Fact, _known: Known) -> Iterator[str]:
    """``from ..core import parse`` is a module or a name in one; an absolute one has a root."""
    match = _FROM.match(fact.text)
    if match is None:
        names = (item.split(" as ")[0].strip() for item in fact.text[len("import") :].split(","))
        modules = [name.replace(".", "/") for name in names]
        yield from _python_files(_rooted(path, modules))
        return
    base = match["base"].replace(".", "/")
    names = re.findall(r"(?:^|[(,])\s*(\w+)", match["names"])
    modules = [base, *(join(base, name) for name in names)]
    if match["dots"]:
        up = ["."] + [".."] * (len(match["dots"]) - 1)
        folder = normpath(join(dirname(path), *up))
        yield from _python_files(join(folder, module) for module in modules)
    else:
        yield from _python_files(_rooted(path, modules))


def _python_files(modules: Iterable[str]) -> Iterator[str]:
    for module in modules:
        name = module.strip("/")
        yield from (f"{name}.py", f"{name}/__init__.py", f"{name}.pyi")


def _rooted(path: str, modules: Collection[str]) -> Iterator[str]:
    """Yield modules under every folder around a file, and under its folder of sources."""
    parts = path.split("/")[:-1]
    for depth in range(len(parts), -1, -1):
        folder = "/".join(parts[:depth])
        for source in _SOURCES:
            yield from (join(folder, source, module) for module in modules if module)


def _script(path: str, fact: Fact, _known: Known) -> Iterator[str]:
    """``./parse`` is that file with an ending, or the index of that folder."""
    module = fact.part("module").strip("'\"`")
    if module.startswith("."):
        bases = [normpath(join(dirname(path), module))]
    elif module.startswith(("@/", "~/")):
        bases = list(_rooted(path, [module[2:]]))
    else:
        return
    for base in bases:
        yield from (base + ending for ending in _SCRIPT_ENDINGS)
        yield from (join(base, "index") + ending for ending in _SCRIPT_ENDINGS[1:])
        yield _COMPILED.sub(r".\1ts\2", base)


def _go(_path: str, fact: Fact, known: Known) -> Iterator[str]:
    """Read a package as a folder below the ``go.mod`` whose module's path begins its name."""
    name = fact.part("module").strip('"`')
    for module, folder in known.packages:
        if name == module or name.startswith(f"{module}/"):
            package = join(folder, name[len(module) + 1 :]).rstrip("/")
            yield from (f for f in known.by_folder.get(package, ()) if f.endswith(".go"))


def _java(_path: str, fact: Fact, known: Known) -> Iterator[str]:
    """Read a class as a file below some root of sources; ``*`` means all of its folder."""
    match = _JAVA.match(fact.text)
    if match is None:
        return
    name = match["name"].replace(".", "/")
    if match["all"]:
        yield from known.in_folders_ending_with(name)
    for _ in range(_LAST):
        yield from known.ending_with(f"{name}.java")
        name = dirname(name)


def _rust(path: str, fact: Fact, known: Known) -> Iterator[str]:
    return rust_paths(path, fact, known.files, known.packages)


def _ruby(path: str, fact: Fact, _known: Known) -> Iterator[str]:
    """``require_relative`` starts at the file; ``require`` at a root of the load path."""
    name = fact.part("module").strip("'\"").removesuffix(".rb") + ".rb"
    if name.startswith(".") or fact.text.startswith("require_relative"):
        yield normpath(join(dirname(path), name))
    else:
        yield from _rooted(path, [name])
        yield from (join(root, name) for root in ("spec", "test"))


_LANGUAGES: dict[str, Callable[[str, Fact, Known], Iterator[str]]] = {
    "python": _python,
    "javascript": _script,
    "typescript": _script,
    "tsx": _script,
    "go": _go,
    "java": _java,
    "rust": _rust,
    "ruby": _ruby,
}

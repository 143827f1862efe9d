"""The paths, globs and symbols that a sentence names, looked up in the work tree.

Backquotes make nearly anything a name. Without them only what can hardly be English counts:
a path with a known ending or a folder of this tree, ``snake_case``, ``camelCase``, ``call()``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from touchline.spec.tables import table
from touchline.spec.tree import Tree, is_glob

_WORDS: dict[str, str] = table("names")
_ENDING = r"\.(?:" + "|".join(sorted(_WORDS["endings"].split(), key=len, reverse=True)) + r")"
_PART = r"[\w.@+\-\[\]{}*?$~]"
_CODE = re.compile(r"(`+)(?P<code>(?:(?!\1).)+?)\1(?!`)", re.DOTALL)
_LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
_URL = re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s)>\]]+|\bwww\.[^\s)>\]]+", re.IGNORECASE)
_WORD = re.compile(
    rf"(?<![\w/.@`])@?(?P<path>(?:\.{{0,2}}/)?(?:{_PART}+/)+{_PART}*|{_PART}+{_ENDING})(?![\w])"
    r"|(?<![\w`$/.-])(?P<call>[A-Za-z_][\w.]*)\(\)"
    r"|(?<![\w`$/.-])(?P<symbol>_*[a-z0-9]+(?:_+[a-z0-9]+)+_*"
    r"|[a-z]+[0-9]*(?:[A-Z][a-z0-9]+)+|(?:[A-Z][a-z0-9]+){2,}|[A-Z]+[A-Z0-9]*(?:_[A-Z0-9]+)+)"
    r"(?![\w/-]|\.\w)"
    r"|\b(?:the|our)\s+(?P<named>[\w.-]+)\s+(?P<noun>folder|directory|file|module|package|code|logic|layer"
    r"|service|component|subsystem|app|rules?|plugins?)\b"
    r"|(?<![\w/.-])(?P<document>(?i:readme|changelog|makefile|dockerfile))"
    r"(?![\w/-]|\.\w)"
)
_SIGN = re.compile(
    r"[/_]|\S\.\w|\(\)|[a-z0-9][A-Z]|\b(?:the|our)\s|(?i:readme|changelog|makefile|dockerfile)"
)
"""What a sentence has somewhere if ``_WORD`` finds anything in it."""
_PRODUCTS = re.compile(
    r"(?:node|next|vue|nuxt|express|react|three|d3|discord|ember|backbone|alpine|socket|chart)"
    r"\.(?:js|io)|asp\.net|github\.\w+|package\.json'?s",
    re.IGNORECASE,
)
_NAMES = frozenset(_WORDS["products"].split())
_SYMBOL = re.compile(r"#?[A-Za-z_$][\w$]*(?:(?:\.|::|#)[A-Za-z_$][\w$]*)*[!?]?")
_LITERAL = frozenset(_WORDS["literals"].split())
_LINE_NUMBER = re.compile(r"(?:[:#]L?\d+(?:[-:]L?\d+)*)$")


class Mention(NamedTuple):
    """A name in a sentence, at offsets ``start`` to ``end`` of it.

    ``paths`` are globs as a clause binds them. ``sure`` is 1 for what stands in the work tree,
    less for what is read from its form alone.
    """

    start: int
    end: int
    text: str
    paths: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    sure: float = 1.0


def mentions(sentence: str, tree: Tree) -> tuple[Mention, ...]:
    """Every name in the sentence, in order and without overlaps."""
    found: list[Mention] = []
    taken = [match.span() for match in _URL.finditer(sentence)]
    for mention in _candidates(sentence, tree):
        if all(mention.end <= start or end <= mention.start for start, end in taken):
            taken.append((mention.start, mention.end))
            found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _candidates(sentence: str, tree: Tree) -> Iterator[Mention]:
    for match in _CODE.finditer(sentence):
        yield _at(match.start(), match.end(), _quoted(match["code"].strip(), tree))
    for match in _LINK.finditer(sentence):
        if "://" not in match["target"]:
            yield _at(match.start(), match.end(), path(match["target"], tree, quoted=False))
    for match in _WORD.finditer(sentence) if _SIGN.search(sentence) else ():
        mention = _bare(match, tree)
        if mention:
            yield _at(match.start(), match.end(), mention)


def _bare(match: re.Match[str], tree: Tree) -> Mention | None:
    if match["path"]:
        return _bare_path(match["path"], tree)
    if match["document"]:
        return _document(match["document"], tree)
    if match["named"]:
        return _named(match["named"], match["noun"], tree)
    return _bare_symbol(match)


def _at(start: int, end: int, mention: Mention | None) -> Mention:
    return (mention or Mention(0, 0, ""))._replace(start=start, end=end)


def _quoted(code: str, tree: Tree) -> Mention | None:
    """Read what stands in backquotes: a path, a glob, a folder, else a symbol."""
    if " " in code or "\n" in code or code.startswith("-"):
        return None
    looks_like_path = "/" in code.strip("/") or code.endswith("/") or is_glob(code.rstrip("?"))
    if looks_like_path or re.search(_ENDING + r"$", _LINE_NUMBER.sub("", code)):
        return path(code, tree, quoted=True)
    if code in tree.files or code.strip("/") in tree.folders:
        return path(code, tree, quoted=True)
    return _symbol(re.sub(r"\(.*\)$", "", code))


def _symbol(name: str, sure: float = 1.0) -> Mention | None:
    if not _SYMBOL.fullmatch(name) or name in _LITERAL:
        return None
    dotted = name.lstrip("#").replace("::", ".").replace("#", ".")
    return Mention(0, 0, name, symbols=(dotted,), sure=sure)


def _bare_symbol(match: re.Match[str]) -> Mention | None:
    name = match["call"] or match["symbol"]
    return None if name in _NAMES else _symbol(name, 0.8)


def _bare_path(text: str, tree: Tree) -> Mention | None:
    """Read a word that has the form of a path; "and/or" has it as well, so the tree decides."""
    text = text.rstrip(".,;:?") if text[-1] in ".,;:?" else text
    bare = text.removeprefix("./").strip("/")
    if not bare or _PRODUCTS.fullmatch(text):
        return None
    known = bare in tree.files or bare in tree.folders or tree.ending_with(bare)
    has_ending = re.search(rf"\w{_ENDING}$", bare) is not None
    under_known = "/" in bare and bare.partition("/")[0] in tree.folders
    is_folder = text.endswith("/") and not bare[0].isupper()
    if known or has_ending or under_known or is_folder or ("/" in bare and is_glob(bare)):
        return path(text, tree, quoted=False)
    return None


def _named(name: str, noun: str, tree: Tree) -> Mention | None:
    """Return what "the X folder" or "the X module" is, if the tree holds it once."""
    folders = tree.folders_by_name.get(name, ())
    files = tree.by_name.get(name, ()) or tree.by_stem.get(name, ())
    if noun != "file" and len(folders) == 1:
        return Mention(0, 0, name, paths=(f"{folders[0]}/**",), sure=0.9)
    if noun not in {"folder", "directory"} and len(files) == 1:
        return Mention(0, 0, name, paths=(files[0],), sure=0.9)
    return None


def _document(word: str, tree: Tree) -> Mention:
    """Read "the changelog" into the file of that name at the root, or anywhere."""
    found = [p for p in tree.files if "/" not in p and p.partition(".")[0].lower() == word.lower()]
    paths = tuple(sorted(found)) or (f"**/{word.upper()}*",)
    return Mention(0, 0, word, paths=paths, sure=0.9 if found else 0.6)


def path(text: str, tree: Tree, *, quoted: bool) -> Mention | None:
    """Read a path as a person writes it into a glob anchored at the root."""
    name = _LINE_NUMBER.sub("", text).removeprefix("@").removeprefix("./").removeprefix("/")
    if not name.strip("/.*") or name.startswith("../"):
        return Mention(0, 0, text, paths=("**",)) if name.strip("/") == "**" else None
    if is_glob(name):
        return Mention(0, 0, text, paths=(_glob(name, tree),))
    if name in tree.files:
        return Mention(0, 0, text, paths=(name,))
    folder = name.rstrip("/")
    if folder in tree.folders:
        return Mention(0, 0, text, paths=(f"{folder}/**",))
    ending = () if name.endswith("/") else tree.ending_with(name)
    folders = tree.folders_ending_with(folder)
    if len(ending) + len(folders) == 1:
        found = ending[0] if ending else f"{folders[0]}/**"
        return Mention(0, 0, text, paths=(found,), sure=0.9)
    tail = f"{folder}/**" if name.endswith("/") or (folders and not ending) else name
    anywhere = ending or folders or "/" not in folder
    sure = 0.7 if quoted else 0.6
    return Mention(0, 0, text, paths=(f"**/{tail}" if anywhere else tail,), sure=sure)


def _glob(name: str, tree: Tree) -> str:
    if name.endswith("/"):
        name += "**"
    if "/" not in name:
        return f"**/{name}"
    first = name.partition("/")[0]
    if is_glob(first) or first in tree.folders or not tree.folders_by_name.get(first):
        return name
    return f"**/{name}"

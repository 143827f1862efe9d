"""Standing rules: ``AGENTS.md``, ``CLAUDE.md``, Cursor's rules, Copilot's instructions.

Only what they forbid is a clause; what they advise is no task. A file in a folder speaks of
that folder, and there takes the place of files of its name further up.
"""

from __future__ import annotations

from collections.abc import Iterable

from touchline.spec.front_matter import split
from touchline.spec.model import EVERYTHING, Clause, ClauseKind, Origin
from touchline.spec.prose import Reader
from touchline.spec.reading import Reading
from touchline.spec.text import Document
from touchline.spec.tree import Tree
from touchline.yaml import BrokenYAMLError, compose

NAMES = frozenset({"AGENTS.md", "CLAUDE.md"})
COPILOT = ".github/copilot-instructions.md"


def is_standing(path: str) -> bool:
    """Tell whether a file holds standing rules."""
    folder, _, name = path.rpartition("/")
    cursor = f"/{folder}".endswith("/.cursor/rules") and name.endswith(".mdc")
    return name in NAMES or path == COPILOT or cursor


def read(text: str, path: str, tree: Tree, others: Iterable[str] = ()) -> Reading:
    """Read one file; ``others`` are all standing files, for those nearer to some folder."""
    reader = Reader(tree, Origin.STANDING)
    yaml, end = split(text)
    body = "\n" * text.count("\n", 0, end) + text[end:].lstrip("\r")
    reader.reading.title = path
    reader.read(Document(body, path))
    found = reader.reading
    folder = _folder(path)
    globs = _globs(yaml) or ((f"{folder}/**",) if folder else ())
    nearer = tuple(f"{_folder(p)}/**" for p in others if _is_nearer(p, path))
    forbidden = (clause for clause in found.clauses if clause.kind is ClauseKind.FORBID)
    within = (_within(clause, globs, nearer) for clause in forbidden)
    found.clauses = [clause for clause in within if _has_place(clause, folder)]
    return found


def _folder(path: str) -> str:
    folder = path.rpartition("/")[0]
    return "" if folder == ".github" else folder.removesuffix(".cursor/rules").rstrip("/")


def _is_nearer(other: str, path: str) -> bool:
    """Whether another file of the same name stands in a folder below."""
    same = other.rpartition("/")[2] == path.rpartition("/")[2] and other != path
    folder = _folder(path)
    return (
        same and path.endswith("md") and _folder(other).startswith(f"{folder}/" if folder else "")
    )


def _within(clause: Clause, globs: tuple[str, ...], nearer: tuple[str, ...]) -> Clause:
    """Keep a clause to the folder of its file."""
    update: dict[str, tuple[str, ...]] = {"excluded": (*clause.excluded, *nearer)}
    if globs and clause.paths in {(), (EVERYTHING,)}:
        update["paths"] = globs
    return clause.model_copy(update=update)


def _has_place(clause: Clause, folder: str) -> bool:
    """Tell whether a clause speaks of the folder of its file at all."""
    reach = (f"{folder}/", "**")
    return not (folder and clause.paths) or any(p.startswith(reach) for p in clause.paths)


def _globs(yaml: str) -> tuple[str, ...]:
    """Return the ``globs`` of a Cursor rule: a list, or names with commas between them."""
    try:
        root = compose(yaml)
    except BrokenYAMLError:
        # Cursor writes bare globs ("globs: *.ts"), which YAML takes for an alias.
        lines = [line.partition(":")[2] for line in yaml.splitlines() if line.startswith("globs:")]
        return tuple(_anywhere(glob) for line in lines for glob in line.split(",") if glob.strip())
    entries = {key.scalar: value for key, value in root.entries} if root else {}
    node = entries.get("globs")
    if node is None:
        return ()
    texts = [item.scalar for item in node.items] or node.scalar.split(",")
    return tuple(_anywhere(text) for text in texts if text.strip())


def _anywhere(glob: str) -> str:
    glob = glob.strip().strip("'\"")
    return glob if "/" in glob else f"**/{glob}"

"""``.touchline/task.md``, a prompt, an issue: Markdown with or without front matter."""

from __future__ import annotations

from touchline.spec.front_matter import FrontMatter, split
from touchline.spec.model import LIMITING, Clause, Origin
from touchline.spec.prose import Reader, may_bound
from touchline.spec.reading import Reading
from touchline.spec.text import Document
from touchline.spec.tree import Tree


def read(
    text: str, path: str, tree: Tree, origin: Origin = Origin.TASK, *, foreign: bool = False
) -> Reading:
    """Read a task. One sentence is enough for a useful one.

    The front matter of a ``foreign`` format is for its own tools, and is passed over.
    """
    return read_by(Reader(tree, origin), text, path, foreign=foreign)


def read_by(reader: Reader, text: str, path: str, *, foreign: bool = False) -> Reading:
    """Read a task with a reader."""
    document = Document(text, path)
    yaml, end = split(text)
    if end and not foreign:
        FrontMatter(document, reader).read(yaml)
    body = "\n" * text.count("\n", 0, end) + text[end:].lstrip("\r")
    reader.read(Document(body, path))
    return reader.reading


def limits(reader: Reader, text: str, path: str) -> tuple[Clause, ...]:
    """Return what prose forbids and its budgets; most of it need not be read for these."""
    if may_bound(text):
        reader.read(Document(text, path))
    return tuple(clause for clause in reader.reading.clauses if clause.kind in LIMITING)

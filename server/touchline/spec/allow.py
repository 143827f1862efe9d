"""``.touchline/allow.md``: what a person allowed with one click, and why.

Each line is bound to the content that it was said of, by fingerprints in a comment, so that a
different later change at the same place speaks again. Lines without one are prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from touchline.model import Hunk, JudgedFinding
from touchline.spec.content import hunk_content
from touchline.spec.model import Clause, ClauseKind, Origin
from touchline.spec.prose import Reader
from touchline.spec.reading import Reading
from touchline.spec.text import Document
from touchline.spec.tree import Tree

ALLOW_FILE = ".touchline/allow.md"

_HEAD = "# Allowed\n\nWhat was allowed with one click, and why. Delete a line to take it back.\n\n"
_LINE = re.compile(
    r"^(?P<text>[-*] .*?)[ \t]*<!-- touchline:(?P<contents>(?: [0-9a-f]{8,64})+) -->[ \t]*\r?$",
    re.MULTILINE,
)
_REASON = re.compile(r", because (?P<reason>.*)$")


def read(text: str, path: str, tree: Tree) -> Reading:
    """Read the file into allow clauses."""
    document = Document(text, path)
    reader = Reader(tree, Origin.ALLOW)
    for match in _LINE.finditer(text):
        quote = document.between(match.start("text") + 2, match.end("text"))
        reason = _REASON.search(quote.text)
        reader.reading.clauses.append(
            Clause(
                **quote.model_dump(),
                kind=ClauseKind.ALLOW,
                origin=Origin.ALLOW,
                contents=tuple(match["contents"].split()),
                reason=reason["reason"] if reason else "",
            )
        )
    prose = _LINE.sub(lambda match: " " * len(match[0]), text)
    reader.reading.title = "allowed"
    reader.read(Document(prose, path))
    return reader.reading


def append(text: str, finding: JudgedFinding, reason: str, hunks: Sequence[Hunk] = ()) -> str:
    """Return the file's text with one more clause, for a finding and the hunks it lies in."""
    said = finding.finding
    what = f"Allow `{said.rule}` in `{said.path}`"
    if said.subject and said.subject != said.path:
        what += f" ({_plain(said.subject)})"
    contents = (finding.fingerprint, *(hunk_content(hunk) for hunk in hunks))
    return _appended(text, what, reason, contents)


def append_hunk(text: str, hunk: Hunk, reason: str) -> str:
    """Return the file's text with one more clause, for a hunk that nobody mentioned."""
    what = f"Allow lines {hunk.target_start} and on in `{hunk.path}`"
    return _appended(text, what, reason, (hunk_content(hunk),))


def _appended(text: str, what: str, reason: str, contents: Sequence[str]) -> str:
    because = f", because {_plain(reason)}" if reason.strip() else ""
    start = text or _HEAD
    if not start.endswith("\n"):
        start += "\n"
    return f"{start}- {what}{because} <!-- touchline: {' '.join(contents)} -->\n"


def _plain(text: str) -> str:
    """Keep what a person typed on one line, and out of comments."""
    return " ".join(text.replace("<!--", "").replace("-->", "").split())

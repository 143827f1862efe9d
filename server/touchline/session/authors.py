"""Who wrote each hunk of a session, as far as the program can tell.

Nothing in a file says who wrote it; what is known is who changed the file when. A hunk that was
not there before belongs to whoever wrote to its file since the last review, together with the
authors of the hunks that it grew out of. A hunk is told by its content, so that it keeps its
author when lines above it come or go, and gets it back when it was undone and comes again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from touchline import diff
from touchline.baseline import content_id
from touchline.memo import Memo
from touchline.model import Author, Change, Hunk, JudgedFinding, JudgedHunk, Provenance
from touchline.review import Part
from touchline.session.authors_kept import Kept, Signed, load, save
from touchline.session.select import hunks_of, ids_of

# Written on disk by another program: an agent, or a tool that somebody ran.
OUTSIDE = Provenance(author=Author.AGENT, confidence=0.9)
# The same, while nobody looked.
MEANWHILE = Provenance(author=Author.AGENT, confidence=0.5)
NOBODY_KNOWS = Provenance()

_MIXED = 0.5
_REMEMBERED = 512

_T = TypeVar("_T")
_Judged = TypeVar("_Judged", JudgedFinding, JudgedHunk)


@dataclass(slots=True)
class _File:
    """One changed file: its text, who wrote it as a whole, and its hunks as last signed.

    ``texts`` and ``known`` remember who wrote a text, and a hunk, that was there before.
    ``written`` is who wrote since the last review; ``before`` the state before the last write.
    """

    content: str = ""
    author: Provenance | None = None
    hunks: dict[str, Signed] = field(default_factory=dict[str, Signed])
    order: tuple[Provenance, ...] = ()
    texts: dict[str, Provenance | None] = field(default_factory=dict[str, Provenance | None])
    known: dict[str, Provenance] = field(default_factory=dict[str, Provenance])
    written: Provenance | None = None
    before: _File | None = None


class Authors:
    """Keeps the authors of one session; ``place`` is its file in the state folder."""

    def __init__(self, place: Path, *, resume: bool) -> None:
        self._place = place
        self._files = {kept.path: _resumed(kept) for kept in load(place)} if resume else {}
        self._signed = Memo[Part]()

    def wrote(self, change: Change, who: Provenance | None, identity: str = "") -> Provenance:
        """Note that a file has this content now; returns who wrote its change as a whole.

        Touchline's own writes (None) leave no mark: what is left belongs to whom it did before.
        ``identity`` is the id of the content, where that is known already.
        """
        content = _content(change, identity)
        file = self._file(change.path)
        if content != file.content:
            file.before = _copy(file)
            _write(file, content, None if _is_empty(change) else who)
        return file.author or NOBODY_KNOWS

    def claim(self, change: Change, who: Provenance) -> Provenance:
        """Note that an editor says who made a text; returns who wrote its change as a whole.

        Where the file has that text, this corrects who made its last change. Else the text was
        there before what is read next, and its hunks are signed before they mix with that.
        """
        file = self._file(change.path)
        content = _content(change)
        if file.before is not None and file.content == content:
            before = file.before
            known = {hunk_id: signed.author for hunk_id, signed in before.hunks.items()}
            file = replace(before, before=before, texts={}, known=known)
            _write(file, content, who)
            self._files[change.path] = file
        else:
            self.wrote(change, who)
        _sign(file, diff.hunks(change))
        file.order = ()
        return file.author or NOBODY_KNOWS

    def sign(self, change: Change) -> None:
        """Give the hunks of a change their authors now, before what comes next mixes with them."""
        file = self._file(change.path)
        if file.written is not None:
            _sign(file, diff.hunks(change))
            file.order = ()

    def forget(self, path: str) -> None:
        """Note that a file is as in the baseline again; what its hunks were is remembered."""
        if file := self._files.get(path):
            self._files[path] = _File(texts=file.texts, known=file.known)
            self._signed.forget(path)

    def signed(self, change: Change, part: Part) -> Part:
        """Return what is said of a change with who wrote each hunk and what is behind a finding."""
        file = self._file(change.path)
        if file.written is not None or len(file.order) != len(part.hunks):
            _sign(file, [judged.hunk for judged in part.hunks])
        made_of = (change, file.order, part)
        return self._signed.get(change.path, made_of, partial(_signed, change, part, file.order))

    def save(self) -> None:
        """Keep what is known for the next start. Raises OSError."""
        save(
            self._place,
            [
                Kept(
                    path=path,
                    content=file.content,
                    author=file.author,
                    hunks=tuple(file.hunks.items()),
                )
                for path, file in self._files.items()
                if file.content
            ],
        )

    def _file(self, path: str) -> _File:
        file = self._files.get(path)
        if file is None:
            file = self._files[path] = _File()
        return file


def _signed(change: Change, part: Part, order: Sequence[Provenance]) -> Part:
    pairs = tuple(zip(part.hunks, order, strict=True))
    by_hunk = {id(judged.hunk): author for judged, author in pairs}
    found = [_by(each, _behind(each, by_hunk, part) or change.provenance) for each in part.findings]
    hunks = [_by(judged, author) for judged, author in pairs]
    return Part(tuple(found), tuple(hunks))


def _by(judged: _Judged, author: Provenance) -> _Judged:
    if judged.provenance is author:
        return judged
    return judged.model_copy(update={"provenance": author})


def _behind(
    found: JudgedFinding, by_hunk: Mapping[int, Provenance], part: Part
) -> Provenance | None:
    """Return who wrote the hunks behind a finding."""
    behind = hunks_of(found.finding, (judged.hunk for judged in part.hunks))
    return joined(by_hunk[id(hunk)] for hunk in behind)


def joined(authors: Iterable[Provenance | None]) -> Provenance | None:
    """Return who wrote what several wrote together; None leaves no mark."""
    known = [author for author in authors if author is not None]
    if len(known) == 1:
        return known[0]
    names = {each.author for each in known}
    if not names:
        return None
    sure = min(each.confidence for each in known)
    if len(names) == 1:
        return Provenance(author=names.pop(), confidence=sure)
    if Author.AGENT in names:
        return Provenance(author=Author.AGENT, confidence=min(sure, _MIXED) or _MIXED)
    return NOBODY_KNOWS


def _copy(file: _File) -> _File:
    texts, known = dict(file.texts), dict(file.known)
    return _File(file.content, file.author, file.hunks, file.order, texts, known, file.written)


def _write(file: _File, content: str, who: Provenance | None) -> None:
    file.written = joined((file.written, who))
    file.author = file.texts.get(content) or joined((file.author, who))
    file.content = content
    file.order = ()
    _remember(file.texts, content, file.author)


def _sign(file: _File, hunks: Sequence[Hunk]) -> None:
    """Give each hunk its author, one that was seen before the one that it had."""
    ids = dict(zip(ids_of(hunks), hunks, strict=True))
    gone = [signed for hunk_id, signed in file.hunks.items() if hunk_id not in ids]
    signed: dict[str, Signed] = {}
    for hunk_id, hunk in ids.items():
        start, end = _span(hunk)
        author = file.known.get(hunk_id)
        if author is None:
            grown = [old.author for old in gone if old.start <= end and start <= old.end]
            author = joined((file.written, *grown)) or file.author or NOBODY_KNOWS
        _remember(file.known, hunk_id, author)
        signed[hunk_id] = Signed(start=start, end=end, author=author)
    file.hunks, file.written = signed, None
    file.order = tuple(each.author for each in signed.values())


def _span(hunk: Hunk) -> tuple[int, int]:
    """Return the lines of the baseline that a hunk replaces, those between which it adds."""
    return hunk.source_start, hunk.source_start + hunk.source_length


def _remember(memory: dict[str, _T], key: str, value: _T) -> None:
    memory.pop(key, None)
    memory[key] = value
    while len(memory) > _REMEMBERED:
        del memory[next(iter(memory))]


def _content(change: Change, identity: str = "") -> str:
    if change.after is None:
        return f"unread {change.after_mode}" if change.unread else "absent"
    return f"{identity or content_id(change.after)} {change.after_mode}"


def _is_empty(change: Change) -> bool:
    """Tell whether a file was made and nothing written to it, as an editor's explorer does."""
    return change.before is None and change.after == b""


def _resumed(kept: Kept) -> _File:
    known = {hunk_id: signed.author for hunk_id, signed in kept.hunks}
    return _File(
        content=kept.content,
        author=kept.author,
        hunks=dict(kept.hunks),
        texts={kept.content: kept.author},
        known=known,
    )

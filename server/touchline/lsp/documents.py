"""Open documents: when the editor's text counts, and when the file on disk does.

LSP does not say whether a document has unsaved edits, so it is told from the texts: a buffer
whose text the file had when it was opened, or at some moment since, is clean, and may be stale
(Neovim reloads late). Going back to a text older than one it has shown is an undo: unsaved.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from touchline.lsp import text as editor_text
from touchline.lsp.typist import Edit
from touchline.model import Author, Provenance
from touchline.session import joined

# How many contents of a file are remembered while its document is open.
_REMEMBERED = 32
# A save follows the last keys, and the formatter that it runs, within so many seconds.
_SAVED_AFTER = 3.0


@dataclass(slots=True)
class OpenDocument:
    """One open document: its text, and the contents that its file has had since.

    ``beneath`` is set while the file on disk changed under unsaved edits. ``author`` is who made
    the edits that were not taken over yet.
    """

    uri: str
    path: str
    text: str
    version: int
    unsaved: bool = False
    beneath: bool = False
    encoding: str = "utf-8"
    author: Provenance | None = None
    _typed: Provenance | None = None
    _edited: float = 0.0
    _own: bool = False
    _disk: deque[int | None] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    _shown: int = 0
    _base: int | None = None

    def opened(self, disk: bytes | None, earlier: Iterable[bytes] = ()) -> None:
        """Compare the text that the editor opened with the file on disk (None: no file).

        ``earlier`` are contents that the file had before: one of them may have been read by the
        editor just before somebody wrote to the file.
        """
        if disk is not None:
            self.encoding = editor_text.encoding_of(disk, self.text)
        self._disk.extend(self._digest(content) for content in earlier)
        self._disk.append(self._digest(disk))
        self._compare()

    def edited(self, text: str, version: int, edit: Edit, who: Provenance, now: float) -> None:
        """Take over the editor's text after an edit, an undo or a reload.

        ``edit`` is what is different, ``who`` made it, as it seems, at ``now`` (in seconds).
        """
        self.text, self.version, self._edited = text, version, now
        self._compare()
        by_person = who.author is Author.HUMAN
        self._own = by_person or (self._typed is not None and edit.is_formatting)
        if by_person:
            self._typed = who
        elif not self.unsaved and not self._own:
            self._typed = None
        if self.unsaved:
            self.author = joined((self.author, who))

    def taken(self) -> Provenance | None:
        """Return who made the edits since the last time."""
        author, self.author = self.author, None
        return author

    def claimed(self, now: float) -> Provenance | None:
        """Return whose the text is that was just saved, where that has to be said.

        The file may have been seen before the edit was told, and a formatter edits as fast as
        any program; but no other program makes the editor say that it saved. An edit that was
        not taken over yet would be taken for that of whoever wrote to the file since.
        """
        fresh = self._own and now - self._edited < _SAVED_AFTER
        return self._typed if fresh else self.author

    def saved(self, disk: bytes | None) -> None:
        """Note that the editor wrote its text to the file."""
        self._typed, self._own = None, False
        self._remember(disk)
        self._shown = len(self._disk) - 1
        self.unsaved = self.beneath = False

    def written(self, disk: bytes | None) -> None:
        """Note that the file on disk has a new content, whoever wrote it."""
        self._remember(disk)
        if self.unsaved:
            self._compare()

    def content(self, disk: bytes | None) -> bytes | None:
        """Return the text as it would be saved, while it counts: while it has unsaved edits."""
        return self.as_saved(disk) if self.unsaved else None

    def as_saved(self, disk: bytes | None) -> bytes:
        """Return the bytes that a save of the text gives a file with this content."""
        return editor_text.as_saved(self.text, disk or b"", self.encoding)

    def _digest(self, disk: bytes | None) -> int | None:
        if disk is None:
            return None
        return hash(editor_text.comparable(editor_text.shown(disk, self.encoding)))

    def _remember(self, disk: bytes | None) -> None:
        digest = self._digest(disk)
        if self._disk and self._disk[-1] == digest:
            return
        full = len(self._disk) == self._disk.maxlen
        self._disk.append(digest)
        self._shown = max(0, self._shown - full)

    def _compare(self) -> None:
        digest = hash(editor_text.comparable(self.text))
        later = range(len(self._disk) - 1, self._shown - 1, -1)
        match = next((index for index in later if self._disk[index] == digest), None)
        was_unsaved = self.unsaved
        self.unsaved = match is None
        if match is not None:
            self._shown = match
            self.beneath = False
        elif not was_unsaved:
            self._base = self._disk[-1]
        if self.unsaved:
            self.beneath = self._disk[-1] != self._base

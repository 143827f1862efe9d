"""The two versions of a changed file, with their hunks, lines and facts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from touchline.diff import LineMap, hunks
from touchline.model import Change, Hunk
from touchline.syntax import (
    Edit,
    Facts,
    Span,
    changed_facts,
    facts,
    is_test_path,
    language_of,
    line_start,
    span_of_line,
    squeeze,
)


@dataclass(frozen=True, eq=False)
class Versions:
    """A change as its two versions, each part worked out when first asked for."""

    change: Change

    @property
    def path(self) -> str:
        """The path after the change."""
        return self.change.path

    @property
    def old_path(self) -> str:
        """The path in the baseline."""
        return self.change.old_path or self.change.path

    @cached_property
    def is_test(self) -> bool:
        """Whether the file belongs to the tests, before or after."""
        return is_test_path(self.path) or is_test_path(self.old_path)

    @cached_property
    def hunks(self) -> tuple[Hunk, ...]:
        """The runs of changed lines."""
        return hunks(self.change)

    @cached_property
    def placed(self) -> tuple[Hunk, ...]:
        """The hunks with the definitions in which they lie; for removed text those before."""
        return tuple(self._placed(hunk) for hunk in self.hunks)

    def _placed(self, hunk: Hunk) -> Hunk:
        if hunk.whole_file:
            return hunk
        if hunk.target_length:
            symbols = self.after.symbols(hunk.target_start)
        else:
            symbols = self.before.symbols(hunk.source_start)
        return hunk.model_copy(update={"symbols": symbols}) if symbols else hunk

    def hunk_at(self, line: int) -> Hunk | None:
        """Return the hunk that holds a line of the version now; None for a line that stood."""
        at = bisect_right(self.hunks, line, key=lambda hunk: hunk.target_start) - 1
        hunk = self.hunks[at] if at >= 0 else None
        return hunk if hunk and line < hunk.target_start + hunk.target_length else None

    @cached_property
    def added_text(self) -> str:
        """The added lines, one after another."""
        return "".join([text for hunk in self.hunks for text in hunk.added])

    @cached_property
    def lines(self) -> LineMap:
        """Where each line of the baseline's version went."""
        return LineMap.between(self.change.before or b"", self.change.after or b"")

    def line_span(self, line: int) -> Span:
        """Return the place of a whole line of the version now."""
        return span_of_line(self.change.after or b"", line)

    def old_line_span(self, line: int) -> Span:
        """Return the place of a whole line of the baseline's version."""
        return span_of_line(self.change.before or b"", line)

    @property
    def before(self) -> Facts:
        """The facts of the baseline's version where it differs from the one now."""
        return self._facts[0]

    @property
    def after(self) -> Facts:
        """The facts of the version now where it differs from the baseline's."""
        return self._facts[1]

    @cached_property
    def _facts(self) -> tuple[Facts, Facts]:
        before, after = self.change.before, self.change.after
        old, new = (self.old_path, before), (self.path, after)
        if before is None or after is None or language_of(self.path) is None:
            return facts(*old), facts(*new)
        if any(hunk.whole_file for hunk in self.hunks):
            return facts(*old), facts(*new)
        return changed_facts(old, new, _edits(before, after, self.hunks))

    def is_commented_out(self, text: bytes) -> bool:
        """Whether text of the baseline stands in a comment now and in none before."""
        bare = squeeze(text.decode("utf-8", "replace"))
        found = bare in self.after.comment_text
        return found and bare not in self.before.whole.comment_text


def _edits(before: bytes, after: bytes, hunks: Sequence[Hunk]) -> list[Edit]:
    """Return hunks as byte offsets."""
    return [
        Edit(
            *_offsets(before, hunk.source_start, hunk.source_length),
            *_offsets(after, hunk.target_start, hunk.target_length),
        )
        for hunk in hunks
    ]


def _offsets(content: bytes, start: int, length: int) -> tuple[int, int]:
    first = start + (length == 0)
    return line_start(content, first), line_start(content, first + length)

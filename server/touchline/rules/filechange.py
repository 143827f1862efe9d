"""One changed file with all that is known of it, worked out when first asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from typing import TypedDict, Unpack

from touchline.diff import LineMap, hunks
from touchline.model import Aspect, Change, ChangeKind, Evidence, Finding, Hunk, Severity
from touchline.rules.pairing import Pairing, pair_tests
from touchline.syntax import (
    Definition,
    Edit,
    Facts,
    Span,
    Test,
    changed_facts,
    facts,
    is_test_path,
    language_of,
    line_starts,
    normal,
    span_of_line,
    squeeze,
)

_WORD = re.compile(rb"[A-Za-z_][A-Za-z0-9_]{2,}")
_DASHED = re.compile(rb"[A-Za-z_][\w-]{2,}")
_MADE = re.compile(rb"^[ \t]*(?:[\w@.:]+ )*?(?:self\.|this\.|@)?(\w+) :?= (.+)$", re.MULTILINE)
_TEST_MODULE = re.compile(r"(^|[._])tests?$")
_TEST_HEAD = re.compile(
    rb"\b(?:class|mod|module|interface|struct|enum|trait|type|namespace|object|record|impl)\b"
    rb"[^\n]*(?<![A-Za-z0-9])tests?(?!\w)"
)
_EVIDENCE = 600
"""Characters of a hunk that are quoted."""

_QUOTED = 20_000
"""Characters of one thing that are quoted: all of it, but for the most uncommon."""


class Holds(Enum):
    """What there can be in a file, told without a parse.

    ``TESTS``: it belongs to the tests, or its runner may collect some from it, before or after.
    ``PRODUCT``: code outside of tests, now.
    """

    TESTS = auto()
    PRODUCT = auto()


class Particulars(TypedDict, total=False):
    """What else a finding says; by default it is a warning about tests."""

    severity: Severity
    aspect: Aspect
    subject: str


@dataclass(frozen=True, eq=False)
class FileChange:
    """A change and its hunks and facts. Make one for a change and keep it: it remembers."""

    change: Change
    _words: dict[Span, frozenset[str]] = field(
        default_factory=dict[Span, frozenset[str]], repr=False
    )

    @classmethod
    def unchanged(cls, path: str, content: bytes) -> FileChange:
        """Return a file from around the change set in the form of a change."""
        return cls(Change(path=path, kind=ChangeKind.EDITED, before=content, after=content))

    @property
    def path(self) -> str:
        """The path after the change."""
        return self.change.path

    @property
    def old_path(self) -> str:
        """The path in the baseline."""
        return self.change.old_path or self.change.path

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

    def line_span(self, line: int) -> Span:
        """Return the place of a whole line of the version now."""
        return span_of_line(self.change.after or b"", line)

    def old_line_span(self, line: int) -> Span:
        """Return the place of a whole line of the baseline's version."""
        return span_of_line(self.change.before or b"", line)

    @cached_property
    def added_text(self) -> str:
        """The added lines, one after another."""
        return "".join([text for hunk in self.hunks for text in hunk.added])

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

    @cached_property
    def is_test(self) -> bool:
        """Whether the file belongs to the tests, before or after."""
        return is_test_path(self.path) or is_test_path(self.old_path)

    @cached_property
    def holds(self) -> frozenset[Holds]:
        """What there can be in it."""
        versions = (self.old_path, self.change.before), (self.path, self.change.after)
        found: set[Holds] = set()
        if self.is_test or any(facts(*version).may_hold_tests for version in versions):
            found.add(Holds.TESTS)
        if not self.is_test and facts(self.path, self.change.after).language is not None:
            found.add(Holds.PRODUCT)
        return frozenset(found)

    @cached_property
    def lines(self) -> LineMap:
        """Where each line of the baseline's version went."""
        return LineMap.between(self.change.before or b"", self.change.after or b"")

    @cached_property
    def tests(self) -> Pairing:
        """Which test before is which test after, within this file.

        Tests that stand as they stood are pairs of equals, and left out where that can be.
        """
        if Holds.TESTS not in self.holds:
            return Pairing()
        found = pair_tests(self.before.tests, self.after.tests)
        if found.removed and found.added:
            return pair_tests(self.before.whole.tests, self.after.whole.tests)
        return found

    @cached_property
    def helpers(self) -> Pairing:
        """Which helper with assertions before is which after, within this file."""
        if Holds.TESTS not in self.holds:
            return Pairing()
        found = pair_tests(self.before.helpers, self.after.helpers)
        if found.removed and found.added:
            return pair_tests(self.before.whole.helpers, self.after.whole.helpers)
        return found

    @cached_property
    def holds_tests(self) -> bool:
        """Whether the runner collects tests from the file, before or after."""
        if Holds.TESTS not in self.holds:
            return False
        if self.before.tests or self.after.tests:
            return True
        return bool(self.before.whole.tests or self.after.whole.tests)

    @cached_property
    def words_after(self) -> frozenset[bytes]:
        """Every name that occurs in the version now."""
        return frozenset(_WORD.findall(self.change.after or b""))

    @cached_property
    def imported(self) -> frozenset[bytes]:
        """The names on the imports of both versions, or all names where there are no imports."""
        found = (*self.before.whole.of("import"), *self.after.of("import"))
        if not found:
            return self.words_after
        texts = [fact.text.encode() for fact in found]
        return frozenset(
            word for form in (_WORD, _DASHED) for text in texts for word in form.findall(text)
        )

    def fixture_words(self, test: Test) -> frozenset[str]:
        """Return the words of the lines outside of tests that make what a test uses."""
        wanted = test.words - test.variables
        return frozenset[str]().union(
            *(words for name, words in self._made if name in wanted),
        )

    @cached_property
    def _made(self) -> list[tuple[str, frozenset[str]]]:
        """The names that get a value outside of tests, each with the words of that value."""
        loose = _without_tests(self.after.whole, self.change.after or b"")
        return [
            (name.decode(), frozenset(word.decode() for word in _WORD.findall(value)))
            for name, value in _MADE.findall(loose)
        ]

    def helper_words(self, names: frozenset[str]) -> frozenset[str]:
        """Return the words of those definitions of the file, tests aside, that go by the names."""
        named = self.after.whole.named
        found = (one for name in names & named.keys() for one in named[name] if not one.in_test)
        return frozenset[str]().union(*(self._words_of(one) for one in found))

    def _words_of(self, definition: Definition) -> frozenset[str]:
        span = definition.span
        if span not in self._words:
            words = _WORD.findall(self.after.content[span.start : span.end])
            self._words[span] = frozenset(word.decode() for word in words)
        return self._words[span]

    @cached_property
    def untested_names(self) -> dict[str, Definition]:
        """The first function of each name, of those of the version now that are not collected."""
        return {_last(one): one for one in reversed(self._untested)}

    @cached_property
    def untested_bodies(self) -> dict[str, Definition]:
        """The first of those functions for each text, in the form in which tests are compared."""
        return {_body(self.after, one): one for one in reversed(self._untested)}

    @cached_property
    def _untested(self) -> list[Definition]:
        definitions = self.after.whole.definitions
        return [one for one in definitions if not one.in_test and not one.is_class]

    @cached_property
    def product_words_before(self) -> frozenset[bytes]:
        """Every name that occurs in the baseline's version outside of its inline tests."""
        return frozenset(_WORD.findall(self.product_before))

    @cached_property
    def product_words_after(self) -> frozenset[bytes]:
        """Every name that occurs in the version now outside of its inline tests."""
        return frozenset(_WORD.findall(self.product_after))

    @cached_property
    def product_before(self) -> bytes:
        """The baseline's version without its inline tests."""
        return _without_tests(self.before.whole, self.change.before or b"")

    @cached_property
    def product_after(self) -> bytes:
        """The version now without its inline tests."""
        return _without_tests(self.after.whole, self.change.after or b"")

    def is_commented_out(self, text: bytes) -> bool:
        """Whether text of the baseline stands in a comment now and in none before."""
        bare = squeeze(text.decode("utf-8", "replace"))
        found = bare in self.after.comment_text
        return found and bare not in self.before.whole.comment_text

    def added(self, rule: str, span: Span, message: str, **more: Unpack[Particulars]) -> Finding:
        """Make a finding at a place of the version now, which it quotes."""
        return self._finding(rule, message, span, None, **more)

    def removed(self, rule: str, span: Span, message: str, **more: Unpack[Particulars]) -> Finding:
        """Make a finding of text of the baseline, placed at its surviving neighbour."""
        return self._finding(rule, message, None, span, **more)

    def removed_within(
        self, rule: str, old: Span, home: Span, message: str, **more: Unpack[Particulars]
    ) -> Finding:
        """Make a finding of text that went from a definition, at its neighbour inside of it."""
        finding = self._finding(rule, message, None, old, **more)
        line = min(max(finding.line, home.line), home.end_line)
        return finding.model_copy(update={"line": line, "end_line": line})

    def compared(
        self,
        rule: str,
        old: Span | None,
        new: Span,
        message: str,
        **more: Unpack[Particulars],
    ) -> Finding:
        """Make a finding of what stands in both versions; ``old`` None: in another file."""
        return self._finding(rule, message, new, old, **more)

    def hunk(self, rule: str, hunk: Hunk, message: str, **more: Unpack[Particulars]) -> Finding:
        """Make a finding of a hunk as a whole."""
        old = _lines_of(hunk.source_start, hunk.source_length)
        new = _lines_of(hunk.target_start, hunk.target_length)
        finding = self._finding(rule, message, new, old, **more)
        evidence = Evidence(
            old="".join(hunk.removed)[:_EVIDENCE], new="".join(hunk.added)[:_EVIDENCE]
        )
        return _within_evidence(finding.model_copy(update={"evidence": evidence}))

    def _finding(
        self,
        rule: str,
        message: str,
        new: Span | None,
        old: Span | None,
        **more: Unpack[Particulars],
    ) -> Finding:
        line = new.line if new else self.lines.forward(old.line) if old else 1
        end = new.end_line if new else self.lines.forward(old.end_line) if old else 1
        found = Finding(
            rule=rule,
            path=self.path,
            line=line,
            end_line=max(line, end if new else line),
            message=message,
            old_line=old.line if old else None,
            old_end_line=old.end_line if old else None,
            severity=more.get("severity", Severity.WARNING),
            aspect=more.get("aspect", Aspect.TESTS),
            subject=more.get("subject", ""),
            evidence=Evidence(
                old=_quote(self.change.before, old), new=_quote(self.change.after, new)
            ),
        )
        return _within_evidence(found)


def _last(definition: Definition) -> str:
    return definition.name.rpartition(".")[2]


def _body(facts: Facts, definition: Definition) -> str:
    text = facts.content[definition.span.start : definition.span.end]
    name = _last(definition).encode("utf-8", "surrogateescape")
    return normal(facts.language or "", text.replace(name, b"", 1))


def _without_tests(found: Facts, content: bytes) -> bytes:
    """Cut the tests of a file out of it, and the modules that are named after tests."""
    if not (found.may_hold_tests or _TEST_HEAD.search(content)):
        return content
    modules = (d.span for d in found.definitions if d.is_class and _TEST_MODULE.search(d.name))
    kept, end = b"", 0
    for span in sorted((*modules, *(test.span for test in found.tests)), key=lambda s: s.start):
        if span.start >= end:
            kept += content[end : span.start] + b"\n"
        end = max(end, span.end)
    return kept + content[end:]


def _edits(before: bytes, after: bytes, hunks: tuple[Hunk, ...]) -> list[Edit]:
    """Return hunks as byte offsets."""
    old, new = line_starts(before), line_starts(after)
    return [
        Edit(
            *_offsets(old, hunk.source_start, hunk.source_length),
            *_offsets(new, hunk.target_start, hunk.target_length),
        )
        for hunk in hunks
    ]


def _offsets(starts: Sequence[int], start: int, length: int) -> tuple[int, int]:
    first = start - (length > 0)
    return starts[first], starts[first + length]


def _quote(content: bytes | None, span: Span | None) -> str:
    if content is None or span is None:
        return ""
    return content[span.start : span.end][:_QUOTED].decode("utf-8", "surrogateescape")


def _within_evidence(finding: Finding) -> Finding:
    """Let a finding end with what it quotes, on both sides, where that was cut."""
    old, new = (
        text.rstrip("\n").count("\n") for text in (finding.evidence.old, finding.evidence.new)
    )
    end = min(finding.end_line, finding.line + new) if finding.evidence.new else finding.end_line
    ended = finding.old_end_line
    if finding.old_line is not None and ended is not None and finding.evidence.old:
        ended = min(ended, finding.old_line + old)
    if (end, ended) == (finding.end_line, finding.old_end_line):
        return finding
    return finding.model_copy(update={"end_line": end, "old_end_line": ended})


def _lines_of(start: int, length: int) -> Span:
    line = max(1, start)
    return Span(0, 0, line, max(line, start + length - 1), 0, 0)

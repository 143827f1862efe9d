"""Texts that may hold a piece of text are told by their words, and none that does is left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from touchline.model import Change, ChangeKind
from touchline.rules import deleted_file
from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.holders import Holders

TEXT = st.text("ab_ é.-\n", max_size=24).map(str.encode)
LINES = st.lists(st.sampled_from([b"a", b" a", b"b", b"c", b"d", b""]), max_size=6)


@given(st.lists(TEXT, max_size=6), TEXT)
def test_who_holds_a_piece_is_found(texts: list[bytes], piece: bytes) -> None:
    """Every text in which a piece stands is among those that may hold it."""
    holding = {number for number, text in enumerate(texts) if piece in text}
    assert holding <= set(Holders(texts).of(piece))


@given(st.lists(st.lists(st.sampled_from([b"sum", b"total", b"a"])), max_size=6))
def test_who_holds_a_word_is_known(texts: list[list[bytes]]) -> None:
    """The texts with a word are those, no more: a part of a longer one does not count."""
    holders = Holders([b"(".join(words) for words in texts])
    assert set(holders.of_words(b"sum")) == {n for n, words in enumerate(texts) if b"sum" in words}


@given(LINES, st.lists(LINES, max_size=5))
def test_a_file_lives_on_where_half_of_its_lines_stand(
    gone: list[bytes], created: list[list[bytes]]
) -> None:
    """A deletion is not told when one created file has half of the lines, however they stand."""
    old = FileChange(Change(path="old", kind=ChangeKind.DELETED, before=b"\n".join(gone)))
    new = [
        FileChange(Change(path=f"new{n}", kind=ChangeKind.CREATED, after=b"\n".join(lines)))
        for n, lines in enumerate(created)
    ]
    lines = {line.strip() for line in gone} - {b""}
    shared = [len(lines & {line.strip() for line in there}) for there in created]
    told = list(deleted_file.check(old, Analysis(Across([old, *new], {}))))
    assert bool(told) == (bool(lines) and all(2 * most < len(lines) for most in shared))

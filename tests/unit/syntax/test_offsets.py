"""Where lines start: found by halving, as counting them one by one finds it."""

from hypothesis import given
from hypothesis import strategies as st

from touchline.diff import split_lines
from touchline.syntax import line_start, span_of_lines

CONTENT = st.lists(st.sampled_from([b"a", b"\n", b"\r", b"b" * 300]), max_size=60).map(b"".join)
ASKED = st.lists(st.integers(1, 70), max_size=50)


@given(CONTENT, ASKED)
def test_a_line_starts_where_those_above_it_end(content: bytes, asked: list[int]) -> None:
    """However many lines were asked for before, each starts after the lines above it."""
    lines = split_lines(content)
    for line in asked:
        assert line_start(content, line) == len(b"".join(lines[: line - 1]))


@given(CONTENT, ASKED, st.integers(1, 5))
def test_whole_lines_are_a_place_without_their_last_end(
    content: bytes, asked: list[int], count: int
) -> None:
    """The place of some lines holds their text; the last one's line end is left out."""
    lines = content.removesuffix(b"\n").split(b"\n")
    for line in (line for line in asked if line <= len(lines)):
        span = span_of_lines(content, line, line + count - 1)
        assert content[span.start : span.end] == b"\n".join(lines[line - 1 : line - 1 + count])

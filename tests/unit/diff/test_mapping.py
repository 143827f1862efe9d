"""Line maps: where a line went."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.diff import LineMap, split_lines

CONTENT = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n", b"\r", b"d"]), max_size=12).map(
    b"".join
)


@pytest.mark.parametrize(
    ("before", "after", "line", "expected"),
    [
        (b"a\nb\nc\n", b"x\na\nb\nc\n", 2, 3),
        (b"a\nb\nc\n", b"b\nc\n", 1, 1),
        (b"a\nb\nc\n", b"a\nc\n", 3, 2),
        (b"a\nb\nc\n", b"a\nb\n", 3, 2),
        (b"a\nb\nc\nd\n", b"a\nB\nC\nd\n", 3, 3),
        (b"a\nb\n", b"", 2, 1),
        (b"a\nb\n", b"a\nx\nb\n", 2, 3),
    ],
)
def test_a_line_goes_to_its_place_or_its_neighbour(
    before: bytes, after: bytes, line: int, expected: int
) -> None:
    """Lines shift with what came before them; lines that are gone map to the neighbour."""
    assert LineMap.between(before, after).forward(line) == expected
    assert LineMap.between(after, before).back(line) == expected


@given(CONTENT, CONTENT)
def test_lines_that_survive_map_both_ways(before: bytes, after: bytes) -> None:
    """A mapped line lies in the file, and an equal line maps back to where it came from."""
    lines = LineMap.between(before, after)
    old, new = split_lines(before), split_lines(after)
    for number in range(1, len(old) + 1):
        there = lines.forward(number)
        assert 1 <= there <= max(1, len(new))
        if new and lines.back(there) == number and old[number - 1] != new[there - 1]:
            assert before != after

"""Values in messages: what differs is seen."""

import pytest

from touchline.rules.shown import apart

_ROWS = ", ".join(f"('row', {number})" for number in range(20))


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("3", "4", ("3", "4")),
        ("[ 1 , 2 ]", "sorted ( a . b )", ("[1, 2]", "sorted (a.b)")),
        ("one\n    two", "one", ("one two", "one")),
        (
            f"[{_ROWS}, 1]",
            f"[{_ROWS}, 2]",
            ("…('row', 18), ('row', 19), 1]", "…('row', 18), ('row', 19), 2]"),
        ),
        ("a" * 70, "b", ("a" * 60 + "…", "b")),
    ],
)
def test_what_two_values_differ_in_is_shown(one: str, other: str, shown: tuple[str, str]) -> None:
    """Long ones are cut to it, and the blanks of a normal form are left out."""
    assert apart(one, other) == shown

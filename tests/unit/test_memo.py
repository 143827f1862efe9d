"""Results are kept by the objects that they were made of."""

from itertools import count

from touchline.memo import Memo


def test_a_result_is_made_once_for_the_same_objects() -> None:
    """An equal object is another one: comparing models would cost more than it saves."""
    numbers = count()
    memo: Memo[int] = Memo()
    one, other = ["x"], ["x"]
    states = ((one,), (one,), (other,), (other, one), (other, one))
    assert [memo.get("a", state, lambda: next(numbers)) for state in states] == [0, 0, 1, 2, 2]


def test_what_is_forgotten_is_made_again() -> None:
    """One path, or all but some."""
    memo: Memo[str] = Memo()
    for path in "abc":
        memo.get(path, (), lambda: "old")
    memo.forget("a")
    memo.retain({"a", "b"})
    assert [memo.get(path, (), lambda: "new") for path in "abc"] == ["new", "old", "new"]

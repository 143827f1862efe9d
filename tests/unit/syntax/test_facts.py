"""Facts hold on any bytes, and an edited file gives what a new one would."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchline.syntax import Strength, facts, normal
from touchline.syntax.parse import parse
from touchline.syntax.trees import Trees

SOURCE = b"""import pytest

class TestCart:
    @pytest.mark.parametrize("n, sum", [(1, 1), (2, 3)])
    def test_total(self, n, sum):
        assert total(n) == sum
"""

EXPRESSIONS = {
    "x == 3": Strength.EXACT,
    "x == pytest.approx(3)": Strength.APPROXIMATE,
    "x in y": Strength.PATTERN,
    "isinstance(x, int)": Strength.PATTERN,
    "x > 3": Strength.ORDER,
    "x != 3": Strength.ORDER,
    "x": Strength.TRUTHINESS,
    "x == 3 or y": Strength.TRUTHINESS,
    "x is not None": Strength.EXISTENCE,
    "x == 3 and y is not None": Strength.EXISTENCE,
    "True": Strength.NONE,
    "x == x": Strength.NONE,
    "x == 3 or True": Strength.NONE,
}


@pytest.mark.parametrize(("expression", "strength"), EXPRESSIONS.items())
def test_an_expression_has_its_place_in_the_order(expression: str, strength: Strength) -> None:
    """An assertion is as strong as the weakest thing that it says."""
    content = f"def test_x():\n    assert {expression}\n".encode()
    (test,) = facts("tests/test_x.py", content).tests
    assert test.assertions[0].strength is strength


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=200), st.sampled_from(["py", "ts", "js", "tsx", "go", "rs", "java", "rb"])
)
def test_facts_never_raise(content: bytes, ending: str) -> None:
    """Any bytes give facts, with what did not parse in the errors."""
    assert facts(f"tests/test_x.{ending}", content).content == content


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SOURCE)), st.integers(0, 30), st.binary(max_size=12))
def test_an_edit_parses_as_the_whole(start: int, length: int, text: bytes) -> None:
    """A tree that was edited equals the one of a parse from nothing."""
    trees = Trees()
    trees.parse("python", "a.py", SOURCE)
    edited = SOURCE[:start] + text + SOURCE[start + length :]
    found = trees.parse("python", "a.py", edited).root_node
    assert str(found) == str(parse("python", edited).root_node)


def test_sound_parts_of_a_broken_file_count() -> None:
    """A syntax error hides no test that stands before it."""
    found = facts("tests/test_x.py", SOURCE + b"\n\nx = = (\n")
    assert [test.name for test in found.tests] == ["TestCart > test_total"]
    assert found.errors


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b"f(a, 'b')", b'f(\n    a,\n    "b",\n)'),
        (b"assert x == 1", b"assert (\n    x == 1  # why\n)"),
    ],
)
def test_form_does_not_matter(one: bytes, other: bytes) -> None:
    """White space, quotes, comments and trailing commas are no part of the words."""
    assert normal("python", one).replace("( ", "").replace(" )", "") == normal(
        "python", other
    ).replace("( ", "").replace(" )", "")

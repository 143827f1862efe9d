"""Facts hold on any bytes, and an edited file gives what a new one would."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import tree_sitter
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.syntax.sources import SOURCES, Source

from touchline.syntax import Strength, facts, language_of, normal
from touchline.syntax.parse import parse
from touchline.syntax.trees import Trees

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


SCRIPTS = tuple(SOURCES[1]._replace(path=path) for path in ("cart.test.js", "cart.test.tsx"))


@pytest.mark.parametrize("source", [*SOURCES, *SCRIPTS], ids=lambda source: source.path)
@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2000), st.integers(0, 30), st.binary(max_size=12))
def test_an_edit_parses_as_the_whole(source: Source, at: int, length: int, text: bytes) -> None:
    """A tree that was edited equals the one of a parse from nothing, its places included."""
    content, language = source.of(2), language_of(source.path) or ""
    trees, start = Trees(), at % len(content)
    trees.parse(language, source.path, content)
    edited = content[:start] + text + content[start + length :]
    found = trees.parse(language, source.path, edited).root_node
    assert list(_nodes(found)) == list(_nodes(parse(language, edited).root_node))


def _nodes(root: tree_sitter.Node) -> Iterator[tuple[str, int, int, bool, bool]]:
    """Yield all nodes from the root on, each with its place."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node.type, node.start_byte, node.end_byte, node.is_error, node.is_missing
        waiting += node.children


BROKEN = {
    "tests/test_x.py": ("def test_%s():\n    assert total(1) == 3\n\n\n", "x = = (]\n\n\n"),
    "x.test.js": ('test("%s", () => {\n  expect(total(1)).toBe(3);\n});\n', "let = ] 3;\n"),
    "x.test.ts": ('test("%s", () => {\n  expect(total(1)).toBe(3);\n});\n', "let = ] 3;\n"),
    "x.test.tsx": ('test("%s", () => {\n  expect(total(1)).toBe(3);\n});\n', "let = ] 3;\n"),
    "x_test.go": (
        "func Test_%s(t *testing.T) {\n\tassert.Equal(t, 3, total(1))\n}\n",
        "var = ] 3\n",
    ),
    "tests/x.rs": ("#[test]\nfn %s() {\n    assert_eq!(total(1), 3);\n}\n", "let = ] 3;\n"),
    "XTest.java": (
        "class X%sTest {\n    @Test void %s() {\n        assertEquals(3, total(1));\n    }\n}\n",
        "int = ] 3;\n",
    ),
    "x_test.rb": ("def test_%s\n  assert_equal 3, total(1)\nend\n", "x = = ]\n"),
}
"""A test, and what does not parse."""


@pytest.mark.parametrize("path", BROKEN)
def test_sound_parts_of_a_broken_file_count(path: str) -> None:
    """A syntax error hides no test that stands before it, and none that stands after it."""
    test, broken = BROKEN[path]
    one, other = (test.replace("%s", name) for name in ("one", "two"))
    found = facts(path, f"{one}{broken}{other}".encode())
    assert found.errors
    assert [each.path[-1].removeprefix("test_").lower()[-3:] for each in found.tests] == [
        "one",
        "two",
    ]
    assert [each.assertions[0].strength for each in found.tests] == [Strength.EXACT] * 2


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

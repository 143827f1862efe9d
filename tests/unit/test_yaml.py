"""YAML: values of the core schema, and texts that are made to hurt."""

from __future__ import annotations

import pytest

from touchline.yaml import BrokenYAMLError, compose, value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("on: [push]", {"on": ["push"]}),
        ("a: no\nb: true\nc: 'true'", {"a": "no", "b": True, "c": "true"}),
        ("[012, 0x1f, 0o17, 1.5, 1e3]", [12, 31, 15, 1.5, 1000]),
        ("a: ~\nb:\nc: ''", {"a": None, "b": None, "c": ""}),
        ("[&x {k: 1}, *x, {<<: *x, l: 2}]", [{"k": 1}, {"k": 1}, {"k": 1, "l": 2}]),
        ("a: !reference [b, c]", {"a": ["b", "c"]}),
        ("a: |\n  x\n  y\n", {"a": "x\ny\n"}),
    ],
)
def test_values_are_those_of_the_core_schema(text: str, expected: object) -> None:
    """YAML 1.2 reads words as words and numbers as numbers."""
    assert value(compose(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "- " * 50_000 + "a",
        "? " * 50_000,
        '{"a":' * 50_000,
        "a: [x\nb: y",
        "--- a\n--- b",
        "a: 1\x00",
        "a: \udc80",
    ],
)
def test_a_text_that_cannot_be_read_is_broken_and_nothing_worse(text: str) -> None:
    """Depth, several documents and bytes that are no text are an error with an offset."""
    with pytest.raises(BrokenYAMLError) as broken:
        compose(text)
    assert 0 <= broken.value.offset <= len(text)


def test_aliases_cannot_multiply_without_end() -> None:
    """A text of some hundred bytes does not become billions of values."""
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    with pytest.raises(BrokenYAMLError, match="too many values"):
        compose(bomb)


def test_every_value_has_its_place() -> None:
    """Offsets count characters of the text."""
    root = compose("ä: [b, 'c']\n")
    assert root is not None
    (key, items) = root.entries[0]
    assert (key.start, key.end) == (0, 1)
    assert [(item.start, item.end) for item in items.items] == [(4, 5), (7, 10)]

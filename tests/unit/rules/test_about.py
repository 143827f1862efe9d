"""Which files a rule is asked about, and which lines it looks at one by one."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any, TypeGuard, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from suites import DIALECTS, Dialect

from touchline.model import Change, ChangeKind
from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.lines import matching
from touchline.rules.registry import RULES
from touchline.rules.rule import TESTS


def _tables() -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the tables of signs of all modules of the rules, each with a name."""
    for module in [name for name in sys.modules if name.startswith("touchline.rules.")]:
        for name, value in vars(sys.modules[module]).items():
            if name.endswith("SIGNS") and isinstance(value, dict):
                yield f"{module.rpartition('.')[2]}{name}", cast("dict[str, object]", value)


def _is_of_text(value: object) -> TypeGuard[re.Pattern[str]]:
    return isinstance(value, re.Pattern) and isinstance(cast("Any", value).pattern, str)


_PATTERNS = {
    f"{name}-{language}": value
    for name, table in _tables()
    for language, value in table.items()
    if _is_of_text(value)
}
_LETTERS = st.characters(min_codepoint=32, max_codepoint=126)
_CODE = 'def price(x):\n    """\n    >>> price(1)\n    2\n    """\n    return x * 2\n'
_MAIN = "def f(x):\n    return x\n\nif __name__ == '__main__':\n    assert f(1) == 1\n"


def _change(path: str, before: str | None, after: str | None) -> FileChange:
    sides = [None if text is None else text.encode() for text in (before, after)]
    return FileChange(Change(path=path, kind=ChangeKind.EDITED, before=sides[0], after=sides[1]))


def _about(file: FileChange) -> set[str]:
    return {rule.id for rule in RULES if rule.reads and rule.is_about(file)}


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_of_a_file_without_tests_rules_about_tests_say_nothing(dialect: Dialect) -> None:
    """What is a suite in a file of tests is none where the runner does not look."""
    suite = dialect.write(())
    ending = dialect.path.rpartition(".")[2]
    for sides in ((suite, None), (None, suite), (suite, f"{suite}\n"), (suite, "")):
        file = _change(f"lib/cart.{ending}", *sides)
        across = Across([file], {})
        for rule in RULES:
            if rule.reads == TESTS and not rule.is_about(file):
                assert not list(rule.check(file, Analysis(across))), rule.id


@pytest.mark.parametrize("text", [_CODE, _MAIN])
def test_a_product_file_may_hold_tests_of_its_own(text: str) -> None:
    """Examples in its texts and what it asserts when it is run bring the rules about tests in."""
    assert "removed-assertion" in _about(_change("lib/price.py", text, text))
    plain = text.replace(">>>", "").replace("assert", "print")
    assert "removed-assertion" not in _about(_change("lib/price.py", plain, plain))
    assert "removed-assertion" in _about(_change("lib/price.py", text, plain))


def test_no_grammar_no_rule_about_code() -> None:
    """Of prose outside of tests only the rules about any file are asked."""
    assert _about(_change("README.md", "a\n", "b\n")) == set()


@pytest.mark.parametrize("pattern", _PATTERNS.values(), ids=_PATTERNS)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_what_one_line_holds_is_found_among_others(
    pattern: re.Pattern[str], data: st.DataObject
) -> None:
    """A line that a pattern finds is looked at, whatever stands above and below it."""
    around = st.text("ab =('\"\t{}")
    texts = data.draw(st.tuples(around, st.from_regex(pattern, alphabet=_LETTERS), around))
    lines = [f"{line}\n" for text in texts for line in text.split("\n")]
    file = _change("lib/a.py", "", "".join(lines))
    found = {number for number, line in matching(file, pattern) if pattern.search(line)}
    skipped = {"#", "/", "*", "-", "<", ";"}
    for number, line in enumerate(lines, 1):
        if pattern.search(line) and line.lstrip()[:1] not in skipped:
            assert number in found

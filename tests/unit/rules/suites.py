"""Small test suites, written in any style of any language: what the properties are tried on.

A template marks where a formatter may break a line: ``<`` and ``>`` stand inside brackets,
``|`` is a comma between arguments, ``[`` and ``]`` become brackets around a whole expression.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from touchline.model import Change, ChangeKind, ChangeSet, JudgedFinding
from touchline.review import Reviewer
from touchline.spec import EMPTY


@dataclass(frozen=True)
class Style:
    """A way to format code; every suite means the same in every style."""

    indent: str = "    "
    blank: int = 1
    wrapped: bool = False
    quote: str = '"'
    comma: bool = True


@dataclass(frozen=True)
class Check:
    """One assertion, of what a call gives, as one of the language's templates."""

    kind: int
    argument: int
    expected: str


@dataclass(frozen=True)
class Case:
    """One test."""

    name: str
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Dialect:
    """How a language writes a suite. Lines have their depth as tabs."""

    path: str
    opening: str
    test: str
    setup: str
    checks: tuple[str, ...]
    closing: str = ""
    end: str = ""
    indents: tuple[str, ...] = ("  ", "    ", "\t")
    quotes: str = '"'
    commas: bool = True

    def write(self, cases: tuple[Case, ...], style: Style = Style()) -> str:
        """Return the suite in a style, as far as the language knows it."""
        quote = style.quote if style.quote in self.quotes else self.quotes[0]
        style = replace(style, quote=quote, comma=style.comma and self.commas)
        blocks = [self._case(case, style) for case in cases]
        between = "\n" * (style.blank + 1)
        text = between.join([self.opening, *blocks])
        return f"{text}\n{self.closing}\n".replace("\t", style.indent)

    def _case(self, case: Case, style: Style) -> str:
        depth = len(self.test) - len(self.test.lstrip("\t")) + 1
        lines = [self.test.format(name=case.name), "\t" * depth + self.setup]
        lines += ["\n" * (style.blank // 2) + self._check(c, style, depth) for c in case.checks]
        return "\n".join([*lines, *([self.end] if self.end else [])])

    def _check(self, check: Check, style: Style, depth: int) -> str:
        template = self.checks[check.kind % len(self.checks)]
        pad, inner = "\n" + "\t" * depth, "\n" + "\t" * (depth + 1)
        marks = dict.fromkeys("<>[]", "") | {"|": ", "}
        if style.wrapped:
            last = "," if style.comma else ""
            marks = {
                "<": inner,
                "|": f",{inner}",
                ">": last + pad,
                "[": f"({inner}",
                "]": f"{pad})",
            }
        text = "".join(marks.get(sign, sign) for sign in template)
        expected = f"{style.quote}{check.expected}{style.quote}"
        filled = text.replace("ARGUMENT", str(check.argument)).replace("EXPECTED", expected)
        return "\t" * depth + filled


_JS = (
    "expect(<load(cart, ARGUMENT)>).toBe(<EXPECTED>);",
    "expect(<load(<cart|ARGUMENT>)>).toContain(EXPECTED);",
    "expect(load(cart, ARGUMENT)).toBeTruthy();",
)
_JAVASCRIPT = Dialect(
    path="src/cart.test.js",
    opening='import { load } from "./cart";\n\ndescribe("cart", () => {',
    test='\tit("{name}", () => {{',
    setup="const cart = open();",
    checks=_JS,
    end="\t});",
    closing="});",
    quotes="\"'",
)
DIALECTS = {
    "pytest": Dialect(
        path="tests/test_cart.py",
        opening="from shop import load",
        test="def test_{name}():",
        setup="cart = open_cart()",
        checks=(
            "assert [load(<cart|ARGUMENT>) == EXPECTED]",
            "assert EXPECTED in load(<cart|ARGUMENT>)",
            "assert load(<cart|ARGUMENT>)",
        ),
        quotes="\"'",
    ),
    "unittest": Dialect(
        path="tests/test_cart.py",
        opening="import unittest\n\nclass TestCart(unittest.TestCase):",
        test="\tdef test_{name}(self):",
        setup="cart = open_cart()",
        checks=(
            "self.assertEqual(<load(cart, ARGUMENT)|EXPECTED>)",
            "self.assertIn(<EXPECTED|load(<cart|ARGUMENT>)>)",
            "self.assertIsNotNone(load(<cart|ARGUMENT>))",
        ),
        quotes="\"'",
    ),
    "javascript": _JAVASCRIPT,
    "typescript": replace(_JAVASCRIPT, path="src/cart.test.ts", setup="const cart: Cart = open();"),
    "tsx": replace(_JAVASCRIPT, path="src/cart.test.tsx", setup="const cart = <Cart items={2} />;"),
    "go": Dialect(
        path="shop/cart_test.go",
        opening='package shop\n\nimport "testing"',
        test="func Test{name}(t *testing.T) {{",
        setup="cart := open()",
        checks=(
            "assert.Equal(<t|EXPECTED|load(cart, ARGUMENT)>)",
            "if got := load(<cart|ARGUMENT>); got != EXPECTED {\n\t\tt.Errorf(<EXPECTED|got>)\n\t}",
            "require.NotNil(<t|load(cart, ARGUMENT)>)",
        ),
        end="}",
        indents=("\t",),
    ),
    "rust": Dialect(
        path="src/cart.rs",
        opening="use crate::load;\n\n#[cfg(test)]\nmod tests {",
        test="\t#[test]\n\tfn {name}() {{",
        setup="let cart = open();",
        checks=(
            "assert_eq!(<load(&cart, ARGUMENT)|EXPECTED>);",
            "assert!(<load(<&cart|ARGUMENT>).contains(EXPECTED)>);",
            "assert!(load(&cart, ARGUMENT).is_some());",
        ),
        end="\t}",
        closing="}",
    ),
    "java": Dialect(
        path="src/test/java/CartTest.java",
        opening="import org.junit.jupiter.api.Test;\n\nclass CartTest {",
        test="\t@Test\n\tvoid {name}() {{",
        setup="Cart cart = open();",
        checks=(
            "assertEquals(<EXPECTED|load(cart, ARGUMENT)>);",
            "assertTrue(<load(<cart|ARGUMENT>).contains(EXPECTED)>);",
            "assertThat(<load(cart, ARGUMENT)>).isEqualTo(<EXPECTED>);",
        ),
        end="\t}",
        closing="}",
        commas=False,
    ),
    "minitest": Dialect(
        path="test/cart_test.rb",
        opening="class CartTest < Minitest::Test",
        test="\tdef test_{name}",
        setup="cart = open_cart",
        checks=(
            "assert_equal(<EXPECTED|load(cart, ARGUMENT)>)",
            "assert_includes(<load(<cart|ARGUMENT>)|EXPECTED>)",
            "refute_nil(<load(cart, ARGUMENT)>)",
        ),
        end="\tend",
        closing="end",
        quotes="\"'",
        commas=False,
    ),
    "rspec": Dialect(
        path="spec/cart_spec.rb",
        opening='RSpec.describe "cart" do',
        test='\tit "{name}" do',
        setup="cart = open_cart",
        checks=(
            "expect(<load(cart, ARGUMENT)>).to eq(<EXPECTED>)",
            "expect(<load(<cart|ARGUMENT>)>).to include(<EXPECTED>)",
            "expect(load(cart, ARGUMENT)).not_to be_nil",
        ),
        end="\tend",
        closing="end",
        quotes="\"'",
        commas=False,
    ),
}

CHECKS = st.builds(
    Check,
    kind=st.integers(0, 2),
    argument=st.integers(0, 99),
    expected=st.text("abcdefgh ", min_size=1, max_size=8),
)
CASES = st.lists(
    st.builds(
        Case,
        name=st.text("abcdefgh", min_size=4, max_size=7).map(str.capitalize),
        checks=st.lists(CHECKS, min_size=1, max_size=4, unique=True).map(tuple),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda case: case.name,
).map(tuple)
STYLES = st.builds(
    Style,
    blank=st.integers(1, 3),
    wrapped=st.booleans(),
    quote=st.sampled_from("\"'"),
    comma=st.booleans(),
)


def styled(dialect: Dialect) -> st.SearchStrategy[Style]:
    """Return the styles of a language."""
    indents = st.sampled_from(dialect.indents)
    return st.tuples(STYLES, indents).map(lambda drawn: replace(drawn[0], indent=drawn[1]))


def said(*files: tuple[str, str | None, str | None]) -> list[str]:
    """Return what all rules say of a change set of (path, before, after), without a task."""
    changes = tuple(sorted((_change(*file) for file in files), key=lambda change: change.path))
    report = Reviewer(EMPTY).review(ChangeSet(changes=changes))
    assert not [note for note in report.notes if note.kind == "rule"]
    return [_line(found) for found in report.findings]


def _change(path: str, before: str | None, after: str | None) -> Change:
    kind = ChangeKind.EDITED
    if before is None or after is None:
        kind = ChangeKind.CREATED if before is None else ChangeKind.DELETED
    sides = (None if side is None else side.encode() for side in (before, after))
    return Change(path=path, kind=kind, before=next(sides), after=next(sides))


def _line(found: JudgedFinding) -> str:
    return f"{found.severity} {found.finding.rule} {found.finding.line} {found.finding.message}"

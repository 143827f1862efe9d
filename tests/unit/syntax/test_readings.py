"""What an assertion of each framework is about, what it expects, and how strictly."""

from __future__ import annotations

import pytest

from touchline.syntax import Assertion, Strength, facts

_HOLDERS = {
    "test/cart.test.mjs": 'test("sums", () => {\n  %s\n});\n',
    "src/test/java/CartTest.java": "class CartTest {\n    @Test void sums() {\n%s\n    }\n}\n",
    "spec/cart_spec.rb": 'describe Cart do\n  it "sums" do\n    %s\n  end\nend\n',
    "test/models/cart_test.rb": (
        'class CartTest < ActiveSupport::TestCase\n  test "sums" do\n    %s\n  end\nend\n'
    ),
    "cart_test.go": "package cart\n\nfunc TestSums(t *testing.T) {\n\t%s\n}\n",
    "tests/cart.rs": "#[test]\nfn sums() {\n    %s\n}\n",
}
JS, JAVA, RSPEC, RAILS, GO, RUST = _HOLDERS

READINGS = (
    (JS, "total([1]).should.equal(3)", Strength.EXACT, "total ( [ 1 ] )", "3"),
    (JS, "cart.should.deep.equal({a: 1})", Strength.EXACT, "cart", "{ a : 1 }"),
    (JS, "cart.total.should.be.true", Strength.TRUTHINESS, "cart . total", ""),
    (JS, "cart.should.exist", Strength.EXISTENCE, "cart", ""),
    (JS, "cart.should.not.equal(3)", Strength.ORDER, "cart", "not 3"),
    (JS, "cart.should.be.an('array')", Strength.PATTERN, "cart", '"array"'),
    (JS, "assert.strictEqual(total(1), 3)", Strength.EXACT, "total ( 1 )", "3"),
    (JS, "assert.deepStrictEqual(cart, [3])", Strength.EXACT, "cart", "[ 3 ]"),
    (JS, "assert.ok(cart)", Strength.TRUTHINESS, "cart", ""),
    (JS, "assert.match(cart.name, /a/)", Strength.PATTERN, "cart . name", "/a/"),
    (JAVA, "assertThat(cart.total(), is(3));", Strength.EXACT, "cart . total ( )", "is ( 3 )"),
    (
        JAVA,
        'assertThat("why", cart.total(), is(equalTo(3)));',
        Strength.EXACT,
        "cart . total ( )",
        "equalTo ( 3 )",
    ),
    (JAVA, "assertThat(cart, hasItem(3));", Strength.PATTERN, "cart", "hasItem ( 3 )"),
    (JAVA, "assertThat(cart, notNullValue());", Strength.EXISTENCE, "cart", "notNullValue ( )"),
    (JAVA, "assertThat(cart.total()).isEqualTo(3);", Strength.EXACT, "cart . total ( )", "3"),
    (JAVA, "assertThat(cart).isNotNull();", Strength.EXISTENCE, "cart", ""),
    (RAILS, "assert_equal 3, cart.total", Strength.EXACT, "cart . total", "3"),
    (RAILS, "assert_not_nil cart.total", Strength.EXISTENCE, "cart . total", ""),
)

TOLERANCES = (
    (JS, "expect(mean()).toBeCloseTo(1.5, 4)", 1e-4),
    (JS, "expect(mean()).toBeCloseTo(1.5)", 1e-2),
    (JS, "expect(mean()).to.be.closeTo(1.5, 0.1)", 0.1),
    (JS, "mean().should.be.approximately(1.5, 0.1)", 0.1),
    (JS, "assert.approximately(mean(), 1.5, 0.1)", 0.1),
    (JAVA, "assertThat(mean()).isCloseTo(1.5, within(0.1));", 0.1),
    (JAVA, "assertThat(mean()).isCloseTo(1.5, Offset.offset(0.1f));", 0.1),
    (JAVA, "assertThat(mean()).isWithin(0.1).of(1.5);", 0.1),
    (JAVA, "assertThat(mean(), is(closeTo(1.5, 0.1)));", 0.1),
    (JAVA, "assertTrue(Math.abs(mean() - 1.5) < 0.1);", 0.1),
    (RSPEC, "expect(mean).to be_within(0.1).of(1.5)", 0.1),
    (RAILS, "assert (mean - 1.5).abs < 0.1", 0.1),
    (GO, 'if math.Abs(mean()-1.5) > 0.1 { t.Error("far") }', 0.1),
    (RUST, "assert!((mean() - 1.5).abs() < 0.1_f64);", 0.1),
    (RUST, "assert!((mean() - 1.5).abs() <= f64::EPSILON);", 2.3e-16),
)


def assertion(path: str, code: str) -> Assertion:
    """Return the only assertion of a test that holds the code."""
    (test,) = facts(path, (_HOLDERS[path] % code).encode()).tests
    (found,) = test.assertions
    return found


@pytest.mark.parametrize(("path", "code", "strength", "subject", "expected"), READINGS)
def test_an_assertion_is_read(
    path: str, code: str, strength: Strength, subject: str, expected: str
) -> None:
    """Each framework's way to say it gives the same three things."""
    found = assertion(path, code)
    assert (found.strength, found.subject, found.expected) == (strength, subject, expected)


@pytest.mark.parametrize(("path", "code", "tolerance"), TOLERANCES)
def test_a_tolerance_is_read(path: str, code: str, tolerance: float) -> None:
    """However it is written, the value may be off by so much, and is known itself."""
    found = assertion(path, code)
    assert found.strength is Strength.APPROXIMATE
    assert found.tolerance == pytest.approx(tolerance)
    assert found.expected.split()[0] == "1.5"
    assert found.subject.startswith("mean")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (GO, 'if math.Abs(mean()-1.5) < 0.1 { t.Error("near") }'),
        (RUST, "assert!((mean() - 1.5).abs() > 0.1);"),
        (RUST, "assert!(mean().abs() < 0.1);"),
        (RUST, "assert!(shop::abs(mean() - 1.5) < 0.1);"),
    ],
)
def test_a_bound_that_is_no_tolerance_is_an_order(path: str, code: str) -> None:
    """A distance that is to be large, or no distance at all, says only an order."""
    assert assertion(path, code).strength is Strength.ORDER


@pytest.mark.parametrize(
    ("comment", "strength", "expected"),
    [
        ("// Output: 3", Strength.EXACT, '"3"'),
        ("// output:\n\t// 3\n\t// 4", Strength.EXACT, '"3\\n4"'),
        ("// Unordered output: 3", Strength.PATTERN, 'in "3"'),
    ],
)
def test_an_example_of_go_asserts_what_it_shows(
    comment: str, strength: Strength, expected: str
) -> None:
    """The comment at its end is what ``go test`` compares the output with."""
    content = f"package cart\n\nfunc ExampleTotal() {{\n\tfmt.Println(3)\n\t{comment}\n}}\n"
    (test,) = facts("cart_test.go", content.encode()).tests
    (found,) = test.assertions
    assert (found.strength, found.subject, found.expected) == (strength, "printed ( )", expected)
    assert found.span.line == 5

"""Files of every language for tests of syntax: each a head, entries to repeat, and a tail."""

from __future__ import annotations

from typing import NamedTuple


class Source(NamedTuple):
    """A file under construction; ``%d`` in an entry is its number."""

    path: str
    head: str
    entry: str
    tail: str

    def of(self, entries: int) -> bytes:
        """Return a file of so many entries."""
        body = "".join(self.entry.replace("%d", str(number)) for number in range(entries))
        return (self.head + body + self.tail).encode()


SOURCES = (
    Source(
        "tests/test_cart.py",
        """import pytest
from shop import cart

RATES = {"a": 1, "b": 2}


@pytest.mark.slow
class TestCart:
    limit = 3
""",
        """
    # Case %d.
    @pytest.mark.parametrize("n, sum", [(1, %d), (2, 3)])
    def test_total_%d(self, n, sum):
        if n == %d:
            return
        try:
            assert cart.total(n) == sum
        except ValueError:
            pass
        assert n > 0  # noqa: PLR2004
""",
        """

def helper(x):
    assert x
    return {"x": 1}[x]


def test_alone():
    assert helper(1) == 1
""",
    ),
    Source(
        "src/cart.test.ts",
        """import { total } from "./cart";

describe("cart", () => {
  beforeEach(() => { reset(); });
""",
        """
  // Case %d.
  it("adds %d", () => {
    const want = %d;
    if (want === 7) { return; }
    try { check(want); } catch (e) { }
    expect(total([want])).toBe(want);
    expect(total([])).toBeTruthy();
  });
""",
        """});

export function helper(x: number) {
  if (x === 1) { return 2; }
  expect(x).toBe(1);
}
""",
    ),
    Source(
        "cart_test.go",
        """package cart

import "testing"

var rates = map[string]int{"a": 1}
""",
        """
// Case %d.
func TestTotal%d(t *testing.T) {
	if Total(%d) != %d {
		t.Errorf("wrong")
	}
	t.Run("inner", func(t *testing.T) {
		assert.Equal(t, %d, Total(%d))
	})
}
""",
        """
func helper(x int) int {
	if x == 1 {
		return 2
	}
	return 3
}
""",
    ),
    Source(
        "src/cart.rs",
        """use std::fs;

pub fn total(x: u32) -> u32 {
    if x == 1 { return 2; }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
""",
        """
    // Case %d.
    #[test]
    #[allow(dead_code)]
    fn total_%d() {
        let want = %d;
        assert_eq!(total(%d), want);
        assert!(want > 0);
    }
""",
        """
    fn helper(x: u32) { assert!(x == 1); }
}
""",
    ),
    Source(
        "src/test/CartTest.java",
        """package shop;

import org.junit.jupiter.api.Test;

class CartTest {
    private int limit = 3;
""",
        """
    // Case %d.
    @Test
    void total%d() {
        if (limit == %d) { return; }
        try { run(); } catch (Exception e) { }
        assertEquals(%d, Cart.total(1));
        assertThat(Cart.total(2)).isEqualTo(%d);
    }
""",
        """
    private int helper(int x) { assertTrue(x == 1); return 2; }
}
""",
    ),
    Source(
        "test/cart_test.rb",
        """require "minitest/autorun"

class CartTest < Minitest::Test
  LIMIT = { "a" => 1 }
""",
        """
  # Case %d.
  def test_total_%d
    return if LIMIT == %d
    assert_equal %d, Cart.total(1)
    assert Cart.total(2)
  end
""",
        """
  def helper(x)
    assert x == 1
  end
end

describe "cart" do
  it "adds" do
    expect(Cart.total(1)).to eq(1)
  end
end
""",
    ),
)

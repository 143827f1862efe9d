"""A test leads to the same code whether it is compared with all that changed or with a few."""

from __future__ import annotations

from itertools import product

import pytest

from touchline.model import Change, ChangeKind
from touchline.rules.asked_code import AskedCode
from touchline.rules.filechange import FileChange
from touchline.rules.reach import Changed

PATHS = (
    "shop/cart.py",
    "shop/main.py",
    "shop/rates.yml",
    "lib/cart.js",
    "lib/total_of.js",
    "go/cart/total.go",
    "data/order_lines.json",
)
NAMES = (frozenset[str](), frozenset({"total"}), frozenset({"total_of", "main", "__len__"}))
MODULES = {"shop/main.py": b"shop"}
CHANGED = [
    Changed(path, MODULES.get(path, path.rpartition("/")[2].partition(".")[0].encode()), names)
    for path, names in product(PATHS, NAMES)
]

PYTHON = b"""from shop import cart


def helper(x):
    return total_of(x)


def test_one():
    assert cart.total([1]) == 1


def test_two():
    assert helper(2) == len(load("rates.yml"))


def test_three():
    assert run("order_lines") == 3
"""
SCRIPT = b"""import { total } from "../lib/cart";
test("adds", () => { expect(total_of([1])).toBe(cart()); });
"""
GO = b"""package cart

func TestTotal(t *testing.T) {
	if total(1) != 1 {
		t.Fatal(1)
	}
}
"""
TESTS = {
    "tests/test_cart.py": PYTHON,
    "shop/test_other.py": PYTHON.replace(b"from shop import cart", b"import os"),
    "lib/cart.test.js": SCRIPT,
    "go/cart/total_test.go": GO,
}


@pytest.mark.parametrize("path", TESTS)
@pytest.mark.parametrize("known", [True, False], ids=["known", "another file"])
def test_as_one_by_one(path: str, *, known: bool) -> None:
    """What all changes together say is what one of them says."""
    content = TESTS[path]
    file = FileChange(Change(path=path, kind=ChangeKind.EDITED, before=b"", after=content))
    tests = {path: content} if known else {}
    found = file.after.whole.tests
    assert found
    for test in found:
        alone = [AskedCode([one], tests).leads_from(file, test) for one in CHANGED]
        words = test.words | file.names.of_helpers(test.words)
        reached = [one.is_reached(file, words) for one in CHANGED]
        assert alone == reached
        assert AskedCode(CHANGED, tests).leads_from(file, test) == any(alone)
    around = [one.is_around(file) for one in CHANGED]
    assert [AskedCode([one], tests).is_around(file) for one in CHANGED] == around
